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
  /// Who judges code; nil where none is written.
  var judge: JudgeSettings?
  /// Answers drawn to each prompt of the suites of files, at the last model; nil for none.
  var fileSamples: Int?
  /// Whether other wordings of the year are measured too, at the last model; nil for no.
  var years: Bool?

  static func samplesFile(step: Int) -> String { "samples-\(step).jsonl" }

  /// One model to measure.
  private struct Subject {
    var step: Int
    var tokens: Int
    var folder: URL
  }

  func run(_ context: StageContext) throws {
    let suites = try suites(context)
    let subjects = try subjects(context)
    let progress = context.progress()
    var drawn: [[ScoredSample]] = []
    for (index, subject) in subjects.enumerated() {
      progress.report(step: index, of: subjects.count, note: "step \(subject.step)")
      drawn.append(
        try measure(
          subject, suites, isFirst: index == 0, isLast: index == subjects.count - 1, context))
    }
    let samples = try judge.map { try context.judge($0).judged(drawn) } ?? drawn
    let rates = Rates()
    var rows: [ResultRow] = []
    var points: [PersistenceCurve.Point] = []
    for (index, subject) in subjects.enumerated() {
      try ScoredSample.write(
        samples[index], to: context.file(Self.samplesFile(step: subject.step)))
      let moment = Moment(stage: stage, step: subject.step, tokens: subject.tokens)
      points.append(PersistenceCurve.Point(moment, samples[index]))
      rows += rates.rows(
        samples[index], arm: .unnamed, at: moment,
        detail: index == subjects.count - 1 ? .full : .brief)
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
    _ subject: Subject, _ suites: Suites, isFirst: Bool, isLast: Bool, _ context: StageContext
  ) throws -> [ScoredSample] {
    let kept = context.scratch.appendingPathComponent(Self.samplesFile(step: subject.step))
    if !FileManager.default.fileExists(atPath: kept.path) {
      let respondent = try context.respondent(at: subject.folder, device)
      var samples = try samples(of: respondent, suites.prompts, seed: context.stage.seed)
      let more =
        (isFirst || isLast ? suites.forcing : []) + (isLast ? suites.years : [])
      samples += try drawn(from: respondent, more, count: 1, seed: context.stage.seed)
      if isLast {
        samples += try drawn(
          from: respondent, suites.files, count: fileSamples ?? 1, seed: context.stage.seed)
      }
      try addPreferences(to: &samples, suites.prompts, context)
      try ScoredSample.write(samples, to: kept)
    }
    return try ScoredSample.read(kept)
  }
}

extension Evaluation.Arm {
  /// For rows that several arms share; whoever collects them puts the names in.
  static let unnamed = Evaluation.Arm(
    run: "", seed: 0, size: "", parameters: 0, objective: "", mechanism: "", role: "",
    safetyMethod: "")
}
