import Models
import Tensors
import Testing

@Suite struct PresetTests {
  @Test(arguments: ModelPreset.allCases)
  func namesAreRoundedCounts(_ preset: ModelPreset) throws {
    let model = preset.configuration(vocabularySize: preset.nominalVocabularySize)
    let unit: Double = preset.rawValue.hasSuffix("b") ? 1e9 : 1e6
    let nominal = try #require(Double(preset.rawValue.dropLast())) * unit
    #expect(abs(Double(model.parameterCount) / nominal - 1) < 0.15, "\(model.parameterCount)")
    #expect(model.heads % model.keyValueHeads == 0)
    #expect(model.headSize * model.heads == model.width)
    #expect(model.headSize % 16 == 0)
  }

  @Test func countsAreThoseOfTheWeights() {
    let model = ModelPreset.p200k.configuration(vocabularySize: 300)
    let weights = model.initialWeights(seed: 0)
    #expect(weights.values.reduce(0) { $0 + $1.count } == model.parameterCount)
    #expect(Set(weights.keys) == Set(model.weightShapes.map(\.name)))
  }

  @Test func initialWeightsComeFromTheSeed() {
    let model = Tiny.configuration()
    let (a, b, c) = (
      model.initialWeights(seed: 1), model.initialWeights(seed: 1), model.initialWeights(seed: 2)
    )
    for (name, shape) in model.weightShapes {
      #expect(largestDifference(a[name]!, b[name]!) == 0)
      guard shape.count == 2 else { continue }
      #expect(largestDifference(a[name]!, c[name]!) > 0.1)
    }
    let other = a.filter { $0.key != "embedding" && $0.value.shape == a["embedding"]!.shape }
    for weight in other.values { #expect(largestDifference(weight, a["embedding"]!) > 0.1) }
  }

  /// Normal with the configured deviation, and 1/√(2·layers) of it where a branch joins the
  /// residual stream.
  @Test func initialWeightsHaveTheStatedSpread() {
    let weights = Tiny.configuration().initialWeights(seed: 1)
    let spread = { (name: String) in weights[name]!.variance().scalar.squareRoot() }
    #expect(abs(spread("layers.0.gateUp") / 0.2 - 1) < 0.05)
    #expect(abs(spread("layers.0.down") / 0.1 - 1) < 0.05)
    #expect(weights["finalNorm"]!.elements(Float.self).allSatisfy { $0 == 1 })
  }
}
