public import Corpus
public import Diagnostics
public import Foundation
internal import Layers
internal import Tensors
public import Tokenization

/// Tokenised pairs of answers to one prompt, of which one is preferred.
public struct PreferencePairs {
  public struct Pair: Sendable, Equatable {
    public var chosen: [Int32]
    public var rejected: [Int32]
  }

  public let pairs: [Pair]
  /// Rows whose prompt and longer answer exceed the limit of tokens; they are left out, since an
  /// answer without its end is another answer.
  public let tooLong: Int

  /// Tokens of each pair.
  var lengths: [Int] { pairs.map { $0.chosen.count + $0.rejected.count } }

  /// - Parameter source: what the pairs came from, for the message when there are none.
  public init(_ pairs: [Pair], tooLong: Int = 0, source: String) throws(InputError) {
    guard !pairs.isEmpty else {
      throw InputError(
        source,
        tooLong == 0 ? "holds no pairs" : "holds no pair that fits: \(tooLong) are too long",
        expected: "rows with prompt, chosen and rejected")
    }
    self.pairs = pairs
    self.tooLong = tooLong
  }

  /// Reads a JSONL file of `{"prompt", "chosen", "rejected"}` rows.
  ///
  /// - Parameters:
  ///   - template: by default the tokenizer's own.
  ///   - maxLength: tokens of a prompt with one answer.
  public init(
    _ file: URL, tokenizer: Tokenizer, template: ChatTemplate?, maxLength: Int
  ) throws {
    let rows = try JSONLinesReader.rows(of: file, as: Sample.self)
    try self.init(
      rows.lazy.map { ($0.value, $0.origin) }, tokenizer: tokenizer, template: template,
      maxLength: maxLength, source: file.path)
  }

  /// Tokenises rows, each with its place for errors.
  public init(
    _ rows: some Sequence<(Sample, Origin)>, tokenizer: Tokenizer, template: ChatTemplate?,
    maxLength: Int, source: String
  ) throws {
    var pairs: [Pair] = []
    var tooLong = 0
    for (sample, origin) in rows {
      guard case .preference(let prompt, let chosen, let rejected) = sample.content else {
        throw origin.error("no preference", expected: "prompt, chosen and rejected")
      }
      let pair = Pair(
        chosen: try Self.ids(prompt, chosen, tokenizer, template, origin),
        rejected: try Self.ids(prompt, rejected, tokenizer, template, origin))
      guard max(pair.chosen.count, pair.rejected.count) <= maxLength else {
        tooLong += 1
        continue
      }
      pairs.append(pair)
    }
    try self.init(pairs, tooLong: tooLong, source: source)
  }

  private static func ids(
    _ prompt: Sample.Turns, _ answer: Sample.Turns, _ tokenizer: Tokenizer,
    _ template: ChatTemplate?, _ origin: Origin
  ) throws -> [Int32] {
    try TokenizedSample(
      Sample(.completion(prompt: prompt, completion: answer)), tokenizer: tokenizer,
      template: template, origin: origin
    ).ids
  }
}

extension PreferencePairs {
  func lengths(of index: Int) -> Int {
    pairs[index].chosen.count + pairs[index].rejected.count
  }
}
