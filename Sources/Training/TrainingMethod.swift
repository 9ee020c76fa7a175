internal import Layers
internal import Models
internal import Tensors

/// What a run does at every step, and to which weights. The run around it keeps the log, the
/// checkpoints and the models; whatever is random in a step is a function of the seed and the step,
/// so that going on after an interruption changes nothing.
protocol TrainingMethod: AnyObject {
  /// For logs and manifest, such as `sft`.
  var kind: String { get }
  /// What training began with; its configuration, tokens and tokenizer stay.
  var base: Checkpoint { get }
  var device: Device { get }
  var optimizer: Optimizer { get }
  var totalSteps: Int { get }
  /// What a reader of the log would ask for.
  var details: [String: String] { get }
  /// Numbers beside the weights and the optimizer's state on which the next step depends.
  var carried: [String: Double] { get set }

  /// Makes the update after `step` finished ones.
  ///
  /// - Throws: `NonFiniteLoss`, the weights being those before the step; `Collapse`.
  func advance(step: Int, learningRate: Double) throws -> StepReport

  /// Values over held-out data, whose names begin with `eval_`; nil without such data.
  func evaluate() throws -> [String: Double]?

  /// The model folder that these weights make.
  func published(_ weights: [String: Tensor]) -> Checkpoint
}

extension TrainingMethod {
  var carried: [String: Double] {
    get { [:] }
    set {}
  }

  func published(_ weights: [String: Tensor]) -> Checkpoint {
    var checkpoint = base
    checkpoint.weights = weights
    return checkpoint
  }
}

/// What one step did.
struct StepReport {
  var loss: Double
  /// Tokens that went through the model, and those of them that were learnt from.
  var tokens: Int
  var supervisedTokens: Int
  /// Further values for the log.
  var values: [String: Double]
}

/// A guard found that training has gone wrong, before the step changed anything.
struct Collapse: Error {
  /// What was measured, against which bound.
  var reason: String
}
