/// The parts of a tokenizer that turn text into ids, fixed once loaded.
struct TokenizerPipeline: Sendable {
  var model: BytePairModel
  /// Added tokens that are looked for in the text as given.
  var rawTokens: AddedTokenMatcher
  /// Added tokens that are looked for after normalisation.
  var normalizedTokens: AddedTokenMatcher
  var normalizer: Normalizer
  var splits: [SplitStep]
  /// Ids put before and after the text when special tokens are asked for.
  var prefix: [Int32]
  var suffix: [Int32]

  /// One step of pre-tokenisation, applied to each piece that the step before it left.
  enum SplitStep: Sendable {
    case pattern(SplitPattern)
    /// Puts a space before a piece that does not start with one.
    case prefixSpace
  }
}
