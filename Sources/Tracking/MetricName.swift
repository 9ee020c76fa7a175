/// The names under which values are logged. They are those of the Hugging Face trainers (TRL), so
/// that curves of both lie in one plot.
public enum MetricName {
  /// Mean cross-entropy a supervised token, in nats.
  public static let loss = "loss"
  /// Global norm of the gradient before clipping.
  public static let gradNorm = "grad_norm"
  public static let learningRate = "learning_rate"
  /// Passes over the data so far, fractional.
  public static let epoch = "epoch"
  /// Tokens trained on since the run's first step.
  public static let numTokens = "num_tokens"
  public static let evalLoss = "eval_loss"

  /// Values that differ from one execution of the same run to the next begin with this.
  public static let timingPrefix = "timing/"
  public static let tokensPerSecond = "timing/tokens_per_second"
  public static let stepSeconds = "timing/step_seconds"
}
