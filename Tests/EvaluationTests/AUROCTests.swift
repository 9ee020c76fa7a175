import Evaluation
import Foundation
import Randomness
import TestSupport
import Testing

/// Areas under the ROC curve: counted by hand, against Tests/Goldens/probes/generate.py, and what
/// their intervals cover.
@Suite struct AUROCTests {
  private func alone(_ scores: [Double], _ side: String) -> [AUROC.Scored] {
    scores.enumerated().map { (cluster: "\(side)\($0.offset)", score: $0.element) }
  }

  @Test func areaIsTheShareOfPairsInTheRightOrder() throws {
    // 3 beats 1, 2 and half of 3; 2 beats 1 and half of 2: 2.5 + 1.5 of 6 pairs.
    let counted = try #require(AUROC.value(positives: [3, 2], negatives: [1, 2, 3]))
    #expect(abs(counted - 4.0 / 6) < 1e-12)
    #expect(AUROC.value(positives: [], negatives: [1]) == nil)
    #expect(AUROC(positives: [], negatives: alone([1], "n")) == nil)
    let area = try #require(
      AUROC(positives: alone([3, 2], "p"), negatives: alone([1, 2, 3], "n")))
    #expect(abs(area.value - 4.0 / 6) < 1e-12)
    #expect(area.positives == 2 && area.negatives == 3)
  }

  @Test func perfectSeparationIsNotCertainty() throws {
    let area = try #require(
      AUROC(positives: alone([5, 6, 7, 8], "p"), negatives: alone([1, 2], "n")))
    let wilson = Wilson.interval(mean: 1, n: 2)
    #expect(area.value == 1 && area.lo95 == wilson.lowerBound && area.hi95 == 1)
    let same = try #require(AUROC(positives: alone([1, 1], "p"), negatives: alone([1, 1], "n")))
    #expect(same.value == 0.5 && same.lo95 < 0.2 && same.hi95 > 0.8)
  }

  @Test func clusteredVarianceIsThatOfTheGenerator() throws {
    let file = Goldens.directory.appendingPathComponent("probes/probes.json")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    for golden in try decoder.decode(Golden.self, from: Data(contentsOf: file)).areas {
      let area = try #require(
        AUROC(
          positives: Array(zip(golden.positiveClusters, golden.positives)).map { ($0, $1) },
          negatives: Array(zip(golden.negativeClusters, golden.negatives)).map { ($0, $1) }))
      #expect(abs(area.value - golden.area) < 1e-12)
      // logit(hi) − logit(lo) = 2 z √variance / (a(1 − a))
      func logit(_ x: Double) -> Double { log(x / (1 - x)) }
      let deviation =
        (logit(area.hi95) - logit(area.lo95)) / (2 * Wilson.z) * area.value * (1 - area.value)
      #expect(abs(deviation - golden.variance.squareRoot()) < 1e-9)
      #expect(abs(deviation / golden.resampledDeviation - 1) < 0.05)
    }
  }

  private struct Golden: Decodable {
    struct Area: Decodable {
      var positives: [Double]
      var positiveClusters: [String]
      var negatives: [Double]
      var negativeClusters: [String]
      var area: Double
      var variance: Double
      var resampledDeviation: Double
    }
    var areas: [Area]
  }

  /// Pairs share most of their noise; without clusters the interval would cover too often.
  @Test func intervalsCoverTheTruthOfPairedScores() {
    var covered = 0
    let runs = 400
    for run in 0..<runs {
      var stream = RandomStream(seed: 1, "auroc-coverage", run)
      func uniform() -> Double { Double.random(in: 0..<1, using: &stream) }
      func bell() -> Double { (0..<12).reduce(-6) { sum, _ in sum + uniform() } }
      var positives: [AUROC.Scored] = []
      var negatives: [AUROC.Scored] = []
      for pair in 0..<40 {
        let shared = 2 * bell()
        positives.append(("\(pair)", shared + 1 + bell()))
        negatives.append(("\(pair)", shared + bell()))
      }
      // The difference of two independent ones has mean 1 and variance 2·(4 + 1).
      let truth = 0.624_085
      if let area = AUROC(positives: positives, negatives: negatives),
        (area.lo95...area.hi95).contains(truth)
      {
        covered += 1
      }
    }
    #expect((0.92...0.98).contains(Double(covered) / Double(runs)))
  }
}
