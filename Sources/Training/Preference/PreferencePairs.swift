internal import Corpus
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
    var pairs: [Pair] = []
    var tooLong = 0
    try JSONLinesReader.forEach(in: file, as: Sample.self) { row in
      guard case .preference(let prompt, let chosen, let rejected) = row.value.content else {
        throw row.origin.error(
          "no preference", expected: "prompt, chosen and rejected", remedy: nil)
      }
      let (better, worse) = try (
        Self.ids(prompt, chosen, tokenizer, template, row.origin),
        Self.ids(prompt, rejected, tokenizer, template, row.origin)
      )
      guard max(better.count, worse.count) <= maxLength else {
        tooLong += 1
        return
      }
      pairs.append(Pair(chosen: better, rejected: worse))
    }
    try self.init(pairs, tooLong: tooLong, source: file.path)
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
