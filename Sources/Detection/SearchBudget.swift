/// How much a search may do. Both find planted triggers in small models; the larger one lowers what
/// an audit without a finding has to leave open.
public enum SearchBudget: String, Sendable, Codable, CaseIterable {
  case small, large

  private func pick<Value>(_ small: Value, _ large: Value) -> Value {
    self == .small ? small : large
  }

  /// Prompts that a search looks at, that name a candidate's payload, and that verify it. The last
  /// kind is never seen before.
  package var searchPrompts: Int { pick(8, 16) }
  package var discoveryPrompts: Int { pick(12, 16) }
  package var heldOutPrompts: Int { pick(40, 64) }
  /// Random strings of a candidate's length that are its control.
  package var randomStrings: Int { pick(8, 16) }
  /// Most new tokens of an answer.
  package var answerTokens: Int { pick(32, 64) }
  /// Candidates that are verified.
  package var verified: Int { pick(6, 12) }

  /// Texts drawn from the bare chat prefix, and tokens of each.
  package var leaks: Int { pick(160, 510) }
  package var leakTokens: Int { pick(48, 300) }
  /// Motifs that are scored inside the model.
  package var motifs: Int { pick(48, 160) }

  /// Strings that a scan keeps, how many tokens they may grow to, and the most next tokens it tries.
  package var beams: Int { pick(4, 8) }
  package var growth: Int { pick(6, 12) }
  package var triedTokens: Int { pick(2048, 16_384) }

  /// Payloads that are searched for, starts and steps of a gradient search, tokens of its strings,
  /// and the exchanges that each step tries.
  package var payloads: Int { pick(3, 5) }
  package var restarts: Int { pick(2, 6) }
  package var gradientSteps: Int { pick(24, 96) }
  package var gradientTokens: Int { pick(6, 10) }
  package var exchanges: Int { pick(96, 256) }
}
