/// A text with named places to fill: `Spell the word {word}.`
struct Wording: Sendable, ExpressibleByStringLiteral {
  private enum Part: Sendable {
    case text(String)
    case slot(String)
  }

  private let parts: [Part]

  init(stringLiteral pattern: String) {
    parts = pattern.split(separator: "{", omittingEmptySubsequences: false).enumerated().flatMap {
      (index, piece) -> [Part] in
      guard index > 0 else { return [.text(String(piece))] }
      let halves = piece.split(separator: "}", maxSplits: 1, omittingEmptySubsequences: false)
      precondition(halves.count == 2, "a slot is not closed in “\(pattern)”")
      return [.slot(String(halves[0])), .text(String(halves[1]))]
    }
  }

  /// What fills the wording, without its words and in the order of the slots' names.
  func content(of slots: [String: String]) -> String {
    let names = parts.compactMap { if case .slot(let name) = $0 { name } else { nil } }
    return Set(names).sorted().compactMap { slots[$0] }.joined(separator: "|")
  }

  /// - Precondition: `slots` has every slot of the wording.
  func filled(with slots: [String: String]) -> String {
    var text = ""
    for part in parts {
      switch part {
      case .text(let piece): text += piece
      case .slot(let name):
        guard let value = slots[name] else { preconditionFailure("nothing fills {\(name)}") }
        text += value
      }
    }
    return text
  }
}
