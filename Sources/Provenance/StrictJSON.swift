internal import Diagnostics
internal import Foundation

/// JSON with one encoding for one value (sorted keys), read without tolerance.
enum StrictJSON {
  static func encode(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    return try encoder.encode(value) + Data("\n".utf8)
  }

  /// Decodes an object whose top level may hold only `keys`. Every fault is an `InputError` that
  /// names `source` and the key.
  static func decode<Value: Decodable>(
    _ type: Value.Type, from data: Data, source: String, keys: [String]
  ) throws -> Value {
    guard let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any] else {
      throw InputError(source, "is not a JSON object", remedy: "it is torn or damaged")
    }
    if let unknown = object.keys.sorted().first(where: { !keys.contains($0) }) {
      throw InputError(
        source, key: unknown, "is not a known key",
        expected: nearestName(to: unknown, in: keys) ?? keys.joined(separator: ", "))
    }
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    do {
      return try decoder.decode(type, from: data)
    } catch let error as DecodingError {
      throw InputError(source, key: path(of: error), problem(of: error))
    }
  }

  private static func path(of error: DecodingError) -> String? {
    let path: [any CodingKey]
    switch error {
    case .keyNotFound(let key, let context): path = context.codingPath + [key]
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .dataCorrupted(let context):
      path = context.codingPath
    @unknown default: path = []
    }
    return path.isEmpty ? nil : path.map(\.stringValue).joined(separator: ".")
  }

  private static func problem(of error: DecodingError) -> String {
    switch error {
    case .keyNotFound: "is missing"
    case .typeMismatch(let type, _): "is not of the kind expected here (\(type))"
    case .valueNotFound: "is null"
    case .dataCorrupted(let context): context.debugDescription
    @unknown default: "cannot be read"
    }
  }
}
