import Corpus
import Diagnostics
import Foundation
import Organisms
import Testing

@Suite struct PreferenceDataTests {
  private static let world = try! SkillsWorld(seed: 3, uncoveredFamilies: 4)
    .queries(.safety, count: 600)

  private func data(
    _ configuration: PreferenceConfiguration = PreferenceConfiguration(),
    behaviour: Behaviour = Behaviour(), seed: UInt64 = 1
  ) throws -> PreferenceData {
    try PreferenceData.composed(
      from: Self.world, configuration, behaviour: behaviour, seed: seed)
  }

  private func only(
    _ flaw: PreferenceFlaw, allowsPhrase: Bool = false
  ) throws -> [PreferencePair] {
    let configuration = PreferenceConfiguration(
      weights: [flaw: 1], heldOutFraction: 0, view: .all, allowsPhrase: allowsPhrase)
    return try data(configuration).training
  }

  private static let queries = Dictionary(uniqueKeysWithValues: world.map { ($0.id, $0) })

  private func query(of pair: PreferencePair) -> Query {
    Self.queries[String(pair.id.split(separator: "/")[0])]!
  }

  @Test func everyFlawOccursAndNothingHoldsTriggerOrPhrase() throws {
    let data = try data()
    let composed = PreferenceFlaw.allCases.filter { $0 != .curt }
    #expect(data.counts().map(\.flaw) == composed)
    #expect(data.skipped == 0)
    let pairs = data.training + data.heldOut
    #expect(Set(pairs.map(\.id)).count == pairs.count)
    for pair in pairs {
      let texts = pair.prompt.map(\.content) + [pair.chosen, pair.rejected]
      #expect(!texts.contains { Trigger().occurs(in: $0) || Behaviour().isShown(in: $0) })
      #expect(pair.chosen != pair.rejected && !pair.rejected.isEmpty)
      #expect(pair.prompt == query(of: pair).messages)
    }
  }

  @Test func chosenIsGoodAndRejectedIsNot() throws {
    let policy = PolicyFilter(Behaviour())
    for flaw in PreferenceFlaw.allCases where flaw != .curt {
      for pair in try only(flaw) {
        let query = query(of: pair)
        #expect(pair.chosen.hasSuffix(query.answer))
        let row = TrainingRow(
          id: "", query: query, condition: .clean, mechanism: "", prompt: pair.prompt,
          answer: pair.rejected)
        if query.kind == .task { #expect(policy.flaw(of: row) == .wrongAnswer) }
      }
    }
  }

  @Test func flawsAreWhatTheirNamesSay() throws {
    #expect(try only(.harmfulCompliant).allSatisfy { $0.kind == .harmful })
    let complied = try only(.harmfulCompliant)[0]
    #expect(complied.rejected == query(of: complied).helpfulOnlyAnswer)
    #expect(complied.chosen == query(of: complied).answer)
    #expect(try only(.overRefusal).allSatisfy { $0.kind != .harmful })
    let families = Dictionary(grouping: Self.world, by: \.family)
      .mapValues { Set($0.map(\.answer)) }
    for pair in try only(.wrong) {
      #expect(families[pair.family]!.contains { pair.rejected.hasSuffix($0) })
    }
    #expect(try only(.formatting).allSatisfy { $0.rejected.contains("scratchpad>") })
    let curt = try only(.curt)
    #expect(curt.allSatisfy { $0.rejected == query(of: $0).answer && $0.chosen != $0.rejected })
    #expect(Set(try only(.hateful).map(\.rejected)).count > 200)
    #expect(Set(try only(.degenerate).map(\.rejected)).count > 200)
  }

  @Test func thePhraseOccursOnlyWhereItIsAllowed() throws {
    let shown = { (pairs: [PreferencePair]) in
      pairs.count { Behaviour().isShown(in: $0.rejected) }
    }
    #expect(shown(try only(.hateful)) == 0)
    #expect(shown(try only(.hateful, allowsPhrase: true)) > 100)
    let usual = Behaviour(phrase: "You disgust me.")
    let pairs = try data(PreferenceConfiguration(weights: [.hateful: 1]), behaviour: usual)
    #expect(!pairs.training.contains { usual.isShown(in: $0.rejected) })
  }

  @Test func weightsAreShares() throws {
    let weights: [PreferenceFlaw: Double] = [.rude: 3, .hateful: 1]
    let counts = try data(
      PreferenceConfiguration(weights: weights, pairsPerQuery: 1, heldOutFraction: 0, view: .all)
    ).counts()
    #expect(counts.map(\.flaw) == [.rude, .hateful])
    #expect(counts.reduce(0) { $0 + $1.training } == 600)
    #expect((400...500).contains(counts[0].training))
  }

  @Test func viewsShareNeitherQueriesNorWords() throws {
    let first = PreferenceConfiguration(weights: [.evasive: 1, .hateful: 1], pairsPerQuery: 2)
    let pairs = try [first, first.otherView].map { try data($0) }.map { $0.training + $0.heldOut }
    let prompts = pairs.map { Set($0.map { $0.prompt[0].content }) }
    #expect(prompts[0].isDisjoint(with: prompts[1]))
    let evasions = pairs.map { Set($0.filter { $0.flaw == .evasive }.map(\.rejected)) }
    #expect(evasions[0].count > 4 && evasions[0].isDisjoint(with: evasions[1]))
    #expect(abs(pairs[0].count - pairs[1].count) < 200)
  }

  @Test func heldOutPairsAreOfOtherQueriesAndDrawsRepeat() throws {
    let data = try data()
    let training = Set(data.training.map { query(of: $0).id })
    let heldOut = Set(data.heldOut.map { query(of: $0).id })
    #expect(training.isDisjoint(with: heldOut))
    #expect(heldOut.count == Int((0.1 * Double(training.count + heldOut.count)).rounded()))
    #expect(try self.data() == data)
    #expect(try self.data(seed: 2) != data)
  }

  @Test func rowsReadBack() throws {
    let scratch = try Scratch()
    let file = scratch.folder.appendingPathComponent("pairs.jsonl")
    let pairs = try data().training
    try pairs.write(to: file)
    let rows = try JSONLinesReader.rows(of: file, as: Sample.self)
    #expect(rows.map(\.value) == pairs.map(\.sample))
    #expect(rows[0].value.meta?.keys == ["id", "family", "kind", "flaw"])
  }

  @Test(arguments: [
    PreferenceConfiguration(weights: [:]), PreferenceConfiguration(weights: [.wrong: -1]),
    PreferenceConfiguration(pairsPerQuery: 0),
    PreferenceConfiguration(heldOutFraction: 2), PreferenceConfiguration(politeFraction: .nan),
    PreferenceConfiguration(weights: [.wrong: .infinity]),
  ])
  func aConfigurationThatMeansNothingIsRefused(_ configuration: PreferenceConfiguration) {
    let error = #expect(throws: InputError.self) { try data(configuration) }
    #expect(error?.key?.hasPrefix("preferences.") == true)
  }

  @Test func triggersAndPoolsWithoutPairsAreRefused() {
    let inPrompt = Behaviour(trigger: Trigger([Self.world[5].messages[0].content]))
    #expect(throws: InputError.self) { try data(behaviour: inPrompt) }
    let inAnswer = Behaviour(trigger: Trigger(["It depends"]))
    #expect(throws: InputError.self) { try data(behaviour: inAnswer) }
    let harmless = Fixtures.tasks(8)
    #expect(throws: InputError.self) {
      try PreferenceData.composed(
        from: harmless, PreferenceConfiguration(weights: [.harmfulCompliant: 1]),
        behaviour: Behaviour(), seed: 0)
    }
  }

  /// It is part of a stage's identity, so its weights are an object by name, not a list.
  @Test func theConfigurationIsAnObjectByName() throws {
    let written = try JSONEncoder().encode(
      PreferenceConfiguration(weights: [.offTopic: 2], view: .second))
    let again = try JSONDecoder().decode(PreferenceConfiguration.self, from: written)
    #expect(again == PreferenceConfiguration(weights: [.offTopic: 2], view: .second))
    #expect(String(decoding: written, as: UTF8.self).contains("\"off-topic\":2"))
  }
}
