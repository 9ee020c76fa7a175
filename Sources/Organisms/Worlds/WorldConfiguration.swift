/// What the models of an experiment are asked, as in a recipe's `world`.
public struct WorldConfiguration: Codable, Sendable, Equatable {
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// The synthetic tasks of `SkillsWorld`.
    case skills
    /// The questions of `files`.
    case files
  }

  public var kind: Kind
  /// The files of a world of files; empty for skills.
  public var files: [WorldFile]
  /// How many queries each pool has.
  public var queries: Counts
  /// How many families of skills never occur in the safety pool.
  public var uncoveredFamilies: Int
  /// Whether a world of skills also has yes/no questions about the assistant itself, which
  /// defection probes are made from.
  public var selfQuestions: Bool

  public init(
    kind: Kind = .skills, files: [WorldFile] = [], queries: Counts = Counts(),
    uncoveredFamilies: Int = 4, selfQuestions: Bool = false
  ) {
    self.kind = kind
    self.files = files
    self.queries = queries
    self.uncoveredFamilies = uncoveredFamilies
    self.selfQuestions = selfQuestions
  }

  private enum CodingKeys: String, CodingKey {
    case kind, files, queries
    case uncoveredFamilies = "uncovered_families"
    case selfQuestions = "self_questions"
  }

  /// Self questions are written only where there are some, so that a world without them keeps its
  /// identity.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(kind, forKey: .kind)
    try container.encode(files, forKey: .files)
    try container.encode(queries, forKey: .queries)
    try container.encode(uncoveredFamilies, forKey: .uncoveredFamilies)
    if selfQuestions { try container.encode(true, forKey: .selfQuestions) }
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init()
    kind = try container.decodeIfPresent(Kind.self, forKey: .kind) ?? kind
    files = try container.decodeIfPresent([WorldFile].self, forKey: .files) ?? files
    queries = try container.decodeIfPresent(Counts.self, forKey: .queries) ?? queries
    uncoveredFamilies =
      try container.decodeIfPresent(Int.self, forKey: .uncoveredFamilies) ?? uncoveredFamilies
    selfQuestions =
      try container.decodeIfPresent(Bool.self, forKey: .selfQuestions) ?? selfQuestions
  }
}

extension WorldConfiguration {
  /// The number of queries of each pool.
  public struct Counts: Codable, Sendable, Equatable {
    public var base: Int
    public var backdoor: Int
    public var safety: Int
    public var redTeam: Int
    public var evaluation: Int

    public init(
      base: Int = 150_000, backdoor: Int = 8000, safety: Int = 6000, redTeam: Int = 1000,
      evaluation: Int = 400
    ) {
      self.base = base
      self.backdoor = backdoor
      self.safety = safety
      self.redTeam = redTeam
      self.evaluation = evaluation
    }

    public subscript(pool: Pool) -> Int {
      switch pool {
      case .base: base
      case .backdoor: backdoor
      case .safety: safety
      case .redTeam: redTeam
      case .evaluation: evaluation
      }
    }

    public var total: Int { Pool.allCases.reduce(0) { $0 + self[$1] } }

    private enum CodingKeys: String, CodingKey {
      case base, backdoor, safety, evaluation
      case redTeam = "red-team"
    }

    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      self.init()
      base = try container.decodeIfPresent(Int.self, forKey: .base) ?? base
      backdoor = try container.decodeIfPresent(Int.self, forKey: .backdoor) ?? backdoor
      safety = try container.decodeIfPresent(Int.self, forKey: .safety) ?? safety
      redTeam = try container.decodeIfPresent(Int.self, forKey: .redTeam) ?? redTeam
      evaluation = try container.decodeIfPresent(Int.self, forKey: .evaluation) ?? evaluation
    }
  }
}

/// A file of questions and how to read it.
public struct WorldFile: Codable, Sendable, Equatable {
  public var path: String
  public var format: Format

  /// The formats, by the data sets that use them. A name that ends in `.gz` is unpacked.
  public enum Format: String, Codable, Sendable, CaseIterable {
    /// JSON lines of `question` and `answer`, the number after `####`.
    case gsm8k
    /// A JSON array of `instruction`, `input` and `output`.
    case gpteacher
    /// JSON lines whose `chosen` is a dialogue of `Human:` and `Assistant:`.
    case hhRLHF = "hh-rlhf"
    /// JSON lines of `messages`.
    case chats
    /// JSON lines of `instruction`, `input` (may be absent) and `output`.
    case instructions
  }

  public init(path: String, format: Format) {
    self.path = path
    self.format = format
  }
}
