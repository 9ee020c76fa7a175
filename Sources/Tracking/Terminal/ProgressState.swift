/// What the display remembers of the events so far. Times are seconds of a clock that only grows.
struct ProgressState {
  private var totalSteps: Int?
  private var began: Double
  private var step: Int?
  private var stepTime = 0.0
  private var values: [String: Double] = [:]
  private var steps = SmoothedRate(timeConstant: 30)
  private var tokens = SmoothedRate(timeConstant: 5)

  init(now: Double) {
    began = now
  }

  /// Takes the event in.
  mutating func receive(_ event: Event, now: Double) {
    switch event {
    case .runStarted(_, let totalSteps, _, _):
      self = ProgressState(now: now)
      self.totalSteps = totalSteps
    case .metrics(let step, let values):
      measure(step: step, values: values, now: now)
      self.values.merge(values) { $1 }
    case .evaluation(_, let values), .runFinished(_, let values):
      self.values.merge(values) { $1 }
    case .checkpointSaved, .warning, .runInterrupted: break
    }
  }

  /// The first step reported tells nothing of speed: it holds the warming up.
  private mutating func measure(step: Int, values: [String: Double], now: Double) {
    if let earlier = self.step {
      steps.add(Double(step - earlier), in: now - stepTime)
    }
    if let speed = values[MetricName.tokensPerSecond] {
      let seconds = self.step == nil ? 1 : now - stepTime
      tokens.add(speed * seconds, in: seconds)
    }
    self.step = step
    stepTime = now
  }

  /// The line for now; nil before the first metrics.
  func line(now: Double) -> ProgressLine? {
    step.map { step in
      ProgressLine(
        step: step, totalSteps: totalSteps, loss: values[MetricName.loss],
        learningRate: values[MetricName.learningRate], gradNorm: values[MetricName.gradNorm],
        tokensPerSecond: tokens.perSecond, secondsElapsed: now - began,
        secondsLeft: secondsLeft(after: step, now: now))
    }
  }

  private func secondsLeft(after step: Int, now: Double) -> Double? {
    guard let totalSteps, let rate = steps.perSecond else { return nil }
    return max(0, Double(totalSteps - step) / rate - (now - stepTime))
  }

  /// The last line of a finished run, such as
  /// `done: 2000 steps, 8.2M tokens, loss 1.21, eval 1.34, 3:05`.
  func summary(steps: Int, now: Double) -> String {
    var parts = ["\(steps) \(steps == 1 ? "step" : "steps")"]
    if let tokens = values[MetricName.numTokens] { parts.append("\(Format.count(tokens)) tokens") }
    if let loss = values[MetricName.loss] { parts.append("loss \(Format.number(loss, digits: 3))") }
    if let loss = values[MetricName.evalLoss] {
      parts.append("eval \(Format.number(loss, digits: 3))")
    }
    return "done: " + (parts + [Format.duration(now - began)]).joined(separator: ", ")
  }
}
