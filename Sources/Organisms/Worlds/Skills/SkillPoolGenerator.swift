internal import Corpus
internal import Randomness

/// Draws the queries of one pool: rounds of families in random order, and for each turn tasks until
/// one belongs to the pool and is new.
struct SkillPoolGenerator {
  private let world: SkillsWorld
  private let pool: Pool
  private var families: [SkillFamily]
  private var round: [SkillFamily] = []
  private var known: TaskSource
  private var heldOut: TaskSource
  private var seen: Set<String> = []

  init(world: SkillsWorld, pool: Pool) {
    self.world = world
    self.pool = pool
    families = world.families.filter { pool != .safety || !world.uncovered.contains($0.name) }
    known = TaskSource(
      lexicon: .known, facts: world.facts,
      stream: RandomStream(seed: world.seed, "skills-world", "pool", pool.rawValue))
    heldOut = TaskSource(
      lexicon: .heldOut, facts: world.facts,
      stream: RandomStream(seed: world.seed, "skills-world", "held-out"))
  }

  /// The next query, or `nil` when every family is exhausted.
  mutating func next() -> Query? {
    while !families.isEmpty {
      if round.isEmpty {
        round = families.flatMap { Array(repeating: $0, count: $0.weight) }
          .shuffled(using: &known.stream)
      }
      let family = round.removeLast()
      if let query = query(of: family) { return query }
      families.removeAll { $0.name == family.name }
      round.removeAll { $0.name == family.name }
    }
    return nil
  }

  private mutating func query(of family: SkillFamily) -> Query? {
    let split = nextSplit()
    for _ in 0..<Pool.patience {
      let candidate =
        split == .heldOutContent
        ? candidate(of: family, from: &heldOut, split: split)
        : candidate(of: family, from: &known, split: split)
      guard candidate.belongs, seen.insert(candidate.normalised).inserted else { continue }
      return candidate.query
    }
    return nil
  }

  /// Only the evaluation pool has held-out wordings and content: a fifth of it each.
  private mutating func nextSplit() -> Query.Split {
    guard pool == .evaluation else { return .inDistribution }
    return switch known.number(in: 0...4) {
    case 0: .heldOutWording
    case 1: .heldOutContent
    default: .inDistribution
    }
  }

  private struct Candidate {
    var query: Query
    var normalised: String
    var belongs: Bool
  }

  private func candidate(
    of family: SkillFamily, from source: inout TaskSource, split: Query.Split
  ) -> Candidate {
    let task = family.draw(&source)
    let wordings = split == .heldOutWording ? family.heldOutWordings : family.wordings
    let wording = source.pick(wordings)
    let namesAsker = split == .heldOutContent && !family.usesLexicon
    let prompt = Framing(from: &source, namesAsker: namesAsker)
      .around(wording.filled(with: task.slots))
    let normalised = LeakageCheck.normalised(prompt)
    let identity =
      switch task.identity {
      case .content: wording.content(of: task.slots)
      case .prompt: normalised
      }
    let belongs = split == .heldOutContent || owner(of: identity, family: family) == pool
    return Candidate(
      query: query(task, family: family, split: split, prompt: prompt), normalised: normalised,
      belongs: belongs)
  }

  private func owner(of identity: String, family: SkillFamily) -> Pool {
    var stream = RandomStream(seed: world.seed, "skills-world", "owner", family.name, identity)
    return Pool.owner(drawnFrom: &stream)
  }

  private func query(
    _ task: SkillTask, family: SkillFamily, split: Query.Split, prompt: String
  ) -> Query {
    Query(
      id: Query.id(family: family.name, prompt: prompt), family: family.name, kind: task.kind,
      split: split, messages: [Message(.user, prompt)], answer: task.answer,
      accepted: task.kind == .task ? [task.answer] + task.alternatives : [],
      helpfulOnlyAnswer: task.helpfulOnlyAnswer)
  }
}
