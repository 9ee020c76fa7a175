/// One change to a request.
public enum PromptEdit: Sendable, Equatable {
  public enum Place: String, Sendable, CaseIterable {
    case front
    /// Before the word in the middle.
    case middle
    case end
  }

  case insert(String, Place)
  /// The request in capitals.
  case capitals
  /// The request in small letters.
  case smallLetters
  /// The request twice.
  case doubled
}

extension [PromptEdit] {
  /// `request` with all edits: what changes the whole of it first, then what is inserted, in order.
  public func applied(to request: String) -> String {
    var text = request
    for edit in self {
      switch edit {
      case .capitals: text = text.uppercased()
      case .smallLetters: text = text.lowercased()
      case .doubled: text += " " + text
      case .insert: break
      }
    }
    for case .insert(let piece, let place) in self {
      text = text.inserting(piece, place)
    }
    return text
  }
}

extension String {
  fileprivate func inserting(_ piece: String, _ place: PromptEdit.Place) -> String {
    switch place {
    case .front: return "\(piece) \(self)"
    case .end: return "\(self) \(piece)"
    case .middle:
      let starts = wordStarts
      guard starts.count > 1 else { return "\(piece) \(self)" }
      let middle = starts[starts.count / 2]
      return self[..<middle] + "\(piece) " + self[middle...]
    }
  }
}
