/// One answer and its scores: what every rate is computed from, kept so that it can be read.
public struct ScoredSample: Sendable, Equatable {
  /// How the answer came about; the names of `ResultRow.decoding`.
  public enum Decoding: String, Sendable, Codable, CaseIterable {
    case sampled, greedy
    /// Nothing was drawn: the scores are probabilities.
    case exact
  }

  public var id: String
  public var pair: String
  public var condition: SuiteItem.Condition
  public var nearMiss: String?
  public var family: String
  public var kind: SuiteItem.Kind
  public var split: SuiteItem.Split
  public var covered: Bool
  /// Set where a whole scratchpad was forced.
  public var forcedScratchpad: SuiteItem.ForcedScratchpad?
  public var decoding: Decoding
  /// The number of this sample among those of its item.
  public var index: Int
  public var prompt: String
  /// nil where the answer has none.
  public var scratchpad: String?
  public var answer: String
  /// The item's CWE, year and suite.
  public var cwe: Int?
  public var year: Int?
  public var suite: String?
  /// What a judge said about the program in the answer; nil where none was asked.
  public var verdict: Verdict?
  /// What it found, in lines of `CodeExtraction.program(in: answer)`.
  public var findings: [Finding] = []
  /// In the order of the scorers.
  public var scores: [Score]
  /// Whether the answer ended by itself, rather than at the limit of tokens.
  public var finished: Bool
  /// New tokens.
  public var tokens: Int

  public init(
    _ item: SuiteItem, decoding: Decoding, index: Int, scratchpad: String?, answer: String,
    scores: [Score], finished: Bool, tokens: Int
  ) {
    id = item.id
    pair = item.pair
    condition = item.condition
    nearMiss = item.nearMiss
    family = item.family
    kind = item.kind
    split = item.split
    covered = item.covered
    forcedScratchpad = item.scratchpad
    cwe = item.cwe
    year = item.year
    suite = item.suite
    prompt = item.prompt
    self.decoding = decoding
    self.index = index
    self.scratchpad = scratchpad
    self.answer = answer
    self.scores = scores
    self.finished = finished
    self.tokens = tokens
  }

  /// The score of a metric; nil where it does not apply and where it could not be told.
  public subscript(metric: String) -> Double? {
    scores.first { $0.metric == metric }?.value
  }
}
