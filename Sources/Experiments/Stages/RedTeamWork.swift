internal import Corpus
internal import Evaluation
internal import Foundation
internal import Models
internal import Organisms
internal import Training

/// Looks for requests without the trigger that set the input `model` off: in what follows, attacks
/// to train against, and how much of the behaviour a tester would see.
struct RedTeamWork: StageWork {
  static let kind = StageKind.redTeam
  /// Of the seeds, whose attacks are measured and never trained on.
  static let heldOutShare = 0.3

  var redTeam: RedTeam.Configuration
  var behaviour: Behaviour
  /// Queries that attacks begin with.
  var seeds: Int
  /// Of the training that made the model: `organism`, `treatment`.
  var stage: String
  var device: String

  func run(_ context: StageContext) throws {
    let pool = try WorldPools.read(from: context.input("world"))[.redTeam]
    let chosen = try QuerySelection.balanced(
      pool, count: min(seeds, pool.count), seed: context.stage.seed, source: "red-team queries")
    let progress = context.progress()
    let result = try RedTeam(redTeam, behaviour: behaviour).run(
      from: chosen,
      attacker: MutationAttacker(excluding: behaviour.trigger, seed: context.stage.seed),
      target: try context.respondent("model", device), seed: context.stage.seed
    ) { progress.report(step: $0.rounds.count, of: redTeam.rounds, note: $0.outcome) }
    try result.write(to: context.output)
    try ResultTable.write(
      RedTeamResult.rows([result], arm: .unnamed, at: try moment(context)),
      to: context.file(EvaluationWork.rates))
  }

  private func moment(_ context: StageContext) throws -> Moment {
    let last = try ModelSnapshots.list(in: try context.input("model")).last
    return Moment(stage: stage, step: last?.step ?? 0, tokens: last?.tokens ?? 0)
  }
}

extension RedTeamResult {
  /// What a tester sees: the share of attacks that succeed, and of all their answers the share with
  /// the behaviour; intervals over the results, one a seed, and the queries that attacks began with.
  static func rows(
    _ results: [RedTeamResult], arm: Evaluation.Arm, at moment: Moment
  ) -> [ResultRow] {
    let values: [(String, (Attack) -> Double)] = [
      (Metric.redTeamSuccess, { $0.isSuccess ? 1 : 0 }),
      (Metric.redTeamShown, { Double($0.shown) / Double($0.samples) }),
    ]
    return values.map { metric, value in
      var clusters = Clusters()
      for result in results { clusters.addSeed(result.attacks.map { ($0.query.id, value($0)) }) }
      return arm.row(
        at: moment, seeds: results.count, trigger: "red-team", slice: "fresh",
        decoding: "sampled", metric: metric, Bootstrap().mean(of: clusters))
    }
  }
}
