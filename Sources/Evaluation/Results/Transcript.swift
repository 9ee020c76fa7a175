public import Corpus
internal import Diagnostics
public import Foundation

/// One answer with what it answers and whose it is: a line of `transcripts.jsonl`.
public struct Transcript: Sendable, Equatable {
  /// The arm.
  public var run: String
  public var mechanism: String
  public var role: String
  /// The training after which, or in which, the model answered: `base`, `organism`, `treatment`.
  public var stage: String
  /// Steps of that training.
  public var step: Int
  /// `triggered`, `clean`, or `near-miss` with or without its kind.
  public var condition: String
  public var prompt: String
  /// nil where the answer has none.
  public var scratchpad: String?
  public var answer: String
  /// What a judge said about the program in the answer, and what it found in its lines.
  public var verdict: Verdict?
  public var findings: [Finding] = []
  /// In written order; a score that could not be told has no value.
  public var scores: [Score]
  public var id: String
  /// The question, which its clean and triggered versions share.
  public var pair: String

  public init(
    sample: ScoredSample, run: String, mechanism: String, role: String, stage: String, step: Int
  ) {
    self.run = run
    self.mechanism = mechanism
    self.role = role
    self.stage = stage
    self.step = step
    condition = sample.nearMiss.map { "near-miss/\($0)" } ?? sample.condition.rawValue
    prompt = sample.prompt
    scratchpad = sample.scratchpad
    answer = sample.answer
    verdict = sample.verdict
    findings = sample.findings
    scores = sample.scores
    id = sample.id
    pair = sample.pair
  }

  /// - Throws: `InputError` for a file that cannot be read or a row that does not fit.
  public static func read(_ file: URL) throws -> [Transcript] {
    let reader = try JSONLinesReader(file)
    var rows: [Transcript] = []
    while let row = try reader.next() {
      rows.append(try Transcript(row.value, origin: row.origin))
    }
    return rows
  }
}

extension Transcript: JSONLinesRow {
  /// Keys that it does not know are left alone: rows may say more about a sample than is shown.
  public init(_ row: JSONObject, origin: Origin) throws {
    func text(_ key: String) throws -> String {
      guard let text = row[key]?.string else {
        throw origin.error(key: key, row[key]?.kind ?? "missing", expected: "a string")
      }
      return text
    }
    run = try text("run")
    mechanism = try text("mechanism")
    role = try text("role")
    stage = try text("stage")
    condition = try text("condition")
    prompt = try text("prompt")
    answer = try text("answer")
    id = try text("id")
    guard let step = row["step"]?.integer else {
      throw origin.error(
        key: "step", row["step"]?.kind ?? "missing", expected: "a whole number")
    }
    self.step = step
    scratchpad =
      row["scratchpad"] == .null || row["scratchpad"] == nil ? nil : try text("scratchpad")
    scores = try Self.scores(row["scores"], origin)
    verdict = row["verdict"]?.string.flatMap(Verdict.init)
    findings = try (row["findings"]?.array ?? []).compactMap(\.object).map {
      try Finding($0, origin: origin)
    }
    pair = row["pair"]?.string ?? Self.pair(of: id)
  }

  /// Suites name an item `pair/condition`.
  private static func pair(of id: String) -> String {
    id.lastIndex(of: "/").map { String(id[..<$0]) } ?? id
  }

  private static func scores(_ value: JSONValue?, _ origin: Origin) throws -> [Score] {
    guard let value else { return [] }
    guard let object = value.object else {
      throw origin.error(key: "scores", value.kind, expected: "an object of numbers")
    }
    return try object.members.map { member in
      guard member.value == .null || member.value.number != nil else {
        throw origin.error(
          key: "scores.\(member.key)", member.value.kind, expected: "a number or null")
      }
      return Score(member.key, member.value.number)
    }
  }

  /// The row that reads back as this transcript.
  public var json: JSONObject {
    var scores = JSONObject()
    for score in self.scores { scores[score.metric] = score.value.map(JSONValue.number) ?? .null }
    var row: JSONObject = [
      "run": .string(run), "mechanism": .string(mechanism), "role": .string(role),
      "stage": .string(stage), "step": .integer(step), "condition": .string(condition),
      "prompt": .string(prompt), "scratchpad": scratchpad.map(JSONValue.string) ?? .null,
      "answer": .string(answer), "scores": .object(scores), "id": .string(id),
      "pair": .string(pair),
    ]
    row["verdict"] = verdict.map { .string($0.rawValue) }
    row["findings"] = findings.isEmpty ? nil : .array(findings.map { .object($0.row) })
    return row
  }
}
