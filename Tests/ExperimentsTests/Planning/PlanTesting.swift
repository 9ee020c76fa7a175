import Diagnostics
import Experiments
import Foundation
import Provenance

/// A recipe's text as the graph of its stages; nothing is carried out.
func planned(
  _ yaml: String, settings: [String] = [], device: String = "cpu"
) throws -> ExperimentPlan {
  try ExperimentPlan(
    try Recipe.plan(yaml: yaml, source: "test.yaml", folder: repository, settings: settings),
    device: device)
}

/// A recipe that ships, as text.
func shipped(_ name: String) throws -> String {
  try String(contentsOfFile: "\(repository)/Recipes/\(name).yaml", encoding: .utf8)
}

let repository = URL(filePath: #filePath).resolvingSymlinksInPath()
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().path

/// A folder for what several tests read, removed when the process ends.
func sharedDirectory() throws -> String {
  let path = "\(try sharedRoot.get())/\(UUID().uuidString)"
  try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  return path
}

private let sharedRoot: Result<String, any Error> = Result {
  let path = try freshDirectory()
  atexit(removeSharedRoot)
  return path
}

private func removeSharedRoot() {
  if case .success(let path) = sharedRoot { try? FileManager.default.removeItem(atPath: path) }
}

extension ExperimentPlan {
  /// The identities of all stages, with each stage's name.
  var names: [StageID: String] {
    Dictionary(uniqueKeysWithValues: graph.stages.map { ($0.id, $0.name) })
  }

  func stages(_ kind: StageKind) -> [StageGraph.Stage] {
    graph.stages.filter { $0.specification.kind == kind.rawValue }
  }

  func configuration(of id: StageID) -> JSON {
    graph.stage(id)?.specification.configuration ?? .null
  }

  /// The names of the stages that `other` does not have.
  func changed(from other: ExperimentPlan) -> [String] {
    let known = other.names
    return graph.stages.filter { known[$0.id] == nil }.map(\.name)
  }

  /// The treatments of this plan with their arms.
  var treatments: [ArmStages.Measured] { measured("treatment") }

  func measured(_ stage: String) -> [ArmStages.Measured] {
    arms.flatMap(\.measured).filter { $0.stage == stage }
  }
}

extension JSON {
  /// What stands under these keys.
  subscript(keys: String...) -> JSON? {
    keys.reduce(Optional(self)) { value, key in
      if case .object(let members) = value { members[key] } else { nil }
    }
  }

  var string: String? { if case .string(let text) = self { text } else { nil } }

  var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// Every text anywhere in the value.
  var strings: [String] {
    switch self {
    case .string(let text): [text]
    case .array(let values): values.flatMap(\.strings)
    case .object(let members): members.sorted { $0.key < $1.key }.flatMap(\.value.strings)
    default: []
    }
  }
}
