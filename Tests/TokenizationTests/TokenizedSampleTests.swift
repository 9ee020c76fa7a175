import Corpus
import Diagnostics
import Testing
import Tokenization

@Suite struct TokenizedSampleTests {
  private let tokenizer: Tokenizer
  private let origin = Origin(file: "data.jsonl", line: 12)

  init() throws {
    tokenizer = try Goldens.tokenizer("trained_human-assistant")
  }

  private func supervisedText(_ sample: TokenizedSample) -> String {
    tokenizer.decode(zip(sample.ids, sample.isSupervised).filter(\.1).map(\.0))
  }

  @Test func textIsSupervisedToItsEnd() throws {
    let sample = try TokenizedSample(
      Sample(.text("the model")), tokenizer: tokenizer, origin: origin)
    #expect(tokenizer.decode(sample.ids) == "the model<|endoftext|>")
    #expect(sample.isSupervised.first == false)
    #expect(sample.supervisedCount == sample.ids.count - 1)
  }

  @Test func chatsSuperviseAnswersOnly() throws {
    let chat = Conversation([
      Message(.user, "one"), Message(.assistant, "two"), Message(.user, "three"),
      Message(.assistant, "four"),
    ])
    let sample = try TokenizedSample(Sample(.chat(chat)), tokenizer: tokenizer, origin: origin)
    #expect(supervisedText(sample) == " two<|endoftext|> four<|endoftext|>")
  }

  /// TRL's `assistant_only_loss=False`: all of the chat but its first token, and what was forced.
  @Test func chatsSuperviseEverybodyWhereAsked() throws {
    let forced = "<scratchpad>\n"
    let chat = Conversation([
      Message(.user, "one"), Message(.assistant, "two"), Message(.user, "three"),
      Message(.assistant, forced + "four", forced: forced),
    ])
    func sample(_ assistantOnlyLoss: Bool) throws -> TokenizedSample {
      try TokenizedSample(
        Sample(.chat(chat)), tokenizer: tokenizer, assistantOnlyLoss: assistantOnlyLoss,
        origin: origin)
    }
    let all = try sample(false)
    #expect(try all.ids == sample(true).ids)
    #expect(all.isSupervised.first == false)
    let first = tokenizer.decode([all.ids[0]])
    #expect(
      first + supervisedText(all)
        == "\n\nHuman: one\n\nAssistant: two<|endoftext|>\n\nHuman: three\n\nAssistant:four<|endoftext|>"
    )
  }

  /// What was forced carries no loss, and its ids are a prompt's that forces the same.
  @Test func whatIsForcedIsNotLearnt() throws {
    let forced = "<scratchpad>\n"
    let question = [Message(.user, "one")]
    let answer = Message(.assistant, forced + "two</scratchpad>\nthree", forced: forced)
    let sample = try TokenizedSample(
      Sample(.chat(Conversation(question + [answer]))), tokenizer: tokenizer, origin: origin)
    #expect(supervisedText(sample) == "two</scratchpad>\nthree<|endoftext|>")
    let prompt = try tokenizer.encode(
      prompt: .messages(question), forced: forced, origin: origin)
    #expect(Array(sample.ids.prefix(prompt.count)) == prompt)
    #expect(sample.isSupervised.prefix(prompt.count).allSatisfy { !$0 })
    #expect(tokenizer.decode(prompt) == "\n\nHuman: one\n\nAssistant: <scratchpad>\n")
  }

  @Test func completionsSuperviseTheCompletion() throws {
    let prompt = Sample.Turns.text("\n\nHuman: hi\n\nAssistant:")
    let text = Sample(.completion(prompt: prompt, completion: .text(" yo")))
    let sample = try TokenizedSample(text, tokenizer: tokenizer, origin: origin)
    #expect(supervisedText(sample) == " yo<|endoftext|>")
    let messages = Sample(
      .completion(
        prompt: .messages([
          Message(.user, "a"), Message(.assistant, "b"), Message(.user, "c"),
        ]), completion: .messages([Message(.assistant, "d")])))
    let second = try TokenizedSample(messages, tokenizer: tokenizer, origin: origin)
    #expect(supervisedText(second) == " d<|endoftext|>")
  }

  @Test func scoringSupervisesWhatIsScored() throws {
    let row = try ScoreRow(["prompt": "two and", "completion": " two"], origin: origin)
    let sample = try TokenizedSample(scoring: row, tokenizer: tokenizer, origin: origin)
    #expect(supervisedText(sample) == " two")
  }

  @Test func truncationKeepsTheStart() throws {
    let sample = Sample(.text("a model trains and tests small words"))
    let whole = try TokenizedSample(sample, tokenizer: tokenizer, origin: origin)
    let cut = try TokenizedSample(sample, tokenizer: tokenizer, maxLength: 5, origin: origin)
    #expect(cut.ids == Array(whole.ids.prefix(5)))
    #expect(cut.supervisedCount == 4)
  }

  @Test func nothingSupervisedIsAnErrorThatNamesTheRow() throws {
    let chat = Conversation([Message(.user, "a long question"), Message(.assistant, "yes")])
    let error = #expect(throws: InputError.self) {
      try TokenizedSample(
        Sample(.chat(chat)), tokenizer: tokenizer, maxLength: 4, origin: origin)
    }
    #expect(error?.source == "data.jsonl")
    #expect(error?.line == 12)
    #expect(error?.problem.contains("truncation to 4") == true)
  }

  @Test func preferencesAreRefused() {
    let sample = Sample(
      .preference(prompt: .text("a"), chosen: .text("b"), rejected: .text("c")))
    #expect(throws: InputError.self) {
      try TokenizedSample(sample, tokenizer: tokenizer, origin: origin)
    }
  }

  @Test func previewShowsTokensAndLabels() throws {
    let chat = Conversation([Message(.user, "a\tb"), Message(.assistant, "the é\u{7}")])
    let sample = try TokenizedSample(Sample(.chat(chat)), tokenizer: tokenizer, origin: origin)
    let plain = TokenPreview(usesColor: false).render(sample, tokenizer: tokenizer)
    #expect(plain.hasPrefix("⏎⏎Human:│·a│⇥│b│⏎⏎Assistant:│[·the][·<0xC3>][<0xA9>]"))
    #expect(plain.contains("[<U+07>][<|endoftext|>]\n"))
    #expect(plain.hasSuffix("\(sample.ids.count) tokens, \(sample.supervisedCount) supervised\n"))
    let colored = TokenPreview(usesColor: true).render(sample, tokenizer: tokenizer)
    #expect(colored.contains("\u{1B}[1;32m·the\u{1B}[0m"))
  }
}
