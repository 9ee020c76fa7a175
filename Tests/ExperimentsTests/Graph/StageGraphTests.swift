import Diagnostics
import Experiments
import Foundation
import Provenance
import Testing

/// Identities, order, and the graph's file and pictures.
@Suite struct StageGraphTests {
  private struct Configuration: Codable {
    var rate = 1.5e-3
    var whole = 2.0
    var name = "ünï \"x\"\n"
    var list = [1, 2]
    var none: String?
  }

  private func stage(
    _ name: String, kind: String = "world", inputs: [String: StageID] = [:], seed: UInt64 = 0,
    threads: Int = 1, seconds: Double? = nil
  ) throws -> StageSpecification {
    try StageSpecification(
      kind: kind, name: name, configuration: Configuration(), inputs: inputs, seed: seed,
      threads: threads, estimate: .init(seconds: seconds))
  }

  /// world → data → organism, world → suite, (organism, suite) → evaluation
  private func sample() throws -> (graph: StageGraph, ids: [StageID]) {
    var graph = StageGraph(recipe: "r")
    let world = try graph.add(try stage("world", seconds: 2))
    let data = try graph.add(try stage("data", kind: "d", inputs: ["world": world]))
    var training = try stage("organism", kind: "train", inputs: ["data": data], seconds: 61)
    training.estimate.tokens = 465_000
    training.estimate.bytes = 130 << 20
    let organism = try graph.add(training)
    let suite = try graph.add(try stage("suite", kind: "s", inputs: ["world": world]))
    let evaluation = try graph.add(
      try stage("evaluation", kind: "e", inputs: ["model": organism, "suite": suite]))
    return (graph, [world, data, organism, suite, evaluation])
  }

  /// The text was computed from the canonical JSON by `sha256sum`.
  @Test func theIdentityIsTheSameInEveryRun() throws {
    let first = try stage("world")
    #expect(first.id.description == goldenID)
    #expect(first.folderName == "world-\(goldenID.dropFirst(7).prefix(8))")
    let read = try JSONDecoder().decode(
      StageSpecification.self, from: try JSONEncoder().encode(first))
    #expect(read.id == first.id)
  }

  private let goldenID = "sha256:bfac13b94769517d2c17072e39a8b6a01783cc790e2c43d0ef707cdd6a9d0f65"

  @Test func whatDecidesTheResultDecidesTheIdentity() throws {
    let base = try stage("a")
    #expect(try stage("other name", seconds: 9).id == base.id)
    let other = try stage("a", kind: "z").id
    let changed = [
      other, try stage("a", seed: 1).id, try stage("a", threads: 2).id,
      try stage("a", inputs: ["x": base.id]).id, try stage("a", inputs: ["y": base.id]).id,
      try stage("a", inputs: ["x": other]).id,
    ]
    #expect(Set(changed + [base.id]).count == changed.count + 1)
  }

  @Test func aConfigurationThatIsNoJSONIsRefused() {
    #expect(throws: RunError.self) {
      _ = try StageSpecification(
        kind: "k", name: "n", configuration: ["x": Double.nan], seed: 0)
    }
  }

  @Test func equalStagesAreOne() throws {
    var (graph, ids) = try sample()
    let again = try graph.add(try stage("world-again"))
    #expect(again == ids[0])
    #expect(graph.stages.count == 5)
    #expect(graph.stage(again)?.name == "world")
  }

  @Test func stagesComeAfterTheirInputs() throws {
    var graph = StageGraph(recipe: "r")
    let absent = try stage("absent").id
    #expect(throws: RunError.self) { try graph.add(try stage("a", inputs: ["x": absent])) }
    for name in ["", "a/b", "..", "a b", ".a", "ü"] {
      #expect(throws: RunError.self) { try graph.add(try stage(name)) }
    }
    #expect(throws: RunError.self) { try graph.add(try stage("a", threads: 0)) }
    #expect(graph.stages.isEmpty)
  }

  @Test func childrenAreInOrder() throws {
    let (graph, ids) = try sample()
    #expect(graph.children(of: ids[0]).map(\.name) == ["data", "suite"])
  }

  @Test func theFileReadsBack() throws {
    try withExperiment { directory in
      let (graph, ids) = try sample()
      try graph.write(to: directory)
      let read = try StageGraph(readingFrom: directory)
      #expect(read.recipe == "r")
      #expect(read.stages.map(\.id) == ids)
      #expect(
        read.stages.map(\.specification.estimate) == graph.stages.map(\.specification.estimate))
      let path = "\(directory)/graph.json"
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(text.contains("\"folder\" : \"stages/world-"))
      try graph.write(to: directory)
      #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
      for damage in [
        "", "{}", text.replacingOccurrences(of: "\"kind\" : \"d\"", with: "\"kind\" : \"q\""),
      ] {
        try put(damage, path)
        #expect(throws: InputError.self) { _ = try StageGraph(readingFrom: directory) }
      }
    }
    #expect(throws: InputError.self) { _ = try StageGraph(readingFrom: "/nowhere") }
  }

  @Test func thePicturesShowEveryStage() throws {
    let (graph, ids) = try sample()
    let short = ids.map(\.short)
    #expect(
      graph.table { $0 == ids[0] } == """
        stage           id        tokens  time     memory
        world           \(short[0])          0:02             done
          data          \(short[1])                           to do
            organism    \(short[2])  465.0k  1:01  130.0 MiB  to do
          suite         \(short[3])                           to do
            evaluation  \(short[4])                           to do
        5 stages, 1 done, 465.0k tokens to go, about 1:01 one after the other, at most 130.0 MiB a stage

        """)
  }
}
