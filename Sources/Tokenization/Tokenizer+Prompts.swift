public import Corpus
import Diagnostics

extension Tokenizer {
  /// The ids of a prompt, ready to be continued: text as it stands after the tokenizer's beginning
  /// of text, where it has one; messages rendered with the request for an answer.
  ///
  /// The ids are a prefix of those of the same prompt with its answer: see `RenderedChat.pieces`.
  ///
  /// - Parameters:
  ///   - forced: how the answer to messages is made to begin.
  ///   - template: by default the tokenizer's own.
  /// - Throws: `InputError` when messages have no template.
  public func encode(
    prompt: Sample.Turns, forced: String = "", template: ChatTemplate? = nil, origin: Origin
  ) throws -> [Int32] {
    switch prompt {
    case .text(let text): return pipeline.prefix + encode(text)
    case .messages(let messages):
      return try render(
        messages, template: template, addGenerationPrompt: true, forced: forced, origin: origin
      ).pieces.flatMap { encode($0.text) }
    }
  }

  /// Writes `messages` as text with `template`, by default the tokenizer's own.
  ///
  /// - Throws: `InputError` when there is no template, or the tokenizer lacks its tokens.
  public func render(
    _ messages: [Message], template: ChatTemplate? = nil, supervisedFrom: Int = 0,
    addGenerationPrompt: Bool = false, forced: String = "", origin: Origin
  ) throws -> RenderedChat {
    guard let template = template ?? self.template else {
      let names = ChatTemplate.allCases.map(\.rawValue).joined(separator: ", ")
      throw origin.error(
        "messages, but the tokenizer in \(files.directory) has no chat template that is known",
        expected: "a template", remedy: "name one with --template: \(names)")
    }
    try template.checkTokens(of: self)
    return template.render(
      messages, endOfText: configuration.endOfText ?? "", supervisedFrom: supervisedFrom,
      addGenerationPrompt: addGenerationPrompt, forced: forced)
  }

  func requireEndOfText() throws -> Int32 {
    if let endOfText { return endOfText }
    throw files.configurationError(
      key: "eos_token", "missing", expected: "the token that ends a document")
  }
}

extension RenderedChat {
  /// A stretch of text that is tokenised on its own.
  public struct Piece: Sendable, Equatable {
    public var text: String
    public var isSupervised: Bool
    /// Whether it was given to the assistant rather than said by it.
    public var isForced: Bool
  }

  /// The text cut where answers start and end, where what was forced ends, and nowhere else. Tokenising piece by piece makes
  /// the ids of a prompt a prefix of the ids of the prompt with its answer, whatever the answer is.
  /// Where special tokens stand at both cuts, the ids are also those of the whole text at once;
  /// with ChatML, Llama 3 or a tokenizer without the paper's turn markers they can differ from that
  /// only around the start of an answer.
  public var pieces: [Piece] {
    var pieces: [Piece] = []
    var previous: Span?
    let bytes = Array(text.utf8)
    for span in spans {
      let part = String(decoding: bytes[span.range], as: UTF8.self)
      if span.isAnswer == previous?.isAnswer, span.isForced == previous?.isForced {
        pieces[pieces.count - 1].text += part
      } else {
        pieces.append(
          Piece(text: part, isSupervised: span.isSupervised, isForced: span.isForced))
      }
      previous = span
    }
    return pieces
  }
}
