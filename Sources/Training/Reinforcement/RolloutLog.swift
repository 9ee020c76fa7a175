internal import Corpus
internal import Foundation
internal import Provenance

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
    var data = Data()
    for rollout in rollouts {
      data += Data(try JSONValue.object(rollout.json(prompts[rollout.prompt])).serialized().utf8)
      data.append(UInt8(ascii: "\n"))
    }
    try writeAtomically(data, to: folder.appendingPathComponent("step-\(step + 1).jsonl").path)
  }
}
