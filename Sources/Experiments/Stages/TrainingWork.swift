internal import Corpus
internal import Diagnostics
internal import Foundation
internal import Models
internal import Organisms
internal import Provenance
internal import Tensors
internal import Tokenization
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

    var card: ModelCard { ModelCard(title: title, tags: tags, paragraphs: paragraphs) }
  }

  func run(_ context: StageContext) throws {
    let base = try start(context)
    let tokenizer = try base.requireTokenizer("the stage's model")
    let file = try context.input("data").appendingPathComponent(CorpusFile.training)
    let data = try TrainingData.chats(
      file, tokenizer: tokenizer, template: nil, assistantOnlyLoss: training.assistantOnlyLoss,
      maxLength: training.maxLength)
    try checkLengths(data, file)
    let task = TrainingRun.Task(
      kind: "sft", base: base, data: data, evaluation: nil,
      card: card.card,
      inputs: ["data": try Digest(ofFile: file.path)])
    let configuration = try resolved(context, base)
    try TrainingOutput(context: context).carryOut { work, sink in
      TrainingRun(
        task, configuration: configuration, directory: work, device: try Device.named(device),
        sink: sink)
    }
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
}
