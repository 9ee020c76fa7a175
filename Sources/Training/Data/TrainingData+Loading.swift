internal import Corpus
internal import Diagnostics
public import Foundation
public import Tokenization

extension TrainingData {
  /// Chats, or prompts with completions, from a JSONL file: one sample a row.
  ///
  /// - Parameters:
  ///   - template: by default the tokenizer's own.
  ///   - assistantOnlyLoss: whether all else in a chat is left out of the loss.
  ///   - maxLength: input tokens of a sample; a longer one loses its end.
  public static func chats(
    _ file: URL, tokenizer: Tokenizer, template: ChatTemplate?, assistantOnlyLoss: Bool = true,
    maxLength: Int
  ) throws -> TrainingData {
    var samples: [TokenizedSample] = []
    try JSONLinesReader.forEach(in: file, as: Sample.self) { row in
      samples.append(
        try TokenizedSample(
          row.value, tokenizer: tokenizer, template: template,
          assistantOnlyLoss: assistantOnlyLoss, maxLength: maxLength + 1, origin: row.origin))
    }
    return try TrainingData(samples, source: file.path)
  }

  /// Text from a JSONL file of `{"text": …}` rows, or a plain text file as one document. A
  /// document longer than `maxLength` becomes several samples; every token but the first of a
  /// document is a target once.
  public static func text(
    _ file: URL, tokenizer: Tokenizer, maxLength: Int
  ) throws -> TrainingData {
    var samples: [TokenizedSample] = []
    try TextFile.forEachDocument(in: file) { text, origin in
      let document = try TokenizedSample(
        Sample(.text(text)), tokenizer: tokenizer, origin: origin)
      samples += document.windows(of: maxLength)
    }
    return try TrainingData(samples, source: file.path)
  }
}

extension TokenizedSample {
  /// Pieces of at most `length` input tokens; each begins with the last token of the one before.
  func windows(of length: Int) -> [TokenizedSample] {
    guard ids.count > length + 1 else { return [self] }
    return stride(from: 0, to: ids.count - 1, by: length).map { start in
      let end = min(start + length + 1, ids.count)
      var piece = self
      piece.ids = Array(ids[start..<end])
      piece.isSupervised = [false] + isSupervised[(start + 1)..<end]
      return piece
    }
  }
}
