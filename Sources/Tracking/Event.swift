/// What happened during a run, for whoever shows or keeps it.
///
/// An event holds no time: each sink adds its own, so that what a run does never depends on a
/// clock.
public enum Event: Sendable, Equatable {
  /// A run begins, or goes on, after `startStep` finished steps.
  ///
  /// - `kind`: the stage, such as `train-sft`.
  /// - `totalSteps`: nil when it cannot be known beforehand.
  /// - `details`: what a reader of the log would ask for (device, dtype, parameters).
  case runStarted(
    kind: String, totalSteps: Int?, startStep: Int, details: [String: String] = [:])
  /// Values of the training step that ended as number `step` (the first step is 1). Keys are those
  /// of `MetricName` or the caller's own.
  case metrics(step: Int, values: [String: Double])
  /// Values over held-out data after `step` steps. Keys begin with `eval_`.
  case evaluation(step: Int, values: [String: Double])
  /// The state after `step` steps is safe at `path`.
  case checkpointSaved(step: Int, path: String)
  /// Something a person should know that does not stop the run.
  case warning(String)
  /// The run did all it was asked to.
  case runFinished(step: Int, values: [String: Double])
  /// The run was stopped from outside; `resume` says how to continue it.
  case runInterrupted(step: Int, resume: String)
}
