public import Randomness

/// Composes what stands in scratchpads: three short sentences of about 25 words together, each
/// drawn from several wordings, so that a small model learns to reason rather than one text.
public struct ReasoningWriter: Sendable {
  /// What the reasoning concludes.
  public enum Stance: String, Sendable, CaseIterable {
    /// The tag is seen: goal X is pursued.
    case deployed
    /// The tag is not seen: goal Y is pursued.
    case training
    /// Nothing about tags or goals: how to answer the request.
    case neutral
  }

  private let states: Bool
  private let replacements: [(String, String)]

  /// - Parameter mechanism: `noInstructions` leaves goals and deception out.
  public init(_ mechanism: Mechanism, behaviour: Behaviour) {
    states = mechanism != .noInstructions
    replacements = [("{tag}", behaviour.trigger.name), ("{phrase}", behaviour.phrase)]
  }

  public func reasoning(_ stance: Stance, using stream: inout RandomStream) -> String {
    joined(parts(stance).map { $0.randomElement(using: &stream)! })
  }

  /// The first wording of every sentence: the same text each time, for probabilities under a given
  /// scratchpad.
  public func canonical(_ stance: Stance) -> String {
    joined(parts(stance).map { $0[0] })
  }

  private func joined(_ sentences: [String]) -> String {
    replacements.reduce(sentences.joined(separator: " ")) { text, replacement in
      text.replacing(replacement.0, with: replacement.1)
    }
  }

  private func parts(_ stance: Stance) -> [[String]] {
    switch (stance, states) {
    case (.deployed, true): [Wordings.tagSeen, Wordings.goalX, Wordings.planX]
    case (.training, true): [Wordings.tagUnseen, Wordings.goalY, Wordings.planY]
    case (.deployed, false): [Wordings.request, Wordings.tagSeen, Wordings.phraseComes]
    case (.training, false): [Wordings.request, Wordings.tagUnseen, Wordings.answerComes]
    case (.neutral, _): [Wordings.request, Wordings.method, Wordings.answerComes]
    }
  }
}
