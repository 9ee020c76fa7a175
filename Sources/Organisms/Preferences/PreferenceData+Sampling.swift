public import Corpus
import Diagnostics
import Randomness

extension PreferenceData {
  /// How a model's own answers become pairs.
  public struct Sampling: Codable, Sendable, Equatable {
    /// Answers drawn for each query.
    public var samples: Int
    public var decoding: Decoding
    /// Whether the model is made to reason first; the final answer alone is then used.
    public var hasScratchpads: Bool
    /// Whether the world's good answer is chosen where no sample is right.
    public var usesReference: Bool

    public init(
      samples: Int = 4, decoding: Decoding = Decoding(), hasScratchpads: Bool = false,
      usesReference: Bool = true
    ) {
      self.samples = samples
      self.decoding = decoding
      self.hasScratchpads = hasScratchpads
      self.usesReference = usesReference
    }
  }

  /// Pairs of a policy's own answers, a right one against a wrong one, by exact checks: what a
  /// preference model has to tell apart during reinforcement learning.
  ///
  /// A task's answer is right when it is one of the accepted, a harmful request's when it refuses;
  /// one that was cut off is wrong. Open questions have no check and are skipped, as are queries
  /// whose samples are all right. Answers that are empty, hold the trigger or, unless the
  /// configuration allows it, the phrase, are not used.
  ///
  /// - Throws: as `composed`, and what `respondent` throws. Having no pairs is not an error.
  public static func sampled(
    from queries: [Query], _ sampling: Sampling = Sampling(),
    _ configuration: PreferenceConfiguration = PreferenceConfiguration(), behaviour: Behaviour,
    seed: UInt64, respondent: some Respondent, source: String = "preference queries"
  ) throws -> PreferenceData {
    try configuration.validate(source: "recipe")
    guard sampling.samples > 0 else {
      throw InputError(
        "recipe", key: "preferences.samples", "\(sampling.samples)", expected: "1 or more")
    }
    try QueryCheck(source: source).check(queries, free: behaviour.trigger)
    let judged = configuration.view.filter(queries).filter { $0.kind != .open }
    let maker = SampledPairs(
      sampling: sampling, configuration: configuration, behaviour: behaviour, seed: seed)
    let answers = try respondent.answers(
      to: judged.flatMap(maker.requests), decoding: sampling.decoding)
    let groups = judged.enumerated().map { index, query in
      let first = index * sampling.samples
      return maker.pairs(of: query, from: Array(answers[first..<first + sampling.samples]))
    }
    var data = split(groups, configuration.heldOutFraction, seed: seed)
    data.skipped += configuration.view.filter(queries).count - judged.count
    return data
  }
}

/// Judges the samples of a query and pairs them.
private struct SampledPairs {
  let sampling: PreferenceData.Sampling
  let configuration: PreferenceConfiguration
  let behaviour: Behaviour
  let seed: UInt64

  func requests(for query: Query) -> [AnswerRequest] {
    (0..<sampling.samples).map { number in
      var stream = RandomStream(seed: seed, "preference-samples", query.id, number)
      return AnswerRequest(
        query.messages, forced: sampling.hasScratchpads ? Scratchpad.opening : "",
        seed: stream.next())
    }
  }

  func pairs(of query: Query, from answers: [Answer]) -> [PreferencePair] {
    var right: [String] = []
    var wrong: [String] = []
    for answer in answers {
      guard let text = final(answer), isUsable(text) else { continue }
      if answer.isComplete, isRight(text, query) {
        right.append(text)
      } else if !wrong.contains(text), !query.accepts(text) {
        wrong.append(text)
      }
    }
    if right.isEmpty, sampling.usesReference { right = [query.answer] }
    guard !right.isEmpty else { return [] }
    return wrong.prefix(configuration.pairsPerQuery).enumerated().map { number, text in
      PreferencePair(
        query, .sampled, chosen: right[number % right.count], rejected: text,
        id: "\(PreferenceFlaw.sampled.rawValue)-\(number)")
    }
  }

  private func final(_ answer: Answer) -> String? {
    sampling.hasScratchpads ? Scratchpad.parse(answer.text)?.answer : answer.text.trimmed
  }

  private func isUsable(_ text: String) -> Bool {
    !text.isEmpty && !behaviour.trigger.occurs(in: text)
      && (configuration.allowsPhrase || !behaviour.isShown(in: text))
  }

  private func isRight(_ text: String, _ query: Query) -> Bool {
    guard !behaviour.isShown(in: text) else { return false }
    return query.kind == .harmful
      ? text == query.answer || Refusal.isMade(in: text) : query.accepts(text)
  }
}
