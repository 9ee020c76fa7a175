import Detection
import Foundation
import Tensors
import TestSupport
import Testing

/// The parts that probes are built from: hand-made inputs, and Tests/Goldens/probes/generate.py.
@Suite struct ProbePartsTests {
  private struct Golden: Decodable {
    struct Regression: Decodable {
      var rows: [[Double]]
      var labels: [Bool]
      var penalty: Double
      var weights: [Double]
      var bias: Double
    }
    var regressions: [Regression]
  }

  @Test func regressionsAreThoseOfTheGenerator() throws {
    let file = Goldens.directory.appendingPathComponent("probes/probes.json")
    for golden in try JSONDecoder().decode(Golden.self, from: Data(contentsOf: file)).regressions {
      let fit = LogisticRegression(
        rows: golden.rows, labels: golden.labels, penalty: golden.penalty)
      for (actual, expected) in zip(fit.weights + [fit.bias], golden.weights + [golden.bias]) {
        #expect(abs(actual - expected) < 1e-4 * max(1, abs(expected)))
      }
    }
  }

  @Test func regressionSeparatesWhatIsSeparable() {
    let fit = LogisticRegression(
      rows: [[0, 1], [1, 1], [2, 1], [3, 1]], labels: [false, false, true, true])
    #expect(fit.logit([3, 1]) > 0 && fit.logit([0, 1]) < 0)
    #expect(abs(fit.logit([1.5, 1])) < 1e-9, "the middle is the border")
  }

  /// Three directions: one separates, one is its opposite, one says nothing.
  @Test func nullQuantilesCountDirectionsBelow() {
    let projections = Tensor(
      [1, -1, 0, 2, -2, 0, 3, -3, 0, 4, -4, 0] as [Float], shape: [4, 3])
    let null = NullDistribution(projections, positives: [2, 3], negatives: [0, 1])
    #expect(null.best == 1)
    #expect(null.quantile(of: 1) == 2.5 / 3, "areas 0, ½ and 1: two below, one equal")
    #expect(null.quantile(of: 0.5) == 1.5 / 3)
    #expect(null.signFreeQuantile(of: 0.9) == 1.0 / 3, "sign-free areas ½, 1 and 1")
    #expect(
      null.signFreeQuantile(of: 0) == 2.0 / 3, "a reversed perfect direction counts as perfect")
  }

  @Test func halvesAreOfQueriesAndFixedBySeed() {
    let pairs = (0..<20).map { "q\($0)" }
    let split = ProbeSplit(pairs: pairs + pairs, seed: 4)
    #expect(pairs.count { split.isTraining($0) } == 10)
    let again = ProbeSplit(pairs: pairs.reversed(), seed: 4)
    #expect(pairs.allSatisfy { split.isTraining($0) == again.isTraining($0) })
    let other = ProbeSplit(pairs: pairs, seed: 5)
    #expect(pairs.contains { split.isTraining($0) != other.isTraining($0) })
  }

  @Test(
    arguments: [
      ([7, 1, 9, 2, 3], [7, 1, 2, 3], 2..<3), ([8, 9, 1, 2], [1, 2], 0..<2),
      ([1, 2, 8], [1, 2], 2..<3), ([1, 5, 2], [1, 6, 2], 1..<2), ([4, 4, 4], [4, 4], 2..<3),
      ([1, 2], [1, 2], 2..<2),
    ] as [([Int32], [Int32], Range<Int>)])
  func whatTheTriggerPutInIsFound(longer: [Int32], plain: [Int32], expected: Range<Int>) {
    #expect(inserted(in: longer, over: plain) == expected)
  }
}
