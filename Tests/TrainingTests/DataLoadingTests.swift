import Corpus
import Diagnostics
import Foundation
import TestSupport
import Testing
import Tokenization
import Training

@Suite struct DataLoadingTests {
  private let folder: TemporaryDirectory
  private let tokenizer: Tokenizer
  private let text = (0..<400).map { "word\($0)" }.joined(separator: " ")

  init() throws {
    folder = try TemporaryDirectory()
    var trainer = try TokenizerTrainer(.init(vocabularySize: 280))
    trainer.add("word word word 1 2 3\n\nHuman: hello\n\nAssistant: hello")
    tokenizer = try trainer.finish()
  }

  /// Windows of a long text overlap by one token: each token but the first is a target once.
  @Test(arguments: [1, 7, 64, 100_000]) func windowsCoverEveryTokenOnce(_ length: Int) throws {
    let file = try folder.write(Data(text.utf8), to: "long.txt")
    let data = try TrainingData.text(file, tokenizer: tokenizer, maxLength: length)
    let whole = tokenizer.encode(text) + [tokenizer.endOfText!]
    #expect(data.lengths.allSatisfy { $0 <= length && $0 > 0 })
    let targets = data.samples.flatMap { sample in
      zip(sample.ids, sample.isSupervised).compactMap { $1 ? $0 : nil }
    }
    #expect(targets == Array(whole.dropFirst()))
    for (before, after) in zip(data.samples, data.samples.dropFirst()) {
      #expect(before.ids.last == after.ids.first)
      #expect(after.isSupervised.first == false)
    }
  }

  @Test func chatsLearnFromAnswersOnly() throws {
    let file = try folder.write(
      Data(
        """
        {"messages": [{"role": "user", "content": "1 2"}, {"role": "assistant", "content": "3 1"}]}
        {"prompt": "1 2", "completion": " 3"}

        """.utf8), to: "chats.jsonl")
    func learnt(_ data: TrainingData) -> [String] {
      data.samples.map { sample in
        tokenizer.decode(zip(sample.ids, sample.isSupervised).compactMap { $1 ? $0 : nil })
      }
    }
    let data = try TrainingData.chats(file, tokenizer: tokenizer, template: nil, maxLength: 64)
    #expect(learnt(data) == [" 3 1<|endoftext|>", " 3<|endoftext|>"])
    let whole = try TrainingData.chats(
      file, tokenizer: tokenizer, template: nil, assistantOnlyLoss: false, maxLength: 64)
    #expect(learnt(whole)[0].hasSuffix(" 1 2\n\nAssistant: 3 1<|endoftext|>"))
    #expect(learnt(whole)[1] == " 3<|endoftext|>" && whole.lengths == data.lengths)
    #expect(data.supervisedCount == data.supervisedCount(of: [0, 1]))
  }

  @Test func aTruncatedSampleNeedsATarget() throws {
    let file = try folder.write(
      Data("{\"prompt\": \"\(text)\", \"completion\": \" 3\"}\n".utf8), to: "long.jsonl")
    let error = #expect(throws: InputError.self) {
      try TrainingData.chats(file, tokenizer: tokenizer, template: nil, maxLength: 16)
    }
    #expect(error?.line == 1)
    #expect(error?.problem.contains("after truncation to 17") == true)
  }

  @Test(arguments: ["empty.jsonl", "empty.txt"]) func emptyFiles(_ name: String) throws {
    let file = try folder.write(Data(), to: name)
    let error = #expect(throws: InputError.self) {
      try TrainingData.text(file, tokenizer: tokenizer, maxLength: 16)
    }
    #expect(error?.source == file.path)
  }
}
