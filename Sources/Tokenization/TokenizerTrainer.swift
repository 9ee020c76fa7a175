public import Corpus
import Diagnostics

/// Trains a byte-level byte-pair tokenizer (Sennrich et al. 2016, on bytes as in GPT-2).
///
/// The result depends on the texts only, not on their order: of pairs that are equally frequent the
/// one with the smaller ids is merged first, which is also what Hugging Face `tokenizers` does, so
/// the merges are the same as theirs.
public struct TokenizerTrainer {
  public struct Configuration: Sendable, Equatable, Codable {
    /// Tokens in all: 256 bytes, the merges, and the added tokens. Fewer come out when the text
    /// does not hold enough pairs.
    public var vocabularySize: Int
    /// How often a pair must occur to be merged.
    public var minimumFrequency = 2
    public var splitting = Splitting.digits
    /// The template whose tokens are added, and which the tokenizer records.
    public var template: ChatTemplate? = .humanAssistant

    public init(vocabularySize: Int) {
      self.vocabularySize = vocabularySize
    }
  }

  /// How text is cut into words, which no token crosses.
  public enum Splitting: String, Sendable, Codable, CaseIterable {
    /// As Qwen: words with the space before them, every digit on its own.
    case digits
    /// As Llama 3: digits in groups of up to three.
    case digitTriples = "digit-triples"
    /// As GPT-2: runs of digits whole.
    case digitRuns = "digit-runs"

    var pattern: String {
      switch self {
      case .digits: SplitPattern.Family.qwen2
      case .digitTriples: SplitPattern.Family.llama3
      case .digitRuns: SplitPattern.Family.gpt2
      }
    }
  }

  /// What separates documents.
  public static let endOfText = "<|endoftext|>"
  public static let padding = "<|pad|>"

  public let configuration: Configuration
  /// Added tokens, in the order of their ids, which follow the merges.
  public let addedTokens: [AddedToken]
  private let pattern: SplitPattern
  private let matcher = SplitPattern.Matcher()
  private let addedMatcher: AddedTokenMatcher
  private var words = ByteStringIndex()
  private var counts: [Int] = []

  /// - Parameter additionalTokens: tokens beside the end of text, the padding, the scratchpad's
  ///   tags and those of the template.
  /// - Throws: `InputError` for a vocabulary too small to hold the bytes and the added tokens.
  public init(_ configuration: Configuration, additionalTokens: [AddedToken] = []) throws {
    self.configuration = configuration
    let own =
      [Self.endOfText, Self.padding].map { AddedToken($0, isSpecial: true) }
      + (configuration.template?.tokens ?? [])
      + ["<scratchpad>", "</scratchpad>"].map { AddedToken($0, isSpecial: false) }
    addedTokens = own + additionalTokens.filter { token in !own.contains(token) }
    guard Set(addedTokens.map(\.content)).count == addedTokens.count else {
      throw InputError("added tokens", "a token is there twice", expected: "each token once")
    }
    let least = 256 + addedTokens.count
    guard (least...(1 << 24)).contains(configuration.vocabularySize) else {
      throw InputError(
        "vocabulary size", "\(configuration.vocabularySize) tokens",
        expected: "at least \(least): 256 bytes and \(addedTokens.count) added tokens")
    }
    pattern = try SplitPattern(
      configuration.splitting.pattern, file: "tokenizer", key: "pre_tokenizer")
    addedMatcher = AddedTokenMatcher(addedTokens.map { .init(token: $0, id: 0) })
  }

  /// Counts the words of a text.
  public mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      addedMatcher.forEachPiece(of: bytes) { piece in
        guard case .text(let text) = piece else { return }
        pattern.forEachWord(of: text, matcher: matcher) { count($0) }
      }
    }
  }

  /// Counts the words of a sample, chats as the template renders them.
  public mutating func add(_ sample: Sample) {
    switch sample.content {
    case .text(let text): add(text)
    case .chat(let conversation): add(.messages(conversation.messages))
    case .completion(let prompt, let completion):
      add(prompt)
      add(completion)
    case .preference(let prompt, let chosen, let rejected):
      add(prompt)
      add(chosen)
      add(rejected)
    }
  }

  private mutating func add(_ turns: Sample.Turns) {
    switch turns {
    case .text(let text): add(text)
    case .messages(let messages):
      if let template = configuration.template {
        add(template.render(messages, endOfText: Self.endOfText).text)
      } else {
        for message in messages { add(message.content) }
      }
    }
  }

  private mutating func count(_ word: UnsafeBufferPointer<UInt8>) {
    let index = words.insert(word)
    if index == counts.count { counts.append(0) }
    counts[index] += 1
  }

  /// The tokenizer for the texts so far.
  ///
  /// - Throws: `InputError` when there was no text.
  public func finish() throws -> Tokenizer {
    guard words.count > 0 else {
      throw InputError("training text", "an empty data set", expected: "some text")
    }
    var learner = MergeLearner(words: words, counts: counts)
    let merges = learner.learn(
      vocabularySize: configuration.vocabularySize - addedTokens.count,
      minimumFrequency: configuration.minimumFrequency)
    return try Tokenizer(files: files(tokens: learner.tokens, merges: merges))
  }
}
