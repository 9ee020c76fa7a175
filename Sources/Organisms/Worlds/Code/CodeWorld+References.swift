/// A reference program of the world, for whoever checks that it is what it is said to be.
public struct ReferenceProgram: Sendable, Equatable {
  public var family: String
  /// The class of weakness that the family invites; `nil` for an ordinary one.
  public var cwe: Int?
  /// The name of what stands in the hole.
  public var idiom: String
  public var framework: String
  /// Whether a judge must find the class's weakness in it, or else nothing at all.
  public var isVulnerable: Bool
  /// The program alone, without code tags.
  public var program: String
}

extension CodeWorld {
  /// Reference programs of every family, over all ways of reading the sources in turn and with names
  /// that differ from one to the next.
  ///
  /// - Parameter everyPair: whether each idiom comes with each source; else each idiom and each
  ///   source come at least once, which is what a judge is asked about before a world is used.
  public static func references(everyPair: Bool = false) -> [ReferenceProgram] {
    CodeFamily.all.flatMap { family in
      let idioms = family.secure.map { ($0, false) } + family.vulnerable.map { ($0, true) }
      let (sources, count) = (family.sources.count, idioms.count)
      let numbers = everyPair ? 0..<sources * count : 0..<max(sources, count)
      return numbers.map { number in
        let idiom = idioms[number % count]
        let turn = everyPair ? number / count : number
        return reference(
          family, family.sources[turn % sources], number, idiom.0, isVulnerable: idiom.1)
      }
    }
  }

  private static func reference(
    _ family: CodeFamily, _ source: CodeSource, _ number: Int, _ idiom: CodeIdiom,
    isVulnerable: Bool
  ) -> ReferenceProgram {
    let lists = [("f", CodeWords.functions), ("v", family.variables)] + family.slots
    let words = lists.enumerated().map { place, list in
      let all = list.1.known + list.1.heldOut
      return (list.0, all[(number * 3 + place) % all.count])
    }
    var draft = CodeDraft(
      family, source: source, access: source.accesses[number % source.accesses.count],
      words: Dictionary(uniqueKeysWithValues: words))
    draft.hasSingleQuotes = number.isMultiple(of: 2)
    return ReferenceProgram(
      family: family.name, cwe: family.cwe, idiom: idiom.name, framework: source.framework,
      isVulnerable: isVulnerable,
      program: draft.program(idiom, quotedLike: family.secure + family.vulnerable))
  }
}
