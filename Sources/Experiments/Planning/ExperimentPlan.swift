internal import Diagnostics
internal import Evaluation
internal import Foundation
internal import Models
internal import Organisms
internal import Provenance
internal import Tensors

/// A recipe as the graph of stages that carries it out.
public struct ExperimentPlan {
  public let recipe: Recipe.Plan
  public internal(set) var graph: StageGraph
  public internal(set) var arms: [ArmStages] = []
  private let device: String
  private let costs: StageCosts?

  /// - Parameters:
  ///   - device: where stages compute.
  ///   - throughput: measures this machine, for estimates; nil goes without.
  /// - Throws: `InputError` for files and checkpoints that cannot be used.
  public init(
    _ recipe: Recipe.Plan, device: String = "cpu", throughput: Throughput? = nil
  ) throws {
    self.recipe = recipe
    self.device = device
    costs = throughput.map(StageCosts.init)
    graph = StageGraph(recipe: recipe.base.name)
    let outside = OutsideInputs()
    for arm in recipe.arms { arms.append(try add(arm, outside)) }
  }

  private mutating func add(_ arm: Recipe.Arm, _ outside: OutsideInputs) throws -> ArmStages {
    let builder = ArmBuilder(arm: arm, device: device, costs: costs, outside: outside)
    return try builder.add(to: &graph)
  }
}
