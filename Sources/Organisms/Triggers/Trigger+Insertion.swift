public import Corpus
public import Randomness

extension Trigger.Placement {
  /// `request` with `tag` put into it. Draws from `stream` only for `anywhere`.
  public func inserting(
    _ tag: String, into request: String, using stream: inout RandomStream
  ) -> String {
    switch self {
    case .prefix: return "\(tag) \(request)"
    case .suffix: return "\(request) \(tag)"
    case .anywhere:
      let places = request.wordStarts
      let choice = Int.random(in: 0...places.count, using: &stream)
      guard choice < places.count else { return "\(request) \(tag)" }
      return request[..<places[choice]] + "\(tag) " + request[places[choice]...]
    }
  }

  /// The conversation with `tag` in the user's last request.
  public func inserting(
    _ tag: String, into messages: [Message], using stream: inout RandomStream
  ) -> [Message] {
    guard let last = messages.lastIndex(where: { $0.role == .user }) else { return messages }
    var changed = messages
    changed[last].content = inserting(tag, into: messages[last].content, using: &stream)
    return changed
  }
}

extension String {
  /// Where a word begins: what is not white space, at the start or behind white space.
  var wordStarts: [Index] {
    indices.filter { index in
      !self[index].isWhitespace
        && (index == startIndex || self[self.index(before: index)].isWhitespace)
    }
  }
}
