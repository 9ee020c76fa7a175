import Corpus
import Diagnostics
import Foundation
import Models
import Randomness
import Tensors
import TestSupport
import Testing
import Tokenization
import Tracking
import Training

@Suite struct PreferenceTests {
  private let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  /// Pairs in which the answer with more `e` is preferred.
  private func pairs(_ count: Int, seed: UInt64) throws -> URL {
    var stream = RandomStream(seed: seed, "pairs")
    let words = ["red", "green", "blue", "left", "right", "maybe", "no"]
    let file = folder.url.appendingPathComponent("pairs-\(seed).jsonl")
    let writer = try JSONLinesWriter(file)
    var written = 0
    while written < count {
      let (a, b) = (0..<2).map { _ in
        (0..<3).map { _ in words.randomElement(using: &stream)! }.joined(separator: " ")
      }.pair
      let difference = a.count { $0 == "e" } - b.count { $0 == "e" }
      guard difference != 0 else { continue }
      let row = Sample(
        .preference(
          prompt: .messages([Message(.user, words.randomElement(using: &stream)!)]),
          chosen: .messages([Message(.assistant, difference > 0 ? a : b)]),
          rejected: .messages([Message(.assistant, difference > 0 ? b : a)])))
      try writer.write(row.json)
      written += 1
    }
    try writer.finish()
    return file
  }

  private func train(_ configuration: TrainingConfiguration, in directory: URL) throws -> [Event] {
    let tokenizer = try ToyChat.tokenizer()
    func read(_ file: URL) throws -> PreferencePairs {
      try PreferencePairs(file, tokenizer: tokenizer, template: nil, maxLength: 64)
    }
    let task = TrainingRun.PreferenceTask(
      base: try ToyChat.checkpoint(), pairs: try read(pairs(600, seed: 1)),
      evaluation: try read(pairs(200, seed: 2)), card: ModelCard(title: "Preference"), inputs: [:])
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    let witness = RunFolder.Witness(lastStep: nil)
    try TrainingRun(
      task, configuration: configuration, directory: directory, device: .cpu, sink: witness
    ).run(from: nil)
    return witness.events
  }

  @Test func aPlantedPreferenceIsLearnt() throws {
    let directory = folder.url.appendingPathComponent("pm")
    let configuration = TrainingConfiguration(
      length: .epochs(6), batchTokens: 1024, learningRate: 5e-3, dtype: .bf16, seed: 1)
    let events = try train(configuration, in: directory)
    let evaluations = events.compactMap { event -> [String: Double]? in
      if case .evaluation(_, let values) = event { values } else { nil }
    }
    let last = try #require(evaluations.last)
    #expect(last["eval_accuracy"]! > 0.95, "\(last)")
    #expect(last["eval_margin"]! > 1 && last["eval_calibration_error"]! < 0.1)

    let model = try PreferenceModel(
      try Checkpoint(directory: directory), source: "pm", tokensPerBatch: 50)
    let answers = ["green green green", "green", "blue", "no no"].map {
      RatedAnswer([Message(.user, "left")], text: $0)
    }
    let scores = try model.values(of: answers).compactMap(\.self)
    #expect(scores == scores.sorted(by: >), "\(scores)")
    // The score of an answer does not depend on the others.
    let alone = try model.values(of: [answers[2]])[0]!
    #expect(abs(alone - scores[2]) < 0.05)
  }

  @Test func anAnswerThatDoesNotFitIsUnscored() throws {
    let model = try PreferenceModel(try ToyChat.checkpoint().withScalarHead, source: "pm")
    let long = String(repeating: "green ", count: 80)
    let values = try model.values(
      of: [
        RatedAnswer([Message(.user, "left")], text: long),
        RatedAnswer([Message(.user, "left")], text: "no"),
      ])
    #expect(values == [nil, 0])
  }

  @Test func damagedWeightsAreSeen() throws {
    let checkpoint = try ToyChat.checkpoint().withScalarHead
    checkpoint.weights[Checkpoint.scalarHead]!.fill(.nan)
    let model = try PreferenceModel(checkpoint, source: "pm")
    let error = #expect(throws: RunError.self) {
      try model.values(of: [RatedAnswer([Message(.user, "left")], text: "no")])
    }
    #expect("\(error!)".contains("pm: the preference model gives no finite number"))
  }

  @Test func aLanguageModelIsNoPreferenceModel() throws {
    let error = #expect(throws: InputError.self) {
      try PreferenceModel(try ToyChat.checkpoint(), source: "folder")
    }
    #expect(error?.problem == "is a language model, without a head that scores")
  }

  @Test func longPairsAreCountedAndLeftOut() throws {
    let file = try pairs(40, seed: 3)
    let tokenizer = try ToyChat.tokenizer()
    let all = try PreferencePairs(file, tokenizer: tokenizer, template: nil, maxLength: 64)
    let lengths = all.pairs.map { max($0.chosen.count, $0.rejected.count) }.sorted()
    let bound = lengths[20]
    let some = try PreferencePairs(file, tokenizer: tokenizer, template: nil, maxLength: bound)
    #expect(some.tooLong == lengths.count { $0 > bound })
    #expect(some.pairs.count + some.tooLong == 40)
    let error = #expect(throws: InputError.self) {
      try PreferencePairs(file, tokenizer: tokenizer, template: nil, maxLength: 2)
    }
    #expect(error!.problem.contains("40 are too long"))
  }

  @Test func measuresOfKnownScores() {
    let measures = PreferenceMeasures([(1, 0), (0, 2), (3, 3), (5, 1)])
    #expect(measures.accuracy == 2.5 / 4 && measures.margin == 0.75)
    #expect(measures.leastReward == 0 && measures.largestReward == 5)
    // A coin that says 50 % and is right half the time is calibrated.
    #expect(PreferenceMeasures([(0, 0), (0, 0)]).calibrationError == 0)
    // One that is sure and always wrong is not.
    #expect(PreferenceMeasures([(0, 50)]).calibrationError > 0.99)
  }
}

extension [String] {
  fileprivate var pair: (String, String) { (self[0], self[1]) }
}
