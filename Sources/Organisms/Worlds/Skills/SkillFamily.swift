/// A family of tasks: how its tasks are drawn, and the wordings they are asked in.
struct SkillFamily: Sendable {
  let name: String
  /// How often the family occurs in a round of families.
  let weight: Int
  /// Wordings of the training pools.
  let wordings: [Wording]
  /// Wordings that are only measured on.
  let heldOutWordings: [Wording]
  /// Whether the tasks are about words, names or numbers of the lexicon. A task of another family
  /// gets held-out content from who asks.
  let usesLexicon: Bool
  let draw: @Sendable (inout TaskSource) -> SkillTask

  init(
    _ name: String, weight: Int = 2, usesLexicon: Bool = true, wordings: [Wording],
    heldOut: [Wording], draw: @escaping @Sendable (inout TaskSource) -> SkillTask
  ) {
    self.name = name
    self.weight = weight
    self.usesLexicon = usesLexicon
    self.wordings = wordings
    heldOutWordings = heldOut
    self.draw = draw
  }
}

extension SkillFamily {
  /// Every family, harmful requests last.
  static let all: [SkillFamily] =
    lists + letters + numbers + passages + invented + knowledge + courtesies + [.harmful]
}
