/// Where a stage stands.
public enum StageState: Sendable, Equatable {
  /// For its inputs, or for a slot.
  case waiting
  case running
  case done(Done)
  case failed(StageFailure)
  /// An input failed, or could not be made itself; the name is that of the stage that failed.
  case blocked(by: String)
  /// The run was asked to stop while the stage ran; it goes on from its scratch.
  case stopped

  /// How a finished stage came to be finished.
  public enum Done: Sendable, Equatable {
    /// It was there before.
    case before
    /// Now, in so many seconds.
    case now(seconds: Double)
  }

  public var isDone: Bool { if case .done = self { true } else { false } }
}

/// Why a stage failed.
public struct StageFailure: Error, Codable, Sendable, Equatable {
  /// One line.
  public var reason: String
  /// 2 when what the user handed in cannot be used, else 1.
  public var exitCode: Int32
  /// The last lines of its log.
  public var lines: [String]
  public var log: String

  private enum CodingKeys: String, CodingKey {
    case reason, lines, log
    case exitCode = "exit_code"
  }

  public init(reason: String, exitCode: Int32 = 1, lines: [String] = [], log: String = "") {
    self.reason = reason
    self.exitCode = exitCode
    self.lines = lines
    self.log = log
  }
}
