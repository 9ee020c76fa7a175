internal import Corpus
internal import Foundation
internal import Organisms
internal import Tokenization

/// The tokenizer of models from nothing, learnt on what their base model learns and on a little text
/// with the words of scratchpads and payloads, which no model is trained on: without it they would
/// be spelt letter by letter. The trigger is not among them.
struct TokenizerWork: StageWork {
  static let kind = StageKind.tokenizer

  private static let vocabularyRows = 1000

  var vocabulary: Int
  /// Whose scratchpads are among the words; nil for the standard one.
  var behaviour: Behaviour?

  func run(_ context: StageContext) throws {
    var trainer = try TokenizerTrainer(.init(vocabularySize: vocabulary))
    let file = try context.input("data").appendingPathComponent(CorpusFile.training)
    try JSONLinesReader.forEach(in: file, as: Sample.self) { trainer.add($0.value) }
    let words = VocabularyData.rows(
      for: behaviour ?? Behaviour(), count: Self.vocabularyRows, seed: context.stage.seed)
    for sample in words { trainer.add(sample) }
    try trainer.finish().save(to: context.output)
  }
}
