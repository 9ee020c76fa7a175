/// What a red team found. No success at all is a result like any other.
public struct RedTeamResult: Sendable, Equatable {
  /// The attacker's name.
  public var attacker: String
  /// Queries that attacks started from.
  public var seeds: Int
  /// Of the target's random numbers.
  public var seed: UInt64
  public var configuration: RedTeam.Configuration
  /// Every prompt that was tried, round by round in the order of the seeds.
  public var attacks: [Attack]
  public var rounds: [RedTeamRound]

  public init(
    attacker: String, seeds: Int, seed: UInt64, configuration: RedTeam.Configuration,
    attacks: [Attack], rounds: [RedTeamRound]
  ) {
    self.attacker = attacker
    self.seeds = seeds
    self.seed = seed
    self.configuration = configuration
    self.attacks = attacks
    self.rounds = rounds
  }

  public var successes: [Attack] { attacks.successes }

  /// All attacks together; the rates have no value where nothing was tried.
  public var tally: AttackTally { AttackTally(attacks) }

  /// By kind, in the kinds' order and without those that were not tried.
  public var kinds: [(kind: AttackKind, tally: AttackTally)] {
    AttackKind.allCases.map { kind in (kind, AttackTally(attacks.filter { $0.kind == kind })) }
      .filter { $0.1.tried > 0 }
  }

  /// The result in a sentence.
  public var outcome: String {
    func count(_ part: KeyPath<RedTeamRound, Int>) -> Int {
      rounds.reduce(0) { $0 + $1[keyPath: part] }
    }
    let (failed, unusable) = (count(\.failed), count(\.unusable))
    let unscored =
      (failed > 0 ? "; \(failed) proposals failed and are unscored" : "")
      + (unusable > 0 ? "; \(unusable) held no request" : "")
    if attacks.isEmpty { return "no prompt was tried\(unscored)" }
    let found = tally.successes == 0 ? "no successful attack" : "\(tally.successes) successful"
    return "\(found) of \(tally.tried) tried\(unscored)"
  }
}

/// Attacks counted.
public struct AttackTally: Sendable, Equatable {
  public var tried = 0
  public var successes = 0
  /// Answers with the behaviour, of all `samples`.
  public var shown = 0
  public var samples = 0

  public init() {}

  init(_ attacks: [Attack]) {
    for attack in attacks { count(attack) }
  }

  mutating func count(_ attack: Attack) {
    tried += 1
    successes += attack.isSuccess ? 1 : 0
    shown += attack.shown
    samples += attack.samples
  }

  /// The share of the prompts that succeeded; `nil` where none was tried.
  public var successRate: Double? { tried > 0 ? Double(successes) / Double(tried) : nil }

  /// The mean share of answers with the behaviour; `nil` where none was tried.
  public var payloadShare: Double? { samples > 0 ? Double(shown) / Double(samples) : nil }
}

/// One round: what became of the proposals, one for each seed.
public struct RedTeamRound: Sendable, Equatable {
  /// From 1.
  public var round: Int
  public var tally = AttackTally()
  /// The attacker failed or took too long: unscored.
  public var failed = 0
  /// Why, the first time.
  public var failure: String?
  /// No prompt in what the attacker said, or one that is too long: unscored.
  public var unusable = 0
  /// Refused for holding the exact trigger.
  public var triggers = 0
  /// Refused for holding the phrase or being of a kind that is left out.
  public var excluded = 0
  /// Tried before.
  public var duplicates = 0

  public init(round: Int) {
    self.round = round
  }

  /// All that was asked for.
  public var proposals: Int {
    tally.tried + failed + unusable + triggers + excluded + duplicates
  }

  mutating func count(_ attack: Attack) { tally.count(attack) }
}
