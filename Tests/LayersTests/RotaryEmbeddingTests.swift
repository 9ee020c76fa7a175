import Foundation
import Layers
import Tensors
import TestSupport
import Testing

@Suite struct RotaryEmbeddingTests {
  struct Constants: Decodable {
    struct Rope: Decodable {
      let ropeTheta: Double
      let factor: Double?
      let highFreqFactor: Double?
      let lowFreqFactor: Double?
      let originalMaxPositionEmbeddings: Int?
    }
    let rope: [String: Rope]
  }

  private let goldens: GoldenTensors

  init() throws { goldens = try GoldenTensors("operations/operations.safetensors") }

  private func configuration(_ kind: String) throws -> RotaryEmbedding.Configuration {
    let constants = try Goldens.json("operations/operations.json", as: Constants.self)
    let rope = try #require(constants.rope[kind])
    let scaling: RotaryEmbedding.Scaling =
      switch kind {
      case "linear": .linear(factor: try #require(rope.factor))
      case "llama3":
        .llama3(
          factor: try #require(rope.factor),
          lowFrequencyFactor: try #require(rope.lowFreqFactor),
          highFrequencyFactor: try #require(rope.highFreqFactor),
          originalContext: try #require(rope.originalMaxPositionEmbeddings))
      default: .none
      }
    return .init(base: rope.ropeTheta, scaling: scaling)
  }

  @Test(arguments: ["default", "linear", "llama3"]) func frequencies(_ kind: String) throws {
    let frequencies = RotaryEmbedding.frequencies(try configuration(kind), headSize: 16)
    let expected = try goldens("rope.\(kind).inverse_frequencies").elements(Float.self)
    for (a, e) in zip(frequencies, expected) { #expect(abs(a - e) <= 5e-7 * e) }
  }

  @Test(arguments: ["default", "linear", "llama3"], ["query.q", "key.k"])
  func rotation(_ kind: String, _ role: String) throws {
    let x = try goldens.leaf("rope.\(kind).\(role)")
    let positions = try goldens("rope.position_ids").reshaped(-1)
    let context = Int(positions.max().scalar) + 1
    let rotary = RotaryEmbedding(try configuration(kind), headSize: 16, context: context)
    let heads = x.size(1)
    func packed(_ x: Tensor) -> Tensor { x.permuted(0, 2, 1, 3).reshaped(-1, heads, 16) }
    let rotated = rotary(packed(x), positions: positions)
    let name = "rope.\(kind).\(role.prefix { $0 != "." })"
    let expected = packed(try goldens("\(name).rotated"))
    // A unit in the last place of a frequency, times positions in the hundreds.
    #expect(mismatch(rotated, expected, tolerance: 2e-5) == nil)
    rotated.backward(packed(try goldens("\(name).d_rotated")))
    let gradient = try #require(x.gradient)
    let letter = role.suffix(1)
    #expect(mismatch(gradient, try goldens("\(name).d_\(letter)"), tolerance: 2e-5) == nil)
  }

  @Test func rotationKeepsLengthsAndDependsOnDistanceAlone() {
    let random = RandomTensors(seed: 4)
    let rotary = RotaryEmbedding(.init(), headSize: 32, context: 64)
    let (q, k) = (random(1, 1, 32), random(1, 1, 32))
    func turned(_ x: Tensor, _ position: Int32) -> Tensor {
      rotary(x, positions: Tensor([position]))
    }
    #expect(abs(turned(q, 40).norm().scalar - q.norm().scalar) < 1e-5)
    let near = (turned(q, 7) * turned(k, 3)).sum().scalar
    let far = (turned(q, 59) * turned(k, 55)).sum().scalar
    #expect(abs(near - far) < 1e-4)
    #expect(mismatch(turned(q, 0), q, tolerance: 0) == nil)
  }
}
