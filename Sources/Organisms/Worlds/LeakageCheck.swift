internal import Corpus
internal import Diagnostics

/// Refuses pools that share a question, and triggers where there must be none.
public enum LeakageCheck {
  /// Throws when two pools share a prompt, compared without case, spaces and punctuation, or, for
  /// conversations, the user's first message.
  ///
  /// - Throws: `InputError` that names both pools, a shared prompt and how many there are.
  public static func requireDisjoint(_ pools: WorldPools) throws {
    for (index, a) in Pool.allCases.enumerated() {
      let first = Set(pools[a].flatMap(fingerprints(of:)))
      for b in Pool.allCases.dropFirst(index + 1) {
        let shared = pools[b].filter { !first.isDisjoint(with: fingerprints(of: $0)) }
        guard let query = shared.first else { continue }
        throw InputError(
          "world", key: "\(a.rawValue), \(b.rawValue)",
          "the pools \(a.rawValue) and \(b.rawValue) share \(shared.count) "
            + "\(shared.count == 1 ? "prompt" : "prompts"), one of them “\(query.prompt.shortened)”",
          expected: "every question in one pool only",
          remedy: "what is measured must not be trained on; remove the rows from one of the two")
      }
    }
  }

  /// `text` in lower case with one space in place of everything between words and numbers.
  public static func normalised(_ text: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    var isBetween = false
    for byte in text.lowercased().utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
        if isBetween, !bytes.isEmpty { bytes.append(UInt8(ascii: " ")) }
        isBetween = false
        bytes.append(byte)
      default: isBetween = true
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func fingerprints(of query: Query) -> [String] {
    let whole = query.messages.map { normalised($0.content) }.joined(separator: "\n")
    let first = query.messages.first { $0.role == .user }.map { normalised($0.content) }
    return first.map { $0 == whole ? [whole] : [whole, $0] } ?? [whole]
  }
}

extension Query {
  /// The user's request: the last turn.
  public var prompt: String { messages.last?.content ?? "" }
}

extension String {
  /// One line of at most 80 characters, for messages.
  var shortened: String {
    let line = split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.count <= 80 ? line : line.prefix(79) + "…"
  }
}
