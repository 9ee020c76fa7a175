import Diagnostics
import Testing

@Suite struct InputErrorTests {
  @Test func saysWhereWhatAndWhatToDo() {
    #expect("\(InputError("a.jsonl", "is empty"))" == "a.jsonl: is empty")
    #expect(
      "\(InputError("a.jsonl", line: 7, key: "role", "is 'bot'", expected: "user or assistant"))"
        == "a.jsonl:7: 'role': is 'bot'; expected user or assistant")
    #expect(
      "\(InputError("--out", "is not empty", remedy: "give another"))"
        == "--out: is not empty (give another)")
  }
}

@Suite struct NearestNameTests {
  @Test(arguments: [
    ("learning_rat", "learning_rate"), ("lerning_rate", "learning_rate"), ("sed", "seed"),
    ("seeed", "seed"), ("steps", "steps"),
  ])
  func findsTheLikelyMisspelling(_ given: String, _ meant: String) {
    #expect(nearestName(to: given, in: ["learning_rate", "seed", "steps"]) == meant)
  }

  @Test func staysSilentWhenNothingIsClose() {
    #expect(nearestName(to: "temperature", in: ["seed", "steps"]) == nil)
    #expect(nearestName(to: "seed", in: []) == nil)
    #expect(nearestName(to: "", in: ["seed"]) == nil)
  }

  @Test func tiesGoToTheFirstInTheAlphabet() {
    #expect(nearestName(to: "top", in: ["top_q", "toq", "tip"]) == "tip")
  }
}
