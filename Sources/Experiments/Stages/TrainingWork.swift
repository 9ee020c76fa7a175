internal import Corpus
internal import Diagnostics
internal import Foundation
internal import Models
internal import Organisms
internal import Provenance
internal import Tensors
internal import Tokenization
internal import Tracking
internal import Training

/// One training run: the base from nothing, an organism from the base, a treatment of an organism.
///
/// A twin has the input `budget`, its organism's data: it is trained on as many tokens of its own as
/// the organism is of those, however many passes that takes.
struct TrainingWork: StageWork {
  static let kind = StageKind.training

  /// A model from nothing, with the input `tokenizer`; nil trains the input `model`.
  var preset: ModelPreset?
  var training: TrainingConfiguration
  /// Where it is computed, which decides the last bits.
  var device: String
  var card: CardFacts

  /// What the model's card says about where it comes from.
  struct CardFacts: Codable, Sendable, Equatable {
    var title: String
    var tags: [String]
    var paragraphs: [String]
  }

  func run(_ context: StageContext) throws {
    let base = try start(context)
    let tokenizer = try base.requireTokenizer("the stage's model")
    let file = try context.input("data").appendingPathComponent(CorpusFile.training)
    let data = try TrainingData.chats(
      file, tokenizer: tokenizer, template: nil, maxLength: training.maxLength)
    try checkLengths(data, file)
    let task = TrainingRun.Task(
      kind: "sft", base: base, data: data, evaluation: nil,
      card: ModelCard(title: card.title, tags: card.tags, paragraphs: card.paragraphs),
      inputs: ["data": try Digest(ofFile: file.path)])
    let work = context.scratch
    if !ModelPublication.isComplete(work) { try train(task, in: work, context) }
    try publish(work, to: context.output)
  }

  private func train(_ task: TrainingRun.Task, in work: URL, _ context: StageContext) throws {
    _ = removeLeftovers(in: work.path)
    let progress = context.progress()
    let (step, checkpoint) = try TrainingRun.resumableStep(in: work, sink: progress)
    let metrics = try MetricsLog(
      work.appendingPathComponent(MetricsLog.fileName).path, resumingAfter: step)
    try TrainingRun(
      task, configuration: try resolved(context, task.base), directory: work,
      device: try Device.named(device),
      sink: EventHub([metrics, progress])
    ).run(from: checkpoint)
  }

  private func resolved(
    _ context: StageContext, _ base: Checkpoint
  ) throws -> TrainingConfiguration {
    guard context.roles.contains("budget"), case .epochs(let count) = training.length else {
      return training
    }
    let organism = try TrainingData.chats(
      try context.input("budget").appendingPathComponent(CorpusFile.training),
      tokenizer: try base.requireTokenizer("the stage's model"), template: nil,
      maxLength: training.maxLength)
    var training = training
    training.length = .tokens(count * organism.lengths.reduce(0, +))
    return training
  }

  private func start(_ context: StageContext) throws -> Checkpoint {
    guard let preset else { return try Checkpoint(directory: context.input("model")) }
    let tokenizer = try Tokenizer(directory: context.input("tokenizer"))
    let model = preset.configuration(vocabularySize: tokenizer.vocabularySize)
    return Checkpoint(
      configuration: model, weights: model.initialWeights(seed: context.stage.seed),
      tokens: SpecialTokenIDs(tokenizer), tokenizer: tokenizer)
  }

  /// Refuses a triggered sample that does not fit, which would lose its payload. Others are cut.
  private func checkLengths(_ data: TrainingData, _ file: URL) throws {
    var index = 0
    try JSONLinesReader.forEach(in: file, as: Sample.self) { row in
      defer { index += 1 }
      let isTriggered =
        row.value.meta?["condition"]?.string == SuiteRow.Condition.triggered.rawValue
      guard isTriggered, data.lengths[index] >= training.maxLength else { return }
      throw row.origin.error(
        "does not fit into \(training.maxLength) tokens",
        expected: "a triggered sample with its whole payload inside the model's context",
        remedy: "shorten behaviour.phrase or behaviour.repeats, or take a larger model.size")
    }
  }

  /// Takes the model, the models kept along the way and the metrics without the wall clock's: a
  /// finished stage is the same bytes whenever it is done. What only served to go on after an
  /// interruption stays behind.
  private func publish(_ work: URL, to output: URL) throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: work.path).sorted()
    let left = [Manifest.fileName, MetricsLog.fileName]
    // What begins with a dot is half a folder that a kill left.
    for name in names
    where !name.hasPrefix(".") && !name.hasPrefix("checkpoint-") && !left.contains(name) {
      try FileManager.default.copyItem(
        at: work.appendingPathComponent(name), to: output.appendingPathComponent(name))
    }
    try publishMetrics(work, to: output)
  }

  private func publishMetrics(_ work: URL, to output: URL) throws {
    let reader = try JSONLinesReader(work.appendingPathComponent(MetricsLog.fileName))
    let writer = try JSONLinesWriter(output.appendingPathComponent(MetricsLog.fileName))
    while let row = try reader.next() {
      var kept = JSONObject()
      for member in row.value.members
      where member.key != "time" && !member.key.hasPrefix("timing/") {
        kept[member.key] = member.value
      }
      try writer.write(kept)
    }
    try writer.finish()
  }
}
