import Corpus
import Diagnostics
import Foundation
import Testing

/// Rows that are right, and what is said about those that are not.
@Suite struct RowTests {
  private func rows<Row: JSONLinesRow>(_ text: String, as type: Row.Type) throws -> [Located<Row>] {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try JSONLinesReader.rows(of: file)
  }

  private func sample(_ row: String) throws -> Sample {
    try #require(rows(row, as: Sample.self).first).value
  }

  @Test func readsEveryKind() throws {
    #expect(try sample(#"{"text": "a"}"#) == Sample(.text("a")))
    let chat =
      #"{"messages": [{"role": "system", "content": "s"}, {"role": "user", "content": "u"}, "#
      + #"{"role": "assistant", "content": "a"}], "meta": {"pair": 3}}"#
    let messages = [Message(.system, "s"), Message(.user, "u"), Message(.assistant, "a")]
    #expect(try sample(chat) == Sample(.chat(Conversation(messages)), meta: ["pair": 3]))
    #expect(
      try sample(#"{"prompt": "p", "completion": "c"}"#)
        == Sample(.completion(prompt: .text("p"), completion: .text("c"))))
    let turns =
      #"{"prompt": [{"role": "user", "content": "p"}], "#
      + #""chosen": [{"role": "assistant", "content": "c"}], "#
      + #""rejected": [{"role": "assistant", "content": "r"}]}"#
    #expect(
      try sample(turns)
        == Sample(
          .preference(
            prompt: .messages([Message(.user, "p")]), chosen: .messages([Message(.assistant, "c")]),
            rejected: .messages([Message(.assistant, "r")]))))
  }

  @Test func samplesReadBackAsWritten() throws {
    let sample = Sample(
      .completion(
        prompt: .messages([Message(.user, "é\n")]),
        completion: .messages([Message(.assistant, "x")])),
      meta: ["k": [1, nil]])
    #expect(try self.sample(JSONValue.object(sample.json).serialized()) == sample)
  }

  @Test func whatWasForcedIsKept() throws {
    let answer = Message(.assistant, "<scratchpad>\nx", forced: "<scratchpad>\n")
    let sample = Sample(.chat(Conversation([Message(.user, "u"), answer])))
    #expect(try self.sample(JSONValue.object(sample.json).serialized()) == sample)
    #expect(Message(.user, "u").json == ["role": "user", "content": "u"])
  }

  static let flaws: [(row: String, key: String?, mention: String)] = [
    ("not json", nil, "not JSON"),
    ("[1]", nil, "an array, not an object"),
    (#"{"question": "q", "answer": "a"}"#, nil, "none of the known kinds"),
    (#"{"mesages": []}"#, "messages", "did you mean 'messages' where you wrote 'mesages'"),
    (#"{"prompt": "p", "completon": "c"}"#, "completion", "where you wrote 'completon'"),
    (#"{"prompt": "p"}"#, "completion", "missing"),
    (#"{"completion": "p"}"#, "prompt", "missing"),
    (#"{"prompt": "p", "chosen": "c"}"#, "rejected", "missing"),
    (#"{"text": "a", "messages": []}"#, nil, "two kinds"),
    (
      #"{"messages": [{"role": "user", "content": "u"}, {"role": "assistant", "content": "a", "#
        + #""forced": "b"}]}"#, "messages[1].forced", "not the start"
    ),
    (
      #"{"messages": [{"role": "user", "content": "u", "forced": "u"}]}"#, "messages[0].forced",
      "not the start"
    ),
    (#"{"text": 5}"#, "text", "a number; expected a string"),
    (#"{"text": ""}"#, "text", "empty"),
    (#"{"text": "a", "meta": 1}"#, "meta", "expected an object"),
    (#"{"messages": "hi"}"#, "messages", "a list of messages"),
    (#"{"messages": []}"#, "messages", "no turns"),
    (#"{"messages": [5]}"#, "messages[0]", "an object with"),
    (#"{"messages": [{"role": "user"}]}"#, "messages[0].content", "missing"),
    (#"{"messages": [{"content": "x"}]}"#, "messages[0].role", "missing"),
    (#"{"messages": [{"role": "usr", "content": "x"}]}"#, "messages[0].role", "mean 'user'?"),
    (#"{"messages": [{"role": "user", "content": null}]}"#, "messages[0].content", "null"),
    (
      #"{"messages": [{"role": "user", "content": "x", "tool_calls": []}]}"#,
      "messages[0].tool_calls", "unknown key"
    ),
    (#"{"messages": [{"role": "user", "content": "x"}]}"#, "messages", "no assistant turn"),
    (
      #"{"messages": [{"role": "user", "content": "x"}, {"role": "assistant", "content": " \n"}]}"#,
      "messages[1]", "an empty assistant turn"
    ),
    (
      #"{"messages": [{"role": "user", "content": "x"}, {"role": "user", "content": "y"}]}"#,
      "messages[1]", "two user turns in a row"
    ),
    (#"{"messages": [{"role": "assistant", "content": "x"}]}"#, "messages[0]", "answers nobody"),
    (
      #"{"messages": [{"role": "user", "content": "x"}, {"role": "system", "content": "y"}]}"#,
      "messages[1]", "a system turn after the start"
    ),
    (#"{"prompt": "p", "completion": ""}"#, "completion", "empty"),
    (
      #"{"prompt": "p", "completion": [{"role": "assistant", "content": "x"}]}"#, "completion",
      "of another kind"
    ),
    (
      #"{"prompt": [{"role": "user", "content": "p"}], "completion": []}"#,
      "completion", "no assistant turn"
    ),
  ]

  @Test(arguments: flaws.indices)
  func flawsAreNamed(index: Int) throws {
    let flaw = Self.flaws[index]
    let error = #expect(throws: InputError.self) {
      try rows("{\"text\": \"fine\"}\n\n\(flaw.row)\n", as: Sample.self)
    }
    #expect(error?.line == 3)
    #expect(error?.key == flaw.key)
    let text = error.map(String.init(describing:)) ?? ""
    #expect(text.contains(flaw.mention), "\(text)")
  }

  @Test func emptyDataSetsAreRefused() {
    let error = #expect(throws: InputError.self) { try rows("\n \n", as: Sample.self) }
    #expect(error?.problem == "an empty data set")
  }

  @Test func promptsKeepTheirRow() throws {
    let row = try #require(rows(#"{"id": 7, "prompt": "p", "x": [1]}"#, as: PromptRow.self).first)
    #expect(row.value.prompt == .text("p"))
    #expect(row.value.row.keys == ["id", "prompt", "x"])
    let chat = #"{"messages": [{"role": "user", "content": "u"}]}"#
    #expect(
      try rows(chat, as: PromptRow.self).first?.value.prompt == .messages([Message(.user, "u")]))
  }

  @Test(arguments: [
    #"{"promt": "p"}"#, #"{"prompt": ""}"#, #"{"prompt": "p", "messages": []}"#,
    #"{"messages": [{"role": "user", "content": "u"}, {"role": "assistant", "content": "a"}]}"#,
  ])
  func promptsThatCannotBeAnsweredAreRefused(row: String) {
    #expect(throws: InputError.self) { try rows(row, as: PromptRow.self) }
  }

  @Test func scoresTheLastTurn() throws {
    let chat =
      #"{"messages": [{"role": "user", "content": "u"}, "#
      + #"{"role": "assistant", "content": "a"}]}"#
    let row = try #require(rows(chat, as: ScoreRow.self).first).value
    #expect(row.prompt == .messages([Message(.user, "u")]))
    #expect(row.completion == .messages([Message(.assistant, "a")]))
    #expect(throws: InputError.self) {
      try rows(#"{"messages": [{"role": "user", "content": "u"}]}"#, as: ScoreRow.self)
    }
  }
}
