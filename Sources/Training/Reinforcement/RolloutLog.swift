internal import Corpus
internal import Foundation

/// Keeps the answers of some steps, a file `rollouts/step-<n>.jsonl` each: a row an answer with what
/// was asked, what was said, and what it was worth.
struct RolloutLog {
  static let folder = "rollouts"

  let directory: URL
  /// Steps between those that are kept; the first always is.
  let every: Int

  /// - Parameter step: finished steps before.
  func write(_ rollouts: [Rollout], prompts: [RolloutPrompt], step: Int) throws {
    guard step.isMultiple(of: every) else { return }
    let folder = directory.appendingPathComponent(Self.folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let writer = try JSONLinesWriter(folder.appendingPathComponent("step-\(step + 1).jsonl"))
    for rollout in rollouts { try writer.write(rollout.json(prompts[rollout.prompt])) }
    try writer.finish()
  }
}
