internal import Diagnostics
package import Foundation

/// JSON with one encoding for one value (sorted keys), read without tolerance.
package enum StrictJSON {
  package static func encode(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    return try encoder.encode(value) + Data("\n".utf8)
  }

  /// Decodes an object whose top level may hold only `keys`, and whose inner objects only what
  /// `Value` has. Every fault is an `InputError` that names `source` and the key.
  static func decode<Value: Codable>(
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
      let value = try decoder.decode(type, from: data)
      try refuseUnknownKeys(
        try JSONDecoder().decode(JSON.self, from: data), known: try tree(of: value), source: source)
      return value
    } catch let error as DecodingError {
      let fault = DecodingFault(error)
      throw InputError(source, key: fault.key, fault.problem)
    }
  }

  /// `value` as it would be written.
  private static func tree(of value: some Encodable) throws -> JSON {
    try JSONDecoder().decode(JSON.self, from: try encode(value))
  }

  /// Throws an `InputError` for the first key, in the order of paths, that `known` does not have.
  private static func refuseUnknownKeys(
    _ given: JSON, known: JSON, source: String, path: [String] = []
  ) throws {
    guard case .object(let given) = given, case .object(let known) = known else { return }
    for (key, value) in given.sorted(by: { $0.key < $1.key }) {
      let path = path + [key]
      guard let counterpart = known[key] else {
        let candidates = known.keys.sorted()
        throw InputError(
          source, key: path.joined(separator: "."), "is not a known key",
          expected: nearestName(to: key, in: candidates) ?? candidates.joined(separator: ", "))
      }
      try refuseUnknownKeys(value, known: counterpart, source: source, path: path)
    }
  }
}
