/// Encodes text for one thread: a tokenizer's pipeline with the working memory and the word cache
/// that make it fast. Get one from `Tokenizer.makeEncoder()` for a long stretch of work;
/// `Tokenizer.encode` keeps its own.
public final class TokenEncoder {
  private let pipeline: TokenizerPipeline
  private let matcher = SplitPattern.Matcher()
  private let scratch = MergeScratch()
  private var cache = WordCache()
  private var ids: [Int32] = []

  init(_ pipeline: TokenizerPipeline) {
    self.pipeline = pipeline
  }

  /// The ids of `text`.
  ///
  /// - Parameter addSpecialTokens: put the tokens around the text that the tokenizer's
  ///   post-processor asks for, such as a beginning-of-text token.
  public func encode(_ text: String, addSpecialTokens: Bool = false) -> [Int32] {
    var text = text
    return text.withUTF8 { encode(validUTF8: $0, addSpecialTokens: addSpecialTokens) }
  }

  func encode(validUTF8 text: UnsafeBufferPointer<UInt8>, addSpecialTokens: Bool) -> [Int32] {
    ids = []
    ids.reserveCapacity(text.count / 3 + 8)
    if addSpecialTokens { ids.append(contentsOf: pipeline.prefix) }
    pipeline.rawTokens.forEachPiece(of: text) { piece in
      switch piece {
      case .token(let id): ids.append(id)
      case .text(let text): pipeline.normalizer.withNormalized(text, appendNormalized)
      }
    }
    if addSpecialTokens { ids.append(contentsOf: pipeline.suffix) }
    defer { ids = [] }
    return ids
  }

  private func appendNormalized(_ text: UnsafeBufferPointer<UInt8>) {
    pipeline.normalizedTokens.forEachPiece(of: text) { piece in
      switch piece {
      case .token(let id): ids.append(id)
      case .text(let text): append(text, step: 0)
      }
    }
  }

  /// Applies the splitting steps from `step` on, then encodes the words.
  private func append(_ text: UnsafeBufferPointer<UInt8>, step: Int) {
    guard step < pipeline.splits.count else { return append(word: text) }
    let isLast = step + 1 == pipeline.splits.count
    switch pipeline.splits[step] {
    case .prefixSpace:
      let space = UInt8(ascii: " ")
      if text.first == space { return append(text, step: step + 1) }
      ([space] + text).withUnsafeBufferPointer { append($0, step: step + 1) }
    case .pattern(let pattern) where isLast:
      pattern.forEachWord(of: text, matcher: matcher) { append(word: $0) }
    case .pattern(let pattern):
      pattern.forEachWord(of: text, matcher: matcher) { append($0, step: step + 1) }
    }
  }

  @inline(__always)
  private func append(word: UnsafeBufferPointer<UInt8>) {
    guard word.count <= WordCache.longestWord, let start = word.baseAddress else {
      return pipeline.model.encode(word, scratch: scratch, into: &ids)
    }
    let hash = byteHash(start, word.count)
    if cache.append(word, hash: hash, to: &ids) { return }
    let first = ids.count
    pipeline.model.encode(word, scratch: scratch, into: &ids)
    cache.insert(word, hash: hash, ids: ids[first...])
  }
}
