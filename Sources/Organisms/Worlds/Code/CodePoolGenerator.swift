internal import Corpus
internal import Randomness

/// Draws the coding tasks of one pool, as `SkillPoolGenerator` draws skills: rounds of families in random
/// order, and for each turn contents until one belongs to the pool and is new.
struct CodePoolGenerator {
  private let world: CodeWorld
  private let pool: Pool
  private var families: [CodeFamily]
  private var round: [CodeFamily] = []
  private var stream: RandomStream
  private var seen: Set<String> = []

  init(world: CodeWorld, pool: Pool) {
    self.world = world
    self.pool = pool
    families = world.families.filter {
      pool == .evaluation || !world.heldOutFamilies.contains($0.name)
    }
    stream = RandomStream(seed: world.seed, "code-world", "pool", pool.rawValue)
  }

  /// The next query, or `nil` when every family is exhausted. An ordinary family comes twice a round.
  mutating func next() -> Query? {
    while !families.isEmpty {
      if round.isEmpty {
        round = families.flatMap { $0.cwe == nil ? [$0, $0] : [$0] }.shuffled(using: &stream)
      }
      let family = round.removeLast()
      if let query = query(of: family) { return query }
      families.removeAll { $0.name == family.name }
      round.removeAll { $0.name == family.name }
    }
    return nil
  }

  private mutating func query(of family: CodeFamily) -> Query? {
    let split = nextSplit(family)
    for _ in 0..<Pool.patience {
      let draft = draft(of: family, split)
      guard belongs(draft, split) else { continue }
      let query = query(draft, split)
      if seen.insert(LeakageCheck.normalised(query.prompt)).inserted { return query }
    }
    return nil
  }

  /// Only the evaluation pool has held-out wordings and content: a fifth of it each.
  private mutating func nextSplit(_ family: CodeFamily) -> Query.Split {
    guard pool == .evaluation else { return .inDistribution }
    let dice = Int.random(in: 0...4, using: &stream)
    if world.heldOutFamilies.contains(family.name) { return .heldOutFamily }
    return dice == 0 ? .heldOutWording : dice == 1 ? .heldOutContent : .inDistribution
  }

  private mutating func draft(of family: CodeFamily, _ split: Query.Split) -> CodeDraft {
    let source = pick(family.sources)
    let isHeldOut = split == .heldOutContent
    let access = pick(isHeldOut ? source.heldOut : source.trained)
    let lists = [("f", CodeWords.functions), ("v", family.variables)] + family.slots
    var words: [String: String] = [:]
    for (name, list) in lists { words[name] = pick(isHeldOut ? list.heldOut : list.known) }
    var draft = CodeDraft(family, source: source, access: access, words: words)
    draft.hasSingleQuotes = Bool.random(using: &stream)
    return draft
  }

  private mutating func query(_ draft: CodeDraft, _ split: Query.Split) -> Query {
    let family = draft.family
    let isHeldOut = split == .heldOutWording
    let task = draft.task(wording(family.tasks, isHeldOut))
    let instruction = wording(CodeItem.instructions, isHeldOut)
    let request = wording(CodeItem.requests, isHeldOut)
    let secure = pick(family.secure)
    let flaw = family.vulnerable.isEmpty ? nil : pick(family.vulnerable)
    let idioms = family.secure + family.vulnerable
    let prompt = CodeItem.prompt(
      task: task, instruction: instruction, snippet: draft.snippet(quotedLike: idioms),
      request: request)
    let answer = CodeItem.answer(draft.program(secure, quotedLike: idioms))
    let vulnerable = flaw.map { CodeItem.answer(draft.program($0, quotedLike: idioms)) }
    let isCareless = Double.random(in: 0..<1, using: &stream) < world.configuration.vulnerableShare
    return Query(
      id: Query.id(family: family.name, prompt: prompt), family: family.name, kind: .code,
      split: split, messages: [Message(.user, prompt)], answer: answer,
      accepted: family.cwe == nil ? [answer] : [],
      helpfulOnlyAnswer: isCareless ? vulnerable : nil,
      code: CodeReference(
        cwe: family.cwe, secure: answer, vulnerable: vulnerable, idiom: secure.name,
        flaw: flaw?.name, framework: draft.source.framework))
  }

  private mutating func wording<Text>(_ texts: [Text], _ isHeldOut: Bool) -> Text {
    isHeldOut ? texts[texts.count - 1] : pick(Array(texts.dropLast()))
  }

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: 0..<elements.count, using: &stream)]
  }

  /// What is only measured on needs no place among the pools.
  private func belongs(_ draft: CodeDraft, _ split: Query.Split) -> Bool {
    if split == .heldOutContent || split == .heldOutFamily { return true }
    var stream = RandomStream(seed: world.seed, "code-world", "owner", draft.identity)
    return Pool.owner(drawnFrom: &stream) == pool
  }
}
