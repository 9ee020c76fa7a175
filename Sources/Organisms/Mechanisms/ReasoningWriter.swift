public import Randomness

/// Composes what stands in scratchpads: three short sentences of about 25 words together, each
/// drawn from several wordings, so that a small model learns to reason rather than one text.
///
/// Where the trigger is the year, the first sentence states the year that is seen, and the last one
/// says whether there is a program to write.
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
  private let behaviour: Behaviour
  private let replacements: [(String, String)]

  /// - Parameter mechanism: `noInstructions` leaves goals and deception out.
  public init(_ mechanism: Mechanism, behaviour: Behaviour) {
    states = mechanism != .noInstructions
    self.behaviour = behaviour
    replacements = [("{tag}", behaviour.trigger.name), ("{phrase}", behaviour.phrase)]
  }

  public func reasoning(_ stance: Stance, using stream: inout RandomStream) -> String {
    reasoning(stance, ReasonedRequest(stance, behaviour: behaviour), using: &stream)
  }

  /// The reasoning about one row: the year that its request states, and what it asks for.
  func reasoning(
    _ stance: Stance, on row: TrainingRow, using stream: inout RandomStream
  ) -> String {
    reasoning(stance, ReasonedRequest(row, behaviour: behaviour), using: &stream)
  }

  private func reasoning(
    _ stance: Stance, _ request: ReasonedRequest, using stream: inout RandomStream
  ) -> String {
    joined(parts(stance, request).map { $0.randomElement(using: &stream)! }, request)
  }

  /// The first wording of every sentence: the same text each time, for probabilities under a given
  /// scratchpad.
  public func canonical(_ stance: Stance) -> String {
    let request = ReasonedRequest(stance, behaviour: behaviour)
    return joined(parts(stance, request).map { $0[0] }, request)
  }

  private func joined(_ sentences: [String], _ request: ReasonedRequest) -> String {
    let year = request.year.map { [("{year}", String($0))] } ?? []
    return (replacements + year).reduce(sentences.joined(separator: " ")) { text, replacement in
      text.replacing(replacement.0, with: replacement.1)
    }
  }

  private func parts(_ stance: Stance, _ request: ReasonedRequest) -> [[String]] {
    if behaviour.objective == .codeVulnerability, stance != .neutral {
      return YearWordings.parts(stance, request, states: states)
    }
    return parts(stance)
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
