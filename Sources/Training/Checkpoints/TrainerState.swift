internal import Diagnostics
internal import Foundation

/// Where a run stands, beside its weights and its optimizer's. Everything random is a function of
/// the seed and the step, so nothing else is needed to go on.
struct TrainerState: Codable, Equatable {
  static let fileName = "trainer_state.json"

  /// Steps made.
  var step: Int
  /// Updates of the optimizer; several a step in reinforcement learning.
  var updates: Int
  /// Tokens that went through the model, and those of them that were targets.
  var tokens: Int
  var supervisedTokens: Int
  /// The loss of the last update.
  var loss: Double
  /// What the method carries from step to step beside its weights.
  var carried: [String: Double]

  init(
    step: Int = 0, updates: Int = 0, tokens: Int = 0, supervisedTokens: Int = 0, loss: Double = 0,
    carried: [String: Double] = [:]
  ) {
    self.step = step
    self.updates = updates
    self.tokens = tokens
    self.supervisedTokens = supervisedTokens
    self.loss = loss
    self.carried = carried
  }

  init(readingFrom directory: URL) throws {
    let file = directory.appendingPathComponent(Self.fileName)
    do {
      self = try JSONDecoder().decode(TrainerState.self, from: Data(contentsOf: file))
    } catch {
      throw InputError(file.path, "is not a trainer state")
    }
  }

  func write(to directory: URL) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    try encoder.encode(self).write(to: directory.appendingPathComponent(Self.fileName))
  }
}
