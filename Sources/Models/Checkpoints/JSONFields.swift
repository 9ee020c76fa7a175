internal import Diagnostics
internal import Foundation

/// Typed access to a JSON object from a file; every fault names the file and the key.
struct JSONFields {
  let path: String
  private let prefix: String
  private let object: [String: Any]

  init(file url: URL) throws(InputError) {
    guard let data = try? Data(contentsOf: url) else {
      throw InputError(url.path, "cannot be read")
    }
    guard let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any] else {
      throw InputError(url.path, "is not a JSON object")
    }
    self.init(path: url.path, prefix: "", object: object)
  }

  private init(path: String, prefix: String, object: [String: Any]) {
    self.path = path
    self.prefix = prefix
    self.object = object
  }

  /// Whether a key is there and not null.
  func has(_ key: String) -> Bool { value(key) != nil }

  func object(_ key: String) throws(InputError) -> JSONFields? {
    guard let value = value(key) else { return nil }
    guard let object = value as? [String: Any] else { throw wrong(key, "an object") }
    return JSONFields(path: path, prefix: "\(prefix)\(key).", object: object)
  }

  func string(_ key: String) throws(InputError) -> String? {
    try typed(key, "a text") { $0 as? String }
  }

  func strings(_ key: String) throws(InputError) -> [String]? {
    try typed(key, "a list of texts") { $0 as? [String] }
  }

  func bool(_ key: String) throws(InputError) -> Bool? {
    try typed(key, "true or false") { $0 as? Bool }
  }

  func double(_ key: String) throws(InputError) -> Double? {
    try typed(key, "a number") { ($0 as? NSNumber)?.doubleValue }
  }

  /// A whole number in `range`.
  func int(_ key: String, in range: ClosedRange<Int>) throws(InputError) -> Int? {
    try typed(key, "a whole number from \(range.lowerBound) to \(range.upperBound)") {
      guard let number = ($0 as? NSNumber)?.doubleValue, number == number.rounded(),
        range.contains(Int(exactly: number) ?? -1)
      else { return nil }
      return Int(number)
    }
  }

  /// One whole number or a list of them; empty when the key is not there.
  func ints(_ key: String, in range: ClosedRange<Int>) throws(InputError) -> [Int] {
    guard value(key) is [Any] else { return try int(key, in: range).map { [$0] } ?? [] }
    let list = try typed(key, "a list of whole numbers") { $0 as? [Int] }
    guard let list, list.allSatisfy(range.contains) else {
      throw wrong(key, "numbers from \(range.lowerBound) to \(range.upperBound)")
    }
    return list
  }

  /// A key that has to be there.
  func required<Value>(_ key: String, _ value: Value?) throws(InputError) -> Value {
    guard let value else { throw InputError(path, key: prefix + key, "is missing") }
    return value
  }

  func wrong(_ key: String, _ expected: String) -> InputError {
    let found = value(key).map { "\($0)" } ?? "nothing"
    return InputError(path, key: prefix + key, "is \(found.prefix(80))", expected: expected)
  }

  private func value(_ key: String) -> Any? {
    guard let value = object[key], !(value is NSNull) else { return nil }
    return value
  }

  private func typed<Value>(
    _ key: String, _ expected: String, _ convert: (Any) -> Value?
  ) throws(InputError) -> Value? {
    guard let value = value(key) else { return nil }
    guard let converted = convert(value) else { throw wrong(key, expected) }
    return converted
  }
}
