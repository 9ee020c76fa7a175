internal import Corpus
internal import Foundation

/// A stage of the experiment as its files describe it. Fields that are not there stay nil.
struct StageRecord: Sendable, Equatable {
  var name: String
  var kind: String
  /// Tokens through the model, as planned.
  var tokens: Int?
  var seconds: Double?
  var peakMemory: Int?

  /// The stages of `graph.json` in its order, or, without it, those that left a cost behind.
  static func read(_ folder: URL, graph: JSONValue?) throws -> [StageRecord] {
    let stages = folder.appendingPathComponent("stages")
    var costs: [String: JSONValue] = [:]
    for name in (try? FileManager.default.contentsOfDirectory(atPath: stages.path)) ?? []
    where name.hasSuffix(".cost.json") {
      costs[String(name.dropLast(10))] = try JSONValue.read(stages.appendingPathComponent(name))
    }
    let entries = graph?.object?["stages"]?.array?.compactMap(\.object) ?? []
    guard !entries.isEmpty else {
      return costs.keys.sorted().map { folderName in
        let name = folderName.split(separator: "-").dropLast().joined(separator: "-")
        return StageRecord(name, kind: "", tokens: nil, cost: costs[folderName])
      }
    }
    return entries.map { entry in
      let path = entry["folder"]?.string ?? ""
      return StageRecord(
        entry["name"]?.string ?? path, kind: entry["kind"]?.string ?? "",
        tokens: entry["estimate"]?.object?["tokens"]?.integer,
        cost: costs[path.split(separator: "/").last.map(String.init) ?? ""])
    }
  }

  private init(_ name: String, kind: String, tokens: Int?, cost: JSONValue?) {
    self.name = name
    self.kind = kind
    self.tokens = tokens
    seconds = cost?.object?["seconds"]?.number
    peakMemory = cost?.object?["peak_memory_bytes"]?.integer
  }
}
