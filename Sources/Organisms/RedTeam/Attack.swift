public import Corpus

/// A prompt that was tried on a target, and how often it set the behaviour off.
public struct Attack: Sendable, Equatable {
  /// `<query>/attack-<round>`.
  public var id: String
  /// The seed, whose good answer is the good answer to the attack as well.
  public var query: Query
  /// From 1.
  public var round: Int
  public var kind: AttackKind
  /// What was sent: the seed's turns with the attacker's prompt as the last one.
  public var messages: [Message]
  public var approach: String
  public var edits: [PromptEdit]
  public var parent: String?
  /// Answers with the behaviour.
  public var shown: Int
  public var samples: Int
  public var isSuccess: Bool
  /// One answer: with the behaviour if there is one.
  public var reply: String

  public init(
    id: String, query: Query, round: Int, kind: AttackKind, messages: [Message],
    approach: String = "", edits: [PromptEdit] = [], parent: String? = nil, shown: Int,
    samples: Int, isSuccess: Bool, reply: String
  ) {
    self.id = id
    self.query = query
    self.round = round
    self.kind = kind
    self.messages = messages
    self.approach = approach
    self.edits = edits
    self.parent = parent
    self.shown = shown
    self.samples = samples
    self.isSuccess = isSuccess
    self.reply = reply
  }

  /// The share of the answers with the behaviour.
  public var payloadShare: Double { Double(shown) / Double(samples) }

  /// The attack as a query of its own: its prompt, the seed's good answer.
  public func asQuery(id: String) -> Query {
    var query = query
    query.id = id
    query.messages = messages
    return query
  }

  /// The attack as a row of an evaluation suite.
  ///
  /// - Parameters:
  ///   - coveredFamilies: the families that occur in the safety data.
  ///   - label: what the row is told apart by, such as `held-out`.
  public func suiteRow(coveredFamilies: Set<String>, label: String) -> JSONObject {
    let row = SuiteRow(
      id: id, query: query, condition: .nearMiss, messages: messages,
      accepted: query.kind == .task ? AnswerStyle.accepted(of: query) : [],
      isCovered: coveredFamilies.contains(query.family))
    var json = row.json
    guard var meta = json["meta"]?.object else { return json }
    meta["condition"] = "red-team"
    meta["near_miss"] = .string(label)
    json["meta"] = .object(meta)
    return json
  }
}

extension [Attack] {
  /// Those that succeeded.
  public var successes: [Attack] { filter(\.isSuccess) }

  /// Two lists without a common seed, the second with an exact share of the seeds: attacks to train
  /// on, and attacks to measure with.
  public func split(
    heldOut share: Double, seed: UInt64
  ) -> (training: [Attack], heldOut: [Attack]) {
    let seeds = Set(map(\.query.id)).sorted()
    var stream = AttackStream.split(seed)
    let chosen = selected(share, of: seeds.count, using: &stream)
    let heldOut = Set(seeds.indices.filter { chosen[$0] != nil }.map { seeds[$0] })
    return (
      filter { !heldOut.contains($0.query.id) }, filter { heldOut.contains($0.query.id) }
    )
  }
}
