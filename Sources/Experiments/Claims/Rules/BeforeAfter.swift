internal import Evaluation

/// A rate before and after treatment, averaged over arms that have both.
struct BeforeAfter {
  private let ends: [(seed: UInt64?, before: ResultRow, after: ResultRow)]

  init(_ curves: [TreatmentCurve]) {
    ends = curves.compactMap { curve in
      guard let before = curve.before, let after = curve.after else { return nil }
      return (curve.seed, before, after)
    }
  }

  var before: Contrast { Contrast(meanOf: ends.map(\.before)) }
  var after: Contrast { Contrast(meanOf: ends.map(\.after)) }
  /// Before minus after.
  var fall: Contrast { fall(to: 1) }

  /// `share · before − after`: above 0 where less than this share of the rate is left.
  func fall(to share: Double) -> Contrast {
    Contrast(ends.map { .init(seed: $0.seed, parts: [(share, $0.before), (-1, $0.after)]) })
  }

  /// Answers that the rates after treatment rest on.
  var answers: Int { ends.reduce(0) { $0 + $1.after.n } }
}

extension [ClaimVerdict.Evidence] {
  /// Adds a contrast that has terms.
  mutating func add(_ label: String, _ contrast: Contrast) {
    guard let estimate = contrast.estimate() else { return }
    append(.init(label, estimate, seeds: contrast.seeds))
  }

  /// Adds a rate before and after.
  mutating func add(_ label: String, _ change: BeforeAfter) {
    add("\(label), before", change.before)
    add("\(label), after", change.after)
  }
}
