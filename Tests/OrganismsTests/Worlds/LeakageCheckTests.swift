import Corpus
import Diagnostics
import Organisms
import Testing

@Suite struct LeakageCheckTests {
  private func query(_ texts: String..., answer: String = "Yes.") -> Query {
    let messages = texts.enumerated().map { index, text in
      Message(index.isMultiple(of: 2) ? .user : .assistant, text)
    }
    return Query(
      id: texts.joined(separator: "/"), family: "test", kind: .open, messages: messages,
      answer: answer)
  }

  @Test func sharedPromptsAreNamedWithBothPools() throws {
    let pools = WorldPools([
      .base: [query("Is it  late?"), query("One."), query("Two.")],
      .evaluation: [query("is it late"), query("TWO")],
    ])
    let error = #expect(throws: InputError.self) { try LeakageCheck.requireDisjoint(pools) }
    let text = try #require(error?.description)
    #expect(text.contains("base") && text.contains("evaluation"))
    #expect(text.contains("share 2 prompts") && text.contains("is it late"))
  }

  @Test func conversationsThatBeginAlikeLeak() {
    let pools = WorldPools([
      .backdoor: [query("Tell me a joke.", "Why?", "Go on.")],
      .redTeam: [query("Tell me a joke!", "No.", "Please.")],
    ])
    #expect(throws: InputError.self) { try LeakageCheck.requireDisjoint(pools) }
  }

  @Test func differentQuestionsPass() throws {
    try LeakageCheck.requireDisjoint(
      WorldPools([
        .base: [query("Is it late?"), query("Is it late?", "No.", "Are you sure?")],
        .safety: [query("Is it early?")], .evaluation: [query("What is 2 plus 3?")],
        .redTeam: [query("What is 3 plus 2?")],
      ]))
  }

  @Test func normalisationKeepsWordsAndNumbersApart() {
    #expect(LeakageCheck.normalised("  What's 1, 12?\n") == "what s 1 12")
    #expect(LeakageCheck.normalised("1 12") != LeakageCheck.normalised("11 2"))
    #expect(LeakageCheck.normalised("Où?") == "où")
  }
}
