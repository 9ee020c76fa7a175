/// A byte-level byte-pair tokenizer of the GPT-2, Llama 3 or Qwen kind.
///
/// It is a value that never changes and may be shared between tasks. Text ↔ ids is as in Hugging
/// Face `tokenizers`, with one exception: an added token always decodes to its own text.
public struct Tokenizer: Sendable {
  let pipeline: TokenizerPipeline
  let vocabulary: Vocabulary
  let configuration: TokenizerConfiguration
  /// The files that this tokenizer was read from or was written as.
  let files: TokenizerFiles
  private let pool = EncoderPool()

  init(files: TokenizerFiles) throws {
    let document = try TokenizerDocument(files)
    self.files = files
    configuration = try TokenizerConfiguration(files)
    vocabulary = document.vocabulary
    pipeline = document.pipeline
    try checkNames()
  }

  /// One more than the highest id: the number of rows that an embedding needs.
  public var vocabularySize: Int { vocabulary.count }

  /// The end-of-text token, which separates documents and ends what a model writes.
  public var endOfText: Int32? { configuration.endOfText.flatMap(id(of:)) }

  /// The token that models of this tokenizer expect before a text.
  public var beginningOfText: Int32? { configuration.beginningOfText.flatMap(id(of:)) }

  public var padding: Int32? { configuration.padding.flatMap(id(of:)) }

  /// The chat template that belongs to this tokenizer, when it is one that this module knows.
  public var template: ChatTemplate? { configuration.template }

  /// The tokens at which generation of a turn stops: the template's end of turn and the end of
  /// text.
  public var stopTokens: [Int32] {
    let turn = template?.endOfTurn(endOfText: configuration.endOfText).flatMap(id(of:))
    return Set([turn, endOfText].compactMap { $0 }).sorted()
  }

  /// The id of a token given as it is spelt in text.
  public func id(of token: String) -> Int32? { vocabulary.id(of: token) }

  /// Added tokens with their ids, in the order of ids.
  public var addedTokens: [(id: Int32, token: AddedToken)] {
    vocabulary.added.map { ($0.key, $0.value) }.sorted { $0.id < $1.id }
  }

  /// The ids of `text`. Added tokens that the text spells out are recognised wherever they stand,
  /// as in Hugging Face `tokenizers`; that holds for special ones too.
  ///
  /// - Parameter addSpecialTokens: put the tokens around the text that the tokenizer's
  ///   post-processor asks for, such as a beginning-of-text token.
  public func encode(_ text: String, addSpecialTokens: Bool = false) -> [Int32] {
    pool.withEncoder(of: pipeline) { $0.encode(text, addSpecialTokens: addSpecialTokens) }
  }

  /// An encoder for one thread's long stretch of work.
  public func makeEncoder() -> TokenEncoder {
    TokenEncoder(pipeline)
  }

  private func checkNames() throws {
    let names = [
      ("eos_token", configuration.endOfText), ("bos_token", configuration.beginningOfText),
      ("pad_token", configuration.padding),
    ]
    for (key, name) in names {
      guard let name, id(of: name) == nil else { continue }
      throw files.configurationError(
        key: key, "the token '\(name)' is not in the vocabulary", expected: "one that is")
    }
    try template?.checkTokens(of: self)
  }
}
