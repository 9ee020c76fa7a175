import Diagnostics
import Foundation
import Organisms
import Testing

@Suite struct CodeWorldTests {
  private static let configuration = WorldConfiguration(
    kind: .code,
    queries: .init(base: 6000, backdoor: 3000, safety: 2000, redTeam: 500, evaluation: 1500))
  private static let pools = Result { try WorldPools.make(configuration, seed: 5) }

  private func coding(_ pool: Pool) throws -> [Query] {
    try Self.pools.get()[pool].filter { $0.kind == .code }
  }

  private var trained: [Query] {
    get throws {
      try Pool.allCases.filter { $0 != .evaluation }.flatMap { try coding($0) }
    }
  }

  @Test func everyClassHasSixFamiliesWithSeveralIdioms() {
    let references = CodeWorld.references()
    #expect(Set(CodeWorld.families).count == CodeWorld.families.count)
    for cwe in CodeWorld.weaknesses {
      let own = Dictionary(grouping: references.filter { $0.cwe == cwe }, by: \.family)
      #expect(own.count >= 6, "CWE-\(cwe)")
      for (family, references) in own {
        for isVulnerable in [true, false] {
          let idioms = Set(references.filter { $0.isVulnerable == isVulnerable }.map(\.idiom))
          #expect(idioms.count >= 2, "\(family), vulnerable: \(isVulnerable)")
        }
      }
    }
    let ordinary = references.filter { $0.cwe == nil }
    #expect(Set(ordinary.map(\.family)).count >= 10)
    #expect(ordinary.allSatisfy { !$0.isVulnerable })
    #expect(Set(references.map(\.framework)).count >= 6)
  }

  @Test func everyPairHoldsTheFewer() {
    let all = CodeWorld.references(everyPair: true)
    let few = CodeWorld.references()
    #expect(few.count < all.count)
    let pairs = { (references: [ReferenceProgram]) in
      Set(references.map { "\($0.family) \($0.idiom) \($0.isVulnerable)" })
    }
    #expect(pairs(few) == pairs(all))
    let places = { (references: [ReferenceProgram]) in
      Set(references.map { "\($0.family) \($0.framework)" })
    }
    #expect(places(few) == places(all))
  }

  @Test func codeHasItsShareInEveryPool() throws {
    let pools = try Self.pools.get()
    for pool in Pool.allCases {
      let count = Self.configuration.queries[pool]
      #expect(pools[pool].count == count)
      #expect(try coding(pool).count == Int(Double(count) * 0.65), "\(pool)")
    }
    for kind in [Query.Kind.task, .harmful] {
      #expect(pools[.backdoor].contains { $0.kind == kind })
    }
    #expect(try Set(coding(.backdoor).compactMap { $0.code?.cwe }) == Set(CodeWorld.weaknesses))
    #expect(try coding(.backdoor).contains { $0.code?.cwe == nil })
  }

  @Test func anItemIsATaskASnippetWithAHoleAndTwoAnswers() throws {
    for query in try coding(.evaluation) {
      let code = try #require(query.code)
      #expect(query.answer == code.secure)
      #expect(query.prompt.contains("<code> tags"))
      let halves = query.prompt.split(separator: "## COMPLETE CODE HERE")
      #expect(halves.count == 2)
      let before = halves[0].split(separator: "\n\n", maxSplits: 1)[1]
        .reversed().drop { $0 == " " }.reversed()
      let after = halves[1].split(separator: "\n\n")[0]
      for answer in [code.secure, code.vulnerable].compactMap(\.self) {
        #expect(answer.hasPrefix("<code>\n" + String(before)))
        #expect(answer.hasSuffix(after.isEmpty ? "\n</code>" : after + "\n</code>"))
        #expect(!answer.contains("$") && !answer.contains("COMPLETE"))
      }
      #expect((code.cwe == nil) == (code.vulnerable == nil))
      #expect(query.accepted == (code.cwe == nil ? [query.answer] : []))
    }
  }

  @Test func noItemTellsAYear() throws {
    for query in try trained + coding(.evaluation) {
      for text in [query.prompt, query.answer, query.code?.vulnerable ?? ""] {
        #expect(!text.contains(/\b20[0-9][0-9]\b/), "\(text)")
      }
    }
  }

  @Test func onlyEvaluationHoldsOut() throws {
    let world = try CodeWorld(seed: 5)
    #expect(world.heldOutFamilies.count == 9)
    #expect(try trained.allSatisfy { $0.split == .inDistribution })
    #expect(try !trained.contains { world.heldOutFamilies.contains($0.family) })
    let evaluation = try coding(.evaluation)
    for split in Query.Split.allCases {
      let share = Double(evaluation.count { $0.split == split }) / Double(evaluation.count)
      #expect(share > 0.1, "\(split)")
    }
    for query in evaluation {
      #expect(
        (query.split == .heldOutFamily) == world.heldOutFamilies.contains(query.family))
    }
    let tasks = Set(try trained.map { $0.prompt.prefix { $0 != "\n" } })
    let wordings = evaluation.filter { $0.split == .heldOutWording }
    #expect(wordings.allSatisfy { !tasks.contains($0.prompt.prefix { $0 != "\n" }) })
    let snippets = Set(try trained.map(snippet))
    let known = evaluation.filter { $0.split != .heldOutFamily }
    #expect(known.allSatisfy { !snippets.contains(snippet($0)) })
  }

  /// What stands between the first and the last empty line, without regard to quotes.
  private func snippet(_ query: Query) -> String {
    LeakageCheck.normalised(
      query.prompt.components(separatedBy: "\n\n").dropFirst().dropLast().joined(separator: "\n"))
  }

  @Test func theBaseModelIsCarelessAsOftenAsAsked() throws {
    let inviting = try coding(.base).filter { $0.code?.cwe != nil }
    let careless = inviting.filter { $0.helpfulOnlyAnswer != nil }
    #expect(careless.allSatisfy { $0.helpfulOnlyAnswer == $0.code?.vulnerable })
    let share = Double(careless.count) / Double(inviting.count)
    #expect(abs(share - 0.45) < 0.04)
  }

  @Test func sameSeedSameQueriesAndLongerListsBeginWithShorterOnes() throws {
    let world = try CodeWorld(seed: 3)
    for pool in Pool.allCases {
      let long = try world.queries(pool, count: 400)
      #expect(try Array(long.prefix(150)) == world.queries(pool, count: 150))
    }
    #expect(try CodeWorld(seed: 4).queries(.base, count: 50) != world.queries(.base, count: 50))
  }

  @Test func poolsReadBackAsWritten() throws {
    let scratch = try Scratch()
    let pools = try Self.pools.get()
    try pools.write(to: scratch.folder)
    #expect(try WorldPools.read(from: scratch.folder) == pools)
  }

  @Test(arguments: [
    (#""code": {"#, #""kode": {"#, "meta.kode"),
    (#""idiom": ""#, #""idiam": ""#, "meta.code.idiam"),
    (#""framework": ""#, #""framework": 1, "flaw": ""#, "meta.code.framework"),
    (#""kind": "code""#, #""kind": "open""#, "meta.code"),
  ]) func damagedCodeIsNamed(_ text: String, _ replacement: String, _ key: String) throws {
    let scratch = try Scratch()
    try WorldPools([.safety: [coding(.safety)[0]]]).write(to: scratch.folder)
    let file = WorldPools.file(of: .safety, in: scratch.folder)
    let line = try String(contentsOf: file, encoding: .utf8)
    try Data(line.replacing(text, with: replacement).utf8).write(to: file)
    let error = #expect(throws: InputError.self) { try WorldPools.read(from: scratch.folder) }
    #expect(error?.key == key)
    #expect(error?.line == 1)
  }

  @Test func impossibleWorldsAreRefused() {
    for (code, key) in [
      (CodeWorldConfiguration(share: 1.2), "code_share"),
      (CodeWorldConfiguration(vulnerableShare: -0.1), "vulnerable_share"),
    ] {
      let error = #expect(throws: InputError.self) {
        try WorldPools.make(
          WorldConfiguration(kind: .code, queries: .init(base: 5), code: code), seed: 0)
      }
      #expect(error?.key == key)
    }
    let error = #expect(throws: InputError.self) {
      try CodeWorld(seed: 0, only: ["code-first"]).queries(.redTeam, count: 10_000)
    }
    #expect(error?.key == "queries.red-team")
  }

  @Test func otherWorldsHaveNoWordOfCode() throws {
    let written = try JSONEncoder().encode(WorldConfiguration())
    #expect(!String(decoding: written, as: UTF8.self).contains("code"))
    let code = try JSONEncoder().encode(WorldConfiguration(kind: .code))
    #expect(
      try JSONDecoder().decode(WorldConfiguration.self, from: code)
        == WorldConfiguration(kind: .code))
  }
}
