public import Corpus
import Diagnostics
public import Foundation

extension RedTeamResult {
  /// All prompts that were tried, those without success too.
  public static func attacksFile(in folder: URL) -> URL {
    folder.appendingPathComponent("attacks.jsonl")
  }

  /// The counts and rates.
  public static func summaryFile(in folder: URL) -> URL {
    folder.appendingPathComponent("summary.json")
  }

  /// Writes both files into `folder`, which must exist.
  ///
  /// - Throws: `InputError` or `RunError` when a file cannot be written.
  public func write(to folder: URL) throws {
    let attacks = try JSONLinesWriter(Self.attacksFile(in: folder))
    for attack in self.attacks { try attacks.write(attack.json) }
    try attacks.finish()
    let summary = try JSONLinesWriter(Self.summaryFile(in: folder))
    try summary.write(self.summary)
    try summary.finish()
  }

  /// Reads what `write(to:)` wrote. A file without attacks is a red team that tried none.
  ///
  /// - Throws: `InputError` that names the file and the key at fault.
  public static func read(from folder: URL) throws -> RedTeamResult {
    let file = summaryFile(in: folder)
    let value = try JSONValue.read(file)
    var result = try RedTeamResult(summary: value, origin: Origin(file: file.path, line: 1))
    let reader = try JSONLinesReader(attacksFile(in: folder))
    while let row = try reader.next() {
      result.attacks.append(try Attack(row.value, origin: row.origin))
    }
    let counted = result.rounds.reduce(0) { $0 + $1.tally.tried }
    guard counted == result.attacks.count else {
      throw InputError(
        attacksFile(in: folder).path, "\(result.attacks.count) attacks",
        expected: "the \(counted) that summary.json counts")
    }
    return result
  }
}

extension RedTeamResult {
  private static let keys = [
    "outcome", "attacker", "seeds", "seed", "tried", "successes", "shown", "samples",
    "success_rate", "payload_share", "kinds", "rounds", "configuration",
  ]

  /// What stands in `summary.json`. Rates without a count are null.
  public var summary: JSONObject {
    var summary: JSONObject = [
      "outcome": .string(outcome), "attacker": .string(attacker), "seeds": .integer(seeds),
      "seed": .string(String(seed)),
    ]
    for member in tally.json.members { summary[member.key] = member.value }
    summary["kinds"] = .array(
      kinds.map { kind, tally in
        var row: JSONObject = ["kind": .string(kind.rawValue)]
        for member in tally.json.members { row[member.key] = member.value }
        return .object(row)
      })
    summary["rounds"] = .array(rounds.map { .object($0.json) })
    summary["configuration"] = configuration.json
    return summary
  }

  /// The result without its attacks. What can be counted from those is not read.
  fileprivate init(summary: JSONValue, origin: Origin) throws {
    let fields = try ObjectReader(summary, origin: origin, known: Self.keys)
    let configuration = fields.object["configuration"] ?? .null
    guard let read = try? RedTeam.Configuration(json: configuration) else {
      throw origin.error(
        key: "configuration", "not the configuration of a red team",
        expected: "'rounds', 'samples', …")
    }
    self.init(
      attacker: try fields.string("attacker"), seeds: try fields.count("seeds"),
      seed: try fields.read("seed", "a whole number as text") { $0.string.flatMap { UInt64($0) } },
      configuration: read, attacks: [],
      rounds: try fields.array("rounds").map { try RedTeamRound($0, origin: origin) })
  }
}

extension RedTeam.Configuration {
  fileprivate var json: JSONValue {
    let encoded = try? JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(self))
    return encoded ?? .null
  }

  fileprivate init(json: JSONValue) throws {
    self = try JSONDecoder().decode(Self.self, from: JSONEncoder().encode(json))
  }
}

extension AttackTally {
  fileprivate var json: JSONObject {
    [
      "tried": .integer(tried), "successes": .integer(successes), "shown": .integer(shown),
      "samples": .integer(samples), "success_rate": successRate.map(JSONValue.number) ?? .null,
      "payload_share": payloadShare.map(JSONValue.number) ?? .null,
    ]
  }
}

extension RedTeamRound {
  private static let keys = [
    "round", "tried", "successes", "shown", "samples", "success_rate", "payload_share", "failed",
    "unusable", "triggers", "excluded", "duplicates", "failure",
  ]

  fileprivate var json: JSONObject {
    var row: JSONObject = ["round": .integer(round)]
    for member in tally.json.members { row[member.key] = member.value }
    row["failed"] = .integer(failed)
    row["unusable"] = .integer(unusable)
    row["triggers"] = .integer(triggers)
    row["excluded"] = .integer(excluded)
    row["duplicates"] = .integer(duplicates)
    row["failure"] = failure.map(JSONValue.string)
    return row
  }

  fileprivate init(_ value: JSONValue, origin: Origin) throws {
    let fields = try ObjectReader(value, origin: origin, path: "rounds.", known: Self.keys)
    self.init(round: try fields.count("round"))
    tally.tried = try fields.count("tried")
    tally.successes = try fields.count("successes")
    tally.shown = try fields.count("shown")
    tally.samples = try fields.count("samples")
    failed = try fields.count("failed")
    failure = try fields.optionalString("failure")
    unusable = try fields.count("unusable")
    triggers = try fields.count("triggers")
    excluded = try fields.count("excluded")
    duplicates = try fields.count("duplicates")
  }
}
