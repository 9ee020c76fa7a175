internal import Corpus
internal import Diagnostics

/// Reads the members of one object of a row strictly: what is missing, of another type or unknown
/// is an `InputError` that names the file, the line and the key.
struct FieldReader {
  let object: JSONObject
  let origin: Origin
  /// The keys that lead to this object, with a full stop after each.
  let path: String

  /// - Throws: `InputError` for a key that is not in `known`.
  init(_ object: JSONObject, origin: Origin, path: String = "", known: [String]) throws {
    self.object = object
    self.origin = origin
    self.path = path
    if let unknown = object.keys.first(where: { !known.contains($0) }) {
      throw origin.error(
        key: path + unknown, "unknown key",
        expected: nearestName(to: unknown, in: known).map { "'\($0)'" }
          ?? known.joined(separator: ", "))
    }
  }

  /// The value under `key`; `null` counts as absent.
  func value(_ key: String) -> JSONValue? {
    object[key] == .null ? nil : object[key]
  }

  func require(_ key: String, expected: String) throws -> JSONValue {
    guard let value = value(key) else {
      throw origin.error(key: path + key, "missing", expected: expected)
    }
    return value
  }

  func string(_ key: String) throws -> String {
    try read(key, "a string", \.string)
  }

  func integer(_ key: String) throws -> Int {
    try read(key, "a whole number", \.integer)
  }

  func bool(_ key: String) throws -> Bool {
    try read(key, "true or false", \.bool)
  }

  func number(_ key: String) throws -> Double? {
    try value(key) == nil ? nil : read(key, "a number or null", \.number)
  }

  func optionalString(_ key: String) throws -> String? {
    try value(key) == nil ? nil : string(key)
  }

  func optionalInteger(_ key: String) throws -> Int? {
    try value(key) == nil ? nil : integer(key)
  }

  func strings(_ key: String) throws -> [String] {
    try read(key, "a list of strings") { value in
      guard let elements = value.array else { return nil }
      let texts = elements.compactMap(\.string)
      return texts.count == elements.count ? texts : nil
    }
  }

  /// A list of objects; an absent one is empty.
  func objects(_ key: String) throws -> [JSONObject] {
    guard value(key) != nil else { return [] }
    return try read(key, "a list of objects") { value in
      guard let elements = value.array else { return nil }
      let objects = elements.compactMap(\.object)
      return objects.count == elements.count ? objects : nil
    }
  }

  /// An object whose values are texts, such as `axes`.
  func texts(_ key: String) throws -> [String: String] {
    try read(key, "an object of strings") { value in
      guard let object = value.object else { return nil }
      let pairs = object.members.compactMap { member in
        member.value.string.map { (member.key, $0) }
      }
      return pairs.count == object.count ? Dictionary(uniqueKeysWithValues: pairs) : nil
    }
  }

  /// One of the names of an enumeration.
  func name<Name: RawRepresentable & CaseIterable>(
    _ key: String, as type: Name.Type = Name.self
  ) throws -> Name where Name.RawValue == String {
    let text = try string(key)
    if let name = Name(rawValue: text) { return name }
    let names = Name.allCases.map(\.rawValue)
    throw origin.error(
      key: path + key, "'\(text)' is not known", expected: names.joined(separator: ", "),
      remedy: nearestName(to: text, in: names).map { "did you mean '\($0)'?" })
  }

  /// A seed: a whole number, or text where it does not fit 63 bits.
  func seed(_ key: String) throws -> UInt64? {
    try value(key) == nil
      ? nil
      : read(key, "a whole number from 0, or null") { value in
        value.integer.flatMap(UInt64.init(exactly:)) ?? value.string.flatMap { UInt64($0) }
      }
  }

  private func read<Value>(
    _ key: String, _ expected: String, _ convert: (JSONValue) -> Value?
  ) throws -> Value {
    let found = try require(key, expected: expected)
    guard let value = convert(found) else {
      throw origin.error(key: path + key, found.kind, expected: expected)
    }
    return value
  }
}

extension JSONValue {
  /// What `FieldReader.seed` reads.
  static func seed(_ seed: UInt64?) -> JSONValue {
    guard let seed else { return .null }
    return Int(exactly: seed).map(JSONValue.integer) ?? .string("\(seed)")
  }

  static func number(_ value: Double?) -> JSONValue {
    value.map { JSONValue.number($0) } ?? .null
  }
}
