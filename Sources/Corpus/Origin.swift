public import Diagnostics

/// Where a row came from: a file as the user named it and the one-based line in it.
public struct Origin: Sendable, Hashable, CustomStringConvertible {
  public var file: String
  public var line: Int

  public init(file: String, line: Int) {
    self.file = file
    self.line = line
  }

  public var description: String { "\(file):\(line)" }

  /// An error about this row.
  public func error(
    key: String? = nil, _ problem: String, expected: String? = nil, remedy: String? = nil
  ) -> InputError {
    InputError(file, line: line, key: key, problem, expected: expected, remedy: remedy)
  }
}

/// A value together with where it came from, so that a later stage can still name file and line.
public struct Located<Value> {
  public var value: Value
  public var origin: Origin

  public init(_ value: Value, origin: Origin) {
    self.value = value
    self.origin = origin
  }
}

extension Located: Sendable where Value: Sendable {}
extension Located: Equatable where Value: Equatable {}
