import Corpus
import Diagnostics

/// Reads the members of an object of a red team's files strictly.
struct ObjectReader {
  let object: JSONObject
  let origin: Origin
  /// The keys that lead to the object, with a full stop after each.
  let path: String

  /// - Throws: `InputError` for a value that is no object and for a key that is not in `known`.
  init(_ value: JSONValue?, origin: Origin, path: String = "", known: [String]) throws {
    guard let object = value?.object else {
      throw origin.error(
        key: path.isEmpty ? nil : String(path.dropLast()), value?.kind ?? "missing",
        expected: "an object")
    }
    self.object = object
    self.origin = origin
    self.path = path
    if let unknown = object.keys.first(where: { !known.contains($0) }) {
      throw origin.error(
        key: path + unknown, "unknown key", expected: "only \(known.joined(separator: ", "))",
        remedy: nearestName(to: unknown, in: known).map { "did you mean '\($0)'?" })
    }
  }

  func string(_ key: String) throws -> String { try read(key, "a text", \.string) }

  func optionalString(_ key: String) throws -> String? {
    object[key] == nil ? nil : try string(key)
  }

  func count(_ key: String) throws -> Int {
    try read(key, "a whole number from 0") { $0.integer.flatMap { $0 < 0 ? nil : $0 } }
  }

  func bool(_ key: String) throws -> Bool { try read(key, "true or false", \.bool) }

  func array(_ key: String) throws -> [JSONValue] { try read(key, "a list", \.array) }

  func name<Name: RawRepresentable<String> & CaseIterable>(_ key: String) throws -> Name {
    let names = Name.allCases.map(\.rawValue).joined(separator: ", ")
    return try read(key, "one of \(names)") { $0.string.flatMap(Name.init(rawValue:)) }
  }

  func read<Value>(
    _ key: String, _ expected: String, _ convert: (JSONValue) -> Value?
  ) throws -> Value {
    guard let value = object[key], let read = convert(value) else {
      throw origin.error(
        key: path + key, object[key].map { (try? $0.serialized()) ?? $0.kind } ?? "missing",
        expected: expected)
    }
    return read
  }
}
