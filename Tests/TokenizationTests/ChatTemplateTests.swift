import Corpus
import Diagnostics
import Foundation
import Testing
import Tokenization

/// Templates against transformers' `apply_chat_template`; see generate.py of the goldens.
@Suite struct ChatTemplateTests {
  struct Row {
    var messages: [Message]
    var full: JSONObject
    var prompt: JSONObject
  }

  private func golden(_ template: ChatTemplate) throws -> JSONObject {
    try #require(Goldens.object("templates.json")[template.rawValue]?.object)
  }

  private func rows(_ template: ChatTemplate) throws -> [Row] {
    try #require(golden(template)["rows"]?.array).map { value in
      let row = try #require(value.object)
      let messages = try #require(row["messages"]?.array).map { value in
        let message = try #require(value.object)
        return Message(
          try #require(message["role"]?.string.flatMap(Role.init)),
          try #require(message["content"]?.string))
      }
      return Row(
        messages: messages, full: try #require(row["full"]?.object),
        prompt: try #require(row["prompt"]?.object))
    }
  }

  private let origin = Origin(file: "chats.jsonl", line: 3)

  @Test(arguments: ChatTemplate.allCases)
  func rendersAsTransformers(template: ChatTemplate) throws {
    for row in try rows(template) {
      let full = template.render(row.messages, endOfText: "<|endoftext|>")
      #expect(full.text == row.full["text"]?.string)
      let prompt = template.render(
        row.messages, endOfText: "<|endoftext|>", addGenerationPrompt: true)
      #expect(prompt.text == row.prompt["text"]?.string)
    }
  }

  @Test(arguments: ChatTemplate.allCases)
  func tokenizesAsTransformers(template: ChatTemplate) throws {
    let tokenizer = try Goldens.tokenizer("trained_\(template.rawValue)")
    #expect(tokenizer.template == template)
    let golden = try golden(template)
    #expect(tokenizer.endOfText.map(Int.init) == golden["eos"]?.integer)
    #expect(tokenizer.padding.map(Int.init) == golden["pad"]?.integer)
    #expect(tokenizer.vocabularySize == golden["length"]?.integer)
    for row in try rows(template) {
      let full = try tokenizer.render(row.messages, origin: origin)
      let ids = full.pieces.flatMap { tokenizer.encode($0.text) }
      #expect(ids == row.full["ids"]?.ids, "\(full.text.debugDescription)")
      let prompt = try tokenizer.encode(prompt: .messages(row.messages), origin: origin)
      #expect(prompt == row.prompt["ids"]?.ids)
    }
    for (text, ids) in zip(try Goldens.texts(), try #require(golden["text_ids"]?.array)) {
      #expect(tokenizer.encode(text) == ids.ids)
    }
  }

  @Test(arguments: ChatTemplate.allCases)
  func spansCoverTheTextAndMarkAnswers(template: ChatTemplate) throws {
    for row in try rows(template) {
      let chat = template.render(row.messages, endOfText: "<|endoftext|>")
      var end = 0
      for span in chat.spans {
        #expect(span.range.lowerBound == end)
        end = span.range.upperBound
        #expect(!span.isSupervised || span.role == .assistant)
      }
      #expect(end == chat.text.utf8.count)
      let answers = chat.spans.filter(\.isSupervised).map { span in
        String(decoding: Array(chat.text.utf8)[span.range], as: UTF8.self)
      }
      let ending = try #require(template.endOfTurn(endOfText: "<|endoftext|>"))
      let contents = row.messages.filter { $0.role == .assistant }.map(\.content)
      #expect(answers.count == contents.count)
      for (answer, content) in zip(answers, contents) {
        #expect(answer.hasSuffix(ending))
        let text = template.content(ofCompletion: String(answer.dropLast(ending.count)))
        let isTrimmed = template == .llama3
        #expect(isTrimmed ? content.contains(text) : text == content)
      }
    }
  }

  /// Also where the tokenizer has none of the template's turn markers, and whatever the answer.
  @Test(arguments: ["gpt2", "trained_human-assistant", "trained_chatml", "trained_llama-3"])
  func promptIsAPrefixOfTheWhole(name: String) throws {
    let directory = try TemporaryDirectory()
    var tokenizer = try Goldens.tokenizer(name)
    if name == "gpt2" {
      try tokenizer.save(to: directory.url)
      try Data(#"{"eos_token": "<|endoftext|>"}"#.utf8).write(
        to: directory.url.appendingPathComponent("tokenizer_config.json"))
      tokenizer = try Tokenizer(directory: directory.url).assigning(.humanAssistant)
    }
    for answer in try Goldens.texts() where !answer.isEmpty {
      let messages = [Message(.user, "Say it."), Message(.assistant, answer)]
      let prompt = try tokenizer.encode(prompt: .messages([messages[0]]), origin: origin)
      let sample = try TokenizedSample(
        Sample(.chat(Conversation(messages))), tokenizer: tokenizer, origin: origin)
      #expect(sample.ids.starts(with: prompt))
      let expected = sample.ids.indices.filter { $0 >= prompt.count }
      let supervised = sample.isSupervised.indices.filter { sample.isSupervised[$0] }
      #expect(supervised == (name == "trained_chatml" ? expected.dropLast() : expected))
    }
  }

  @Test func missingTokensAreRefused() throws {
    let tokenizer = try Goldens.tokenizer("trained_human-assistant")
    let error = #expect(throws: InputError.self) { try tokenizer.assigning(.chatML) }
    #expect(error?.problem.contains("<|im_start|>") == true)
    let plain = try Goldens.tokenizer("gpt2")
    #expect(plain.template == nil)
    #expect(throws: InputError.self) {
      try plain.render([Message(.user, "hi")], origin: origin)
    }
  }
}
