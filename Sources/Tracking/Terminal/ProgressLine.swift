/// What one line of progress says, as a value.
public struct ProgressLine: Sendable, Equatable {
  public var step: Int
  /// nil when it is unknown how many steps there will be.
  public var totalSteps: Int?
  public var loss: Double?
  public var learningRate: Double?
  public var gradNorm: Double?
  public var tokensPerSecond: Double?
  public var secondsElapsed: Double
  /// nil as long as it cannot be told.
  public var secondsLeft: Double?

  public init(
    step: Int, totalSteps: Int? = nil, loss: Double? = nil, learningRate: Double? = nil,
    gradNorm: Double? = nil, tokensPerSecond: Double? = nil, secondsElapsed: Double = 0,
    secondsLeft: Double? = nil
  ) {
    self.step = step
    self.totalSteps = totalSteps
    self.loss = loss
    self.learningRate = learningRate
    self.gradNorm = gradNorm
    self.tokensPerSecond = tokensPerSecond
    self.secondsElapsed = secondsElapsed
    self.secondsLeft = secondsLeft
  }

  /// The line in at most `width` columns: what matters least is left out first (gradient norm,
  /// learning rate, percentage, speed, time, loss). All of it is ASCII.
  public func text(width: Int) -> String {
    var fields = self.fields
    func joined() -> String { fields.map(\.text).joined(separator: "  ") }
    while joined().count > width, fields.count > 1 {
      let least = fields.indices.min { fields[$0].weight < fields[$1].weight }!
      fields.remove(at: least)
    }
    return String(joined().prefix(max(0, width)))
  }

  /// The fields in the order of display; those of small `weight` go first.
  private var fields: [(text: String, weight: Int)] {
    var fields: [(text: String, weight: Int)] = []
    if let totalSteps {
      fields.append(("step \(step)/\(totalSteps)", 6))
      let share = totalSteps > 0 ? Double(step) / Double(totalSteps) : 1
      fields.append(("\(Int(min(1, max(0, share)) * 100))%", 2))
    } else {
      fields.append(("step \(step)", 6))
    }
    if let loss { fields.append(("loss \(Format.number(loss))", 5)) }
    if let learningRate { fields.append(("lr \(Format.scientific(learningRate))", 1)) }
    if let gradNorm { fields.append(("grad \(Format.number(gradNorm, digits: 3))", 0)) }
    if let tokensPerSecond { fields.append(("\(Format.count(tokensPerSecond)) tok/s", 3)) }
    if let secondsLeft {
      fields.append(("\(Format.duration(secondsLeft)) left", 4))
    } else if totalSteps == nil {
      fields.append(("\(Format.duration(secondsElapsed)) so far", 4))
    }
    return fields
  }
}
