/// What a decoder objects to, in the words of an `InputError`.
public struct DecodingFault: Sendable, Equatable {
  /// The path to it, as in `detections[0].score`; nil for the document as a whole.
  public var key: String?
  public var problem: String

  public init(_ error: DecodingError) {
    switch error {
    case .keyNotFound(let key, let context):
      self.key = Self.path(context.codingPath + [key])
      problem = "is missing"
    case .typeMismatch(let type, let context):
      key = Self.path(context.codingPath)
      problem = "is not of the kind expected here (\(type))"
    case .valueNotFound(_, let context):
      key = Self.path(context.codingPath)
      problem = "is null"
    case .dataCorrupted(let context):
      key = Self.path(context.codingPath)
      problem = context.debugDescription
    @unknown default: problem = "cannot be read"
    }
  }

  private static func path(_ keys: [any CodingKey]) -> String? {
    guard !keys.isEmpty else { return nil }
    return keys.reduce("") { path, key in
      if let index = key.intValue { return path + "[\(index)]" }
      return path.isEmpty ? key.stringValue : "\(path).\(key.stringValue)"
    }
  }
}
