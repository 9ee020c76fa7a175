/// A run that could not be finished although what the user handed in was right.
public struct RunError: Error, Sendable, Equatable, CustomStringConvertible {
  public enum Cause: Sendable {
    /// A loss that is not finite, an engine that gave up. Exit code 1.
    case failure
    /// A place that cannot be written: a full disk, missing permissions. The user chose the place,
    /// so the exit code is 2, as for bad input.
    case storage
  }

  public var description: String
  public var cause: Cause

  public init(_ description: String) {
    self.description = description
    cause = .failure
  }

  /// A file or directory that cannot be written; the description begins with its path.
  public init(storage description: String) {
    self.description = description
    cause = .storage
  }
}
