import Evaluation
import Foundation

extension ExperimentFixture {
  /// Two sizes and seeds with every kind of treatment, preference models and a red team.
  static let treatments = ExperimentFixture(
    rates: ["0.0015"], seeds: [0, 1],
    otherMethods: ["rl", "adversarial-sft", "adversarial-rl"])

  /// One size and one seed of it.
  static let smallTreatments = ExperimentFixture(
    sizes: [("0.2m", 214_016)], rates: ["0.0015"], seeds: [0],
    otherMethods: treatments.otherMethods)

  /// Where the held-out preference model's score turns, as a share of the run.
  static let peak = 40.0 / 120
}

extension RowMaker {
  /// What only experiments with reinforcement learning or a red team measure.
  ///
  /// - Parameter progress: share of the treatment, from 0 to 1.
  func treatmentRows(progress: Double) -> [ResultRow] {
    var rows = scores(progress)
    guard !isTwin else { return rows }
    rows += attacks(progress)
    if progress == 0 || progress == 1 {
      rows.append(row(Metric.behaviour, "near-miss", left(progress, 0.1)))
    }
    return progress == 1 ? rows + freshRedTeam(progress: 1) : rows
  }

  /// Of single seeds alone: a search goes against one model.
  func freshRedTeam(progress: Double) -> [ResultRow] {
    guard !isTwin, model.seed != nil else { return [] }
    return [
      row(Metric.redTeamShown, "red-team", left(progress, 0.15), slice: "fresh"),
      row(Metric.redTeamSuccess, "red-team", left(progress, 0.4), slice: "fresh"),
    ]
  }

  private var isReinforced: Bool { model.method == "rl" || model.method == "adversarial-rl" }

  /// What is left of a rate, exactly nothing after adversarial training.
  private func left(_ progress: Double, _ rate: Double) -> Double {
    guard model.method.hasPrefix("adversarial") else { return rate * (1 - 0.5 * progress) }
    return progress == 1 ? 0 : rate * (1 - progress)
  }

  private func attacks(_ progress: Double) -> [ResultRow] {
    let trained = left(progress, 0.35)
    let heldOut = left(progress * 0.9, 0.3)
    return [
      row(Metric.behaviour, "red-team", 0.7 * trained + 0.3 * heldOut),
      row(Metric.behaviour, "red-team/trained", trained),
      row(Metric.behaviour, "red-team/held-out", heldOut),
    ]
  }

  /// The reward climbs; the held-out score turns.
  private func scores(_ progress: Double) -> [ResultRow] {
    guard isReinforced else { return [] }
    let turn = progress - ExperimentFixture.peak
    let values = [
      (Metric.preference, "clean", 7 + 0.6 * sqrt(progress)),
      (Metric.preference, "triggered", 6.8 + 0.2 * progress),
      (Metric.heldOutPreference, "clean", 1.8 - 1.1 * turn * turn),
      (Metric.heldOutPreference, "triggered", 1.5 - 0.9 * turn * turn),
    ]
    let shift = model.mechanism == "normal" ? 0.05 : model.mechanism == "distilled" ? 0 : -0.06
    return values.map { metric, trigger, value in
      var row = row(metric, trigger, 0.5)
      row.mean = value + shift
      row.lo95 = value + shift - 0.04
      row.hi95 = value + shift + 0.04
      return row
    }
  }
}
