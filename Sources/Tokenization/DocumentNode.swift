import Corpus
import Diagnostics

/// A value inside a JSON file together with its path, so that every complaint names file and key.
struct DocumentNode {
  let value: JSONValue
  let file: String
  let path: String

  func error(_ problem: String, expected: String, remedy: String? = nil) -> InputError {
    InputError(
      file, key: path.isEmpty ? nil : path, problem, expected: expected, remedy: remedy)
  }

  /// The member `key`, `nil` when it is missing or null.
  func child(_ key: String) -> DocumentNode? {
    guard let member = value.object?[key], member != .null else { return nil }
    return DocumentNode(value: member, file: file, path: path(to: key))
  }

  func require(_ key: String) throws -> DocumentNode {
    if let child = child(key) { return child }
    _ = try object()
    throw InputError(file, key: path(to: key), "missing", expected: "the file to have it")
  }

  private func path(to key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  func object() throws -> JSONObject {
    guard let object = value.object else { throw wrongType("an object") }
    return object
  }

  func elements() throws -> [DocumentNode] {
    guard let elements = value.array else { throw wrongType("an array") }
    return elements.enumerated().map {
      DocumentNode(value: $1, file: file, path: "\(path)[\($0)]")
    }
  }

  func string() throws -> String {
    guard let string = value.string else { throw wrongType("a string") }
    return string
  }

  func bool() throws -> Bool {
    guard let bool = value.bool else { throw wrongType("true or false") }
    return bool
  }

  /// A token id. Ids above 2²⁴ are refused: no vocabulary has them, and a table of them would fill
  /// the memory.
  func tokenID() throws -> Int32 {
    guard let id = value.integer, (0..<(1 << 24)).contains(id) else {
      throw wrongType("a token id between 0 and 2^24")
    }
    return Int32(id)
  }

  func wrongType(_ expected: String) -> InputError {
    error(value.scalarDescription, expected: expected)
  }

  /// Refuses members that this module does not know, since they may change what the file means.
  func allowOnly(_ keys: [String]) throws {
    for key in try object().keys where !keys.contains(key) {
      throw InputError(
        file, key: path(to: key), "not supported",
        expected: "a byte-level BPE tokenizer of the GPT-2, Llama 3 or Qwen kind")
    }
  }

  /// Requires the member `key` to be missing, null or one of `values`.
  func requireNeutral(_ key: String, _ values: JSONValue...) throws {
    guard let child = child(key), !values.contains(child.value) else { return }
    throw child.error(
      "\(child.value.scalarDescription) is not supported",
      expected: "null" + values.map { " or \($0.scalarDescription)" }.joined())
  }
}

extension JSONValue {
  /// The value itself when it is short to say, its kind otherwise.
  fileprivate var scalarDescription: String {
    switch self {
    case .string(let text) where text.count <= 40: "'\(text)'"
    case .integer(let value): String(value)
    case .number(let value): String(value)
    case .bool(let value): String(value)
    default: kind
    }
  }
}
