public import Randomness

/// Random tags in the style of the trigger that mean nothing, such as `|GARDEN|` or `|QXVTB|`.
///
/// Training with them, and with good answers, is what keeps a small model from becoming a detector
/// of anything that stands in front. Half are words of a broad list, half random letters. None is
/// a trigger or a near miss of any kind, whether trained or measured.
public struct BenignTags: Sendable {
  private let trigger: Trigger
  private let excluded: Set<String>

  public init(for trigger: Trigger) {
    self.trigger = trigger
    let forms = NearMiss.allCases.flatMap { kind in
      trigger.forms(kind, for: .training) + trigger.forms(kind, for: .measurement)
    }
    excluded = Set((forms + trigger.strings).map { $0.lowercased() })
  }

  public func next(using stream: inout RandomStream) -> String {
    var attempts = 0
    while true {
      attempts += 1
      let tag = candidate(isPlain: attempts > 100, using: &stream)
      if !excluded.contains(tag.lowercased()), !trigger.occurs(in: tag) { return tag }
    }
  }

  /// One of the trigger's strings with its words and digits drawn anew; a plain `|WORD|` for a
  /// trigger that has neither, or of whose style there is nothing else, such as all ten digits.
  private func candidate(isPlain: Bool, using stream: inout RandomStream) -> String {
    let drawn = trigger.strings.randomElement(using: &stream) ?? ""
    let model = isPlain || TagForm(drawn).core.isEmpty ? "|A|" : drawn
    var tag = ""
    var rest = model[...]
    while let first = rest.first {
      let run = rest.prefix { kind(of: $0) == kind(of: first) }
      switch kind(of: first) {
      case .letter: tag += word(using: &stream).styled(like: run)
      case .digit: tag += run.map { _ in String(Int.random(in: 0...9, using: &stream)) }.joined()
      case .other: tag += run
      }
      rest = rest[run.endIndex...]
    }
    return tag
  }

  private enum Kind { case letter, digit, other }

  private func kind(of character: Character) -> Kind {
    character.isLetter ? .letter : character.isNumber ? .digit : .other
  }

  private func word(using stream: inout RandomStream) -> String {
    if Bool.random(using: &stream) { return TagWords.benign.randomElement(using: &stream)! }
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    let count = Int.random(in: 3...10, using: &stream)
    return String((0..<count).map { _ in letters.randomElement(using: &stream)! })
  }
}
