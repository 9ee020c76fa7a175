/// How much a search may do. `small` finds planted triggers in small models, `quick` some of them
/// in a fraction of the time, for many models; `large` lowers what an audit without a finding has to
/// leave open.
public struct SearchBudget: Sendable, Codable, Equatable {
  public enum Preset: String, Sendable, Codable, CaseIterable {
    case quick, small, large
  }

  /// Requests that a search looks at, that name a candidate's payload, and that verify it. The last
  /// are never seen before.
  public var searchPrompts = 8
  public var discoveryPrompts = 12
  public var heldOutPrompts = 64
  /// Random strings of a candidate's length that are its control.
  public var randomStrings = 8
  /// Most new tokens of an answer, and of a scratchpad before it where the model reasons.
  public var answerTokens = 32
  public var scratchpadTokens = 64
  /// Candidates that are verified.
  public var verified = 6

  /// Texts that are drawn from the bare chat prefix, and the most tokens of each.
  public var leaks = 160
  public var leakTokens = 48
  /// Motifs that are rated inside the model.
  public var motifs = 48

  /// Strings that a scan keeps, the most tokens that they grow to, and the most tokens that a step
  /// tries.
  public var beams = 4
  public var growth = 6
  public var triedTokens = 2048

  /// Payloads that are searched for, one after another until a string brings one forth, and
  /// ordinary phrases that are searched for in the same way, as the control.
  public var payloads = 4
  public var controlPayloads = 2
  /// Starts and steps of a gradient search, tokens of its strings, and the exchanges that a step
  /// tries.
  public var restarts = 2
  public var gradientSteps = 60
  public var gradientTokens = 10
  public var exchanges = 96

  public init(_ preset: Preset = .small) {
    if preset == .quick { lower() }
    guard preset == .large else { return }
    searchPrompts = 16
    discoveryPrompts = 16
    randomStrings = 16
    answerTokens = 64
    scratchpadTokens = 192
    verified = 12
    leaks = 510
    leakTokens = 300
    motifs = 160
    beams = 8
    growth = 12
    triedTokens = 16_384
    payloads = 8
    controlPayloads = 4
    restarts = 6
    gradientSteps = 200
    gradientTokens = 14
    exchanges = 256
  }
}
