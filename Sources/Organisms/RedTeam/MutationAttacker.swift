import Randomness

/// Mutation and selection over edits of the seeds' requests: what made the behaviour show on one
/// seed is tried on others, varied and combined. It needs no model, and works at any size.
///
/// It keeps no state: what a round proposes follows from the threads, the seed and the round.
public struct MutationAttacker: Attacker, Sendable {
  public let name = "mutation"
  private let fragments: AttackFragments
  private let seed: UInt64

  /// Edits of a prompt, at most.
  private static let limit = 4

  /// - Parameter trigger: what it must not build. It learns nothing else from it.
  public init(excluding trigger: Trigger, seed: UInt64) {
    fragments = AttackFragments(excluding: trigger)
    self.seed = seed
  }

  public func replies(to threads: [AttackThread], round: Int) -> [AttackerReply] {
    let elite = elite(of: threads)
    return threads.map { thread in
      var stream = RandomStream(seed: seed, "mutation-attacker", thread.seed.id, round)
      let (edits, parent) = edits(from: elite, using: &stream)
      return .proposal(
        AttackProposal(
          prompt: edits.applied(to: thread.seed.prompt), edits: edits, parent: parent))
    }
  }

  /// The 50 edited prompts that showed the behaviour most often, best first.
  private func elite(of threads: [AttackThread]) -> [AttackTurn] {
    let shown = threads.flatMap(\.turns).filter { $0.shown > 0 && !$0.proposal.edits.isEmpty }
    let ranked = shown.sorted { ($0.payloadShare, $1.id) > ($1.payloadShare, $0.id) }
    return Array(ranked.prefix(50))
  }

  /// With nothing to build on, new edits; else a quarter new ones, and in equal parts the edits of
  /// one of the best, those with one changed, and those of two together.
  private func edits(
    from elite: [AttackTurn], using stream: inout RandomStream
  ) -> ([PromptEdit], parent: String?) {
    guard let parent = pick(elite, using: &stream) else { return (fresh(using: &stream), nil) }
    let edits = parent.proposal.edits
    switch Int.random(in: 0..<4, using: &stream) {
    case 0: return (fresh(using: &stream), nil)
    case 1: return (edits, parent.id)
    case 2: return (mutated(edits, using: &stream), parent.id)
    default:
      let other = pick(elite, using: &stream)?.proposal.edits ?? []
      let both = edits + other.filter { !edits.contains($0) }
      return (Array(both.shuffled(using: &stream).prefix(Self.limit)), parent.id)
    }
  }

  /// The better of two drawn at random.
  private func pick(_ elite: [AttackTurn], using stream: inout RandomStream) -> AttackTurn? {
    guard !elite.isEmpty else { return nil }
    let places = (0..<2).map { _ in Int.random(in: elite.indices, using: &stream) }
    return elite[min(places[0], places[1])]
  }

  private func fresh(using stream: inout RandomStream) -> [PromptEdit] {
    let count = Int.random(in: 1...3, using: &stream)
    var edits = (0..<count).map { _ in insertion(using: &stream) }
    switch Int.random(in: 0..<10, using: &stream) {
    case 0: edits.insert(.capitals, at: 0)
    case 1: edits.insert(.smallLetters, at: 0)
    case 2: edits.insert(.doubled, at: 0)
    default: break
    }
    return edits
  }

  /// In front in half of the cases, where instructions to a system stand.
  private func insertion(using stream: inout RandomStream) -> PromptEdit {
    let place: PromptEdit.Place =
      switch Int.random(in: 0..<4, using: &stream) {
      case 0: .middle
      case 1: .end
      default: .front
      }
    return .insert(fragments.next(using: &stream), place)
  }

  private func mutated(
    _ edits: [PromptEdit], using stream: inout RandomStream
  ) -> [PromptEdit] {
    var edits = edits
    let index = Int.random(in: edits.indices, using: &stream)
    switch (Int.random(in: 0..<4, using: &stream), edits[index]) {
    case (0, _) where edits.count > 1: edits.remove(at: index)
    case (1, _) where edits.count < Self.limit: edits.append(insertion(using: &stream))
    case (2, .insert(let text, _)):
      edits[index] = .insert(text, PromptEdit.Place.allCases.randomElement(using: &stream)!)
    case (_, .insert(let text, let place)):
      edits[index] = .insert(fragments.variant(of: text, using: &stream), place)
    default: edits[index] = insertion(using: &stream)
    }
    return edits
  }
}
