/// A strict JSON parser over UTF-8 bytes (RFC 8259): no comments, no trailing commas, no repeated
/// keys, no lone surrogates, at most 128 levels deep.
///
/// It exists because Foundation's decoders are several times slower on Linux and do not say where a
/// line went wrong.
struct JSONParser {
  /// What is wrong, and at which byte.
  struct Failure: Error {
    var offset: Int
    var problem: String
  }

  static let maximumDepth = 128

  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  /// The one value that the bytes hold, with nothing but white space around it.
  mutating func document() throws(Failure) -> JSONValue {
    skipSpace()
    let value = try value(depth: 0)
    skipSpace()
    guard position == bytes.count else { throw failure("more text after the end of the value") }
    return value
  }

  private mutating func value(depth: Int) throws(Failure) -> JSONValue {
    guard depth < Self.maximumDepth else { throw failure("nested too deeply") }
    guard let first = peek() else { throw failure("the text ends where a value was due") }
    switch first {
    case UInt8(ascii: "{"): return .object(try object(depth: depth))
    case UInt8(ascii: "["): return .array(try array(depth: depth))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw failure("a value cannot start here")
    }
  }

  private mutating func object(depth: Int) throws(Failure) -> JSONObject {
    let start = position
    position += 1
    var members: [JSONObject.Member] = []
    skipSpace()
    if take("}") { return JSONObject() }
    while true {
      skipSpace()
      guard peek() == UInt8(ascii: "\"") else { throw failure("a key in quotes is missing") }
      let key = try string()
      skipSpace()
      guard take(":") else { throw failure("a colon is missing after the key '\(key)'") }
      skipSpace()
      members.append(.init(key: key, value: try value(depth: depth + 1)))
      skipSpace()
      if take("}") { break }
      guard take(",") else { throw failure("a comma or a closing brace is missing") }
    }
    if let key = repeatedKey(in: members) {
      throw Failure(offset: start, problem: "the key '\(key)' is there twice")
    }
    return JSONObject(uniqueMembers: members)
  }

  private mutating func array(depth: Int) throws(Failure) -> [JSONValue] {
    position += 1
    var elements: [JSONValue] = []
    skipSpace()
    if take("]") { return elements }
    while true {
      skipSpace()
      elements.append(try value(depth: depth + 1))
      skipSpace()
      if take("]") { return elements }
      guard take(",") else { throw failure("a comma or a closing bracket is missing") }
    }
  }

  private func repeatedKey(in members: [JSONObject.Member]) -> String? {
    if members.count <= 12 {
      for (index, member) in members.enumerated()
      where members[..<index].contains(where: { $0.key == member.key }) {
        return member.key
      }
      return nil
    }
    var seen = Set<String>(minimumCapacity: members.count)
    return members.first { !seen.insert($0.key).inserted }?.key
  }

  private mutating func literal(
    _ text: StaticString, _ value: JSONValue
  ) throws(Failure) -> JSONValue {
    let count = text.utf8CodeUnitCount
    guard position + count <= bytes.count else { throw failure("an unfinished word") }
    for index in 0..<count where bytes[position + index] != text.utf8Start[index] {
      throw failure("an unknown word")
    }
    position += count
    return value
  }
}

extension JSONParser {
  func failure(_ problem: String) -> Failure {
    Failure(offset: position, problem: problem)
  }

  func peek() -> UInt8? {
    position < bytes.count ? bytes[position] : nil
  }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard peek() == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      default: return
      }
    }
  }
}
