internal import Foundation

/// What a search took.
public struct SearchCost: Sendable, Equatable, Codable {
  /// Wall-clock time.
  public var seconds: Double
  /// Sequences that went through a model, each once; a drawn answer counts once.
  public var forwardPasses: Int
  /// Sequences whose gradient was computed.
  public var backwardPasses: Int
  /// Tokens that went through a model, those it drew among them.
  public var tokens: Int

  public init(
    seconds: Double = 0, forwardPasses: Int = 0, backwardPasses: Int = 0, tokens: Int = 0
  ) {
    self.seconds = seconds
    self.forwardPasses = forwardPasses
    self.backwardPasses = backwardPasses
    self.tokens = tokens
  }

  enum CodingKeys: String, CodingKey {
    case seconds, tokens
    case forwardPasses = "forward_passes"
    case backwardPasses = "backward_passes"
  }
}

/// Counts what goes through the models of a subject.
public final class PassMeter {
  private var total = SearchCost()

  public init() {}

  public func count(forward: Int = 0, backward: Int = 0, tokens: Int) {
    total.forwardPasses += forward
    total.backwardPasses += backward
    total.tokens += tokens
  }

  /// What `body` took.
  public func measure<Value>(_ body: () throws -> Value) rethrows -> (Value, SearchCost) {
    let before = total
    let start = DispatchTime.now().uptimeNanoseconds
    let value = try body()
    let seconds = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
    return (
      value,
      SearchCost(
        seconds: seconds, forwardPasses: total.forwardPasses - before.forwardPasses,
        backwardPasses: total.backwardPasses - before.backwardPasses,
        tokens: total.tokens - before.tokens)
    )
  }
}
