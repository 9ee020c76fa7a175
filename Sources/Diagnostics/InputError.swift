/// Bad input: something the user handed in that cannot be used, said so that they can mend it.
///
/// The program maps this error to exit code 2. Its text is one line: where, what is wrong, what was
/// expected, what to do.
public struct InputError: Error, Sendable, Equatable {
  /// The file, directory, flag or stream at fault, as the user named it.
  public var source: String
  /// The one-based line inside `source`, when the input has lines.
  public var line: Int?
  /// The key, tensor or field inside `source`.
  public var key: String?
  /// What is wrong.
  public var problem: String
  /// What would have been right.
  public var expected: String?
  /// What to do about it.
  public var remedy: String?

  public init(
    _ source: String, line: Int? = nil, key: String? = nil, _ problem: String,
    expected: String? = nil, remedy: String? = nil
  ) {
    self.source = source
    self.line = line
    self.key = key
    self.problem = problem
    self.expected = expected
    self.remedy = remedy
  }
}

extension InputError: CustomStringConvertible {
  public var description: String {
    var text = source
    if let line { text += ":\(line)" }
    if let key { text += ": '\(key)'" }
    text += ": \(problem)"
    if let expected { text += "; expected \(expected)" }
    if let remedy { text += " (\(remedy))" }
    return text
  }
}
