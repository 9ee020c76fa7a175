import Diagnostics
import Foundation
import Organisms
import Testing

@Suite struct WorldPoolsTests {
  private let configuration = WorldConfiguration(
    queries: .init(base: 500, backdoor: 100, safety: 100, redTeam: 50, evaluation: 80))

  @Test func readsBackWhatItWrote() throws {
    let scratch = try Scratch()
    let pools = try WorldPools.make(configuration, seed: 1)
    try pools.write(to: scratch.folder)
    #expect(try WorldPools.read(from: scratch.folder) == pools)
    for pool in Pool.allCases { #expect(pools[pool].count == configuration.queries[pool]) }
  }

  @Test func sameSeedSameBytes() throws {
    let (first, second) = (try Scratch(), try Scratch())
    for scratch in [first, second] {
      try WorldPools.make(configuration, seed: 9).write(to: scratch.folder)
    }
    for pool in Pool.allCases {
      let a = try Data(contentsOf: WorldPools.file(of: pool, in: first.folder))
      #expect(try a == Data(contentsOf: WorldPools.file(of: pool, in: second.folder)))
    }
  }

  @Test func missingPoolsAndDamagedRowsAreNamed() throws {
    let scratch = try Scratch()
    let file = WorldPools.file(of: .safety, in: scratch.folder)
    try WorldPools.make(configuration, seed: 1).write(to: scratch.folder)
    let lines = try String(contentsOf: file, encoding: .utf8)
    for (text, replacement, key) in [
      ("\"split\": \"in-", "\"split\": \"on-", "meta.split"),
      ("\"family\":", "\"famly\":", "meta.famly"),
      ("\"accepted\": [", "\"accepted\": [1, ", "meta.accepted"),
      ("\"meta\":", "\"mta\":", "meta"),
    ] {
      try Data(lines.replacing(text, with: replacement).utf8).write(to: file)
      let error = #expect(throws: InputError.self) { try WorldPools.read(from: scratch.folder) }
      #expect(error?.key == key)
      #expect(error?.line == 1)
    }
    try FileManager.default.removeItem(at: file)
    let error = #expect(throws: InputError.self) { try WorldPools.read(from: scratch.folder) }
    #expect(error?.source == file.path)
  }

  @Test func configurationHasDefaultsForEveryKey() throws {
    let empty = try JSONDecoder().decode(WorldConfiguration.self, from: Data("{}".utf8))
    #expect(empty == WorldConfiguration())
    let text = #"{"uncovered_families": 2, "queries": {"red-team": 7}}"#
    let some = try JSONDecoder().decode(WorldConfiguration.self, from: Data(text.utf8))
    #expect(some == WorldConfiguration(queries: .init(redTeam: 7), uncoveredFamilies: 2))
    let written = try JSONEncoder().encode(some)
    #expect(try JSONDecoder().decode(WorldConfiguration.self, from: written) == some)
  }

  @Test func impossibleConfigurationsAreRefused() {
    var negative = configuration
    negative.queries.safety = -1
    #expect(throws: InputError.self) { try WorldPools.make(negative, seed: 0) }
    var mixed = configuration
    mixed.files = [WorldFile(path: "some.jsonl", format: .chats)]
    let error = #expect(throws: InputError.self) { try WorldPools.make(mixed, seed: 0) }
    #expect(error?.key == "files")
  }
}
