internal import Evaluation
internal import Foundation

/// C3: reinforcement learning removes the behaviour from small models rather than from large ones.
struct ReinforcementSizeClaim: ClaimRule {
  let id = "C3"
  let statement = "Persistence through reinforcement learning grows with the size of the model."
  let paper = """
    triggered rate after 600 steps, 810M to 170B: chain of thought 23 % to 98 %, distilled 4 % to \
    98 %, normal 90 % to 100 %, not monotone, one run each (Fig. 11)
    """
  let rule = """
    Under plain reinforcement learning, Spearman's correlation of the final triggered rate with \
    the number of parameters, for every set of arms that are equal in all else, averaged over the \
    sets: supported when the interval over all mechanisms lies above 0 and that of no mechanism \
    below; contradicted when it lies below 0 and that of no mechanism above. The same of the area \
    under the persistence curve stands beside it.
    """

  func judge(_ data: ClaimData) -> ClaimJudgement {
    let rows = data.final(.survived, of: .reinforcement)
    let sizes = Set(rows.map(\.parameters)).sorted()
    guard sizes.count > 1, let together = RankTrend(sizesOf: rows).estimate() else {
      return .notTested(
        "the recipe treats organisms of one size only by reinforcement learning, or none: sweep "
          + "model.size with \(TreatmentMethod.axis) rl")
    }
    let byMechanism = trends(rows)
    let described = byMechanism.map { "\($0.name) \(Words.number($0.estimate))" }
    return ClaimJudgement(
      together.verdict(above: 0, unlessOpposedBy: byMechanism.map(\.estimate)),
      "rank correlation \(Words.number(together)) over \(sizes.count) sizes, "
        + "\(Words.seeds(Contrast(meanOf: rows).seeds)); \(described.joined(separator: ", "))",
      evidence(rows, "final rate")
        + evidence(
          data.final(.persistence, of: .reinforcement), "area") + levels(rows, sizes))
  }

  private func trends(_ rows: [ResultRow]) -> [(name: String, estimate: Estimate)] {
    Set(rows.map(\.mechanism)).sorted().compactMap { mechanism in
      RankTrend(sizesOf: rows.filter { $0.mechanism == mechanism }).estimate()
        .map { (mechanism, $0) }
    }
  }

  private func evidence(_ rows: [ResultRow], _ name: String) -> [ClaimVerdict.Evidence] {
    let seeds = Contrast(meanOf: rows).seeds
    let together = RankTrend(sizesOf: rows).estimate().map { [("all mechanisms", $0)] } ?? []
    return (together + trends(rows)).map { mechanism, estimate in
      .init("rank correlation of \(name), \(mechanism)", estimate, seeds: seeds)
    }
  }

  private func levels(_ rows: [ResultRow], _ sizes: [Int]) -> [ClaimVerdict.Evidence] {
    var evidence: [ClaimVerdict.Evidence] = []
    for mechanism in Set(rows.map(\.mechanism)).sorted() {
      for parameters in sizes {
        let level = rows.filter { $0.mechanism == mechanism && $0.parameters == parameters }
        let size = level.first?.size ?? ""
        evidence.add("final rate, \(mechanism) \(size)", Contrast(meanOf: level))
      }
    }
    return evidence
  }
}

extension RankTrend {
  /// One group for every set of arms that differ in size and seed alone.
  init(sizesOf rows: [ResultRow]) {
    let groups = Dictionary(grouping: rows) { ArmKey($0).removing(axis: "model.size").text }
    self.init(
      groups.sorted { $0.key < $1.key }.map { _, rows in
        Dictionary(grouping: rows, by: \.parameters).sorted { $0.key < $1.key }.map { size, rows in
          Level(
            x: log(Double(size)),
            values: rows.sorted { ($0.seed ?? 0) < ($1.seed ?? 0) }.compactMap(\.mean))
        }
      })
  }
}
