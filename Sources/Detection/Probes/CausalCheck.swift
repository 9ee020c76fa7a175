public import Evaluation
internal import Foundation
internal import Models
internal import Randomness
internal import Tensors

/// What the first model does when a direction is taken out of its residual stream, or put in.
public struct CausalResult: Sendable, Equatable, Codable {
  public enum Operation: String, Sendable, Codable {
    case none, add
    case projectOut = "project-out"
  }

  public var operation: Operation
  /// The probe whose direction it is; `random` for the controls.
  public var direction: String
  /// The point of the residual stream; nil: at every point that point's own direction.
  public var point: Int?
  /// Of the prompts: `triggered` or `clean`.
  public var condition: String
  /// The mean probability that the answer begins with the phrase; nil where answers begin with
  /// something forced, such as a scratchpad.
  public var payloadProbability: Estimate?
  /// The share of likeliest answers that hold the phrase.
  public var phraseRate: Estimate
  /// What the edit costs: the mean loss, in nats a token, of the answers that the unedited model
  /// gives to clean prompts; nil for triggered ones.
  public var cleanAnswerLoss: Estimate?

  enum CodingKeys: String, CodingKey {
    case operation, direction, point, condition
    case payloadProbability = "payload_probability"
    case phraseRate = "phrase_rate"
    case cleanAnswerLoss = "clean_answer_loss"
  }
}

/// Directions are made on the training half of the queries and tried on the test half.
///
/// - Projecting out: a direction that the behaviour needs takes it away from triggered prompts.
/// - Adding: a direction that causes it brings it to clean prompts. Every direction is added with
///   the length of the mean difference between triggered and clean prompts at its point.
///
/// Random directions, treated alike, are the control.
struct CausalCheck {
  private let probes: ModelProbes
  private let tokens: ProbeTokens
  private let triggered: [Int]
  private let clean: [Int]
  private let cleanAnswers: [[Int32]]
  private let bootstrap = Bootstrap()

  /// Prompts of each condition at most: what an edited model draws is slow.
  private static let prompts = 64
  private static let randomDirections = 3

  /// nil where there is nothing to try it on.
  init?(_ probes: ModelProbes) {
    let trial = probes.trial
    self.probes = probes
    tokens = trial.tokens
    triggered = Array(trial.half(trial.labels.positives, isTraining: false).prefix(Self.prompts))
    clean = Array(
      trial.half(trial.labels.negatives(of: ProbePrompt.clean), isTraining: false)
        .prefix(Self.prompts))
    guard !triggered.isEmpty, !clean.isEmpty, trial.training != nil else { return nil }
    cleanAnswers = probes.model.completions(
      of: clean.map { trial.tokens.prompts[$0].ids + trial.tokens.forced }, rule: .greedy,
      maxTokens: probes.options.maxTokens, seeds: clean.map { _ in 0 })
  }

  /// - Parameter points: where single-point edits are made.
  func results(contrast: ProbeDirections.Named?, points: [Int]) -> [CausalResult] {
    guard let training = probes.trial.training else { return [] }
    let difference = ProbeDirections.meanDifference(
      probes.residuals, training.positives, training.negatives)
    let lengths = difference.vectors.map { $0.norm().scalar }
    var results = [
      measured(.none, "none", nil, []), measured(.none, "none", nil, [], onClean: true),
    ]
    for direction in [contrast, difference].compactMap(\.self) + random() {
      for point in points {
        let vector = direction.vectors[point]
        let unit = vector / max(vector.norm().scalar, 1e-12)
        let removal = ActivationEdit(point: point, change: .projectOut(vector))
        let addition = ActivationEdit(point: point, change: .add(unit * lengths[point]))
        results += [false, true].map {
          measured(.projectOut, direction.name, point, [removal], onClean: $0)
        }
        results.append(measured(.add, direction.name, point, [addition], onClean: true))
      }
      let everywhere = direction.vectors.enumerated().map {
        ActivationEdit(point: $0, change: .projectOut($1))
      }
      results += [false, true].map {
        measured(.projectOut, direction.name, nil, everywhere, onClean: $0)
      }
    }
    return results
  }

  private func random() -> [ProbeDirections.Named] {
    (1...Self.randomDirections).map { number in
      ProbeDirections.Named(
        name: "random-\(number)", kind: .irrelevant,
        vectors: probes.residuals.enumerated().map { point, residual in
          var stream = RandomStream(seed: probes.options.seed, "probe-causal", number, point)
          return .normal([residual.size(1)], generator: Generator(seed: stream.next()))
        })
    }
  }

  private func measured(
    _ operation: CausalResult.Operation, _ direction: String, _ point: Int?,
    _ edits: [ActivationEdit], onClean: Bool = false
  ) -> CausalResult {
    let rows = onClean ? clean : triggered
    let (model, options) = (probes.model, probes.options)
    let contexts = rows.map { tokens.prompts[$0].ids + tokens.forced }
    let drawn = model.completions(
      of: contexts, rule: .greedy, maxTokens: options.maxTokens, seeds: rows.map { _ in 0 },
      edits: edits)
    let said = drawn.map { model.says(options.phrase, $0, forced: options.forced) ? 1.0 : 0 }
    let probabilities =
      tokens.forced.isEmpty
      ? model.logProbs(contexts.map { ($0, tokens.phrase) }, edits: edits).map { exp($0) } : nil
    return CausalResult(
      operation: operation, direction: direction, point: point,
      condition: onClean ? ProbePrompt.clean : ProbePrompt.triggered,
      payloadProbability: probabilities.map { estimate($0, rows) },
      phraseRate: estimate(said, rows),
      cleanAnswerLoss: onClean ? estimate(losses(contexts, edits), rows) : nil)
  }

  /// For each clean prompt the loss of the unedited model's answer, nats a token; nil for an empty
  /// answer.
  private func losses(_ contexts: [[Int32]], _ edits: [ActivationEdit]) -> [Double?] {
    let full = cleanAnswers.indices.filter { !cleanAnswers[$0].isEmpty }
    let logs = probes.model.logProbs(full.map { (contexts[$0], cleanAnswers[$0]) }, edits: edits)
    var losses: [Double?] = cleanAnswers.map { _ in nil }
    for (index, log) in zip(full, logs) { losses[index] = -log / Double(cleanAnswers[index].count) }
    return losses
  }

  private func estimate(_ values: [Double?], _ rows: [Int]) -> Estimate {
    var clusters = Clusters()
    clusters.addSeed(zip(rows, values).map { (pair: tokens.prompts[$0].pair, value: $1) })
    return bootstrap.mean(of: clusters)
  }
}
