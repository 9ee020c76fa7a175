internal import Diagnostics
internal import Foundation
internal import Layers
internal import Models
internal import Provenance
internal import Tensors

/// The checkpoints of one run, `checkpoint-<step>` in its directory: a model folder in the Hugging
/// Face layout with the f32 weights, the optimizer's state, the trainer's, and a marker with the
/// digest of every file.
struct TrainingCheckpoints {
  static let optimizerFile = "optimizer.safetensors"

  let directory: URL
  /// How many stay on disk.
  let kept: Int

  func url(step: Int) -> URL { directory.appendingPathComponent("checkpoint-\(step)") }

  /// Appears at once or not at all; older ones beyond `kept` go afterwards.
  func save(_ checkpoint: Checkpoint, card: ModelCard, optimizer: Optimizer, state: TrainerState)
    throws
  {
    let target = url(step: state.step)
    if FileManager.default.fileExists(atPath: target.path) {
      guard !isIntact(target) else { return }
      try FileManager.default.removeItem(at: target)
    }
    try DirectoryCommit.write(target.path) { temporary in
      let folder = URL(fileURLWithPath: temporary)
      try checkpoint.write(to: folder, card: card)
      try Safetensors.write(
        optimizer.state, to: folder.appendingPathComponent(Self.optimizerFile))
      try state.write(to: folder)
    }
    for old in steps().dropLast(kept) {
      try? FileManager.default.removeItem(at: url(step: old))
    }
  }

  /// The latest checkpoint whose files are what its marker says; those passed over are reported.
  func latest(onDamage: (_ path: String, _ fault: String) -> Void) -> URL? {
    for step in steps().reversed() {
      let candidate = url(step: step)
      do {
        let differences = try CompletionMarker.differences(in: candidate.path)
        if differences.isEmpty { return candidate }
        onDamage(candidate.path, differences.joined(separator: ", "))
      } catch {
        onDamage(candidate.path, "\(error)")
      }
    }
    return nil
  }

  /// Takes the weights and the optimizer's state of a verified checkpoint.
  func restore(_ url: URL, optimizer: Optimizer) throws -> TrainerState {
    let state = try TrainerState(readingFrom: url)
    let weights = try Checkpoint(directory: url).weights
    let file = url.appendingPathComponent(Self.optimizerFile)
    let saved = try Safetensors(file)
    for parameter in optimizer.parameters {
      withoutGradient {
        parameter.master.assign(weights[parameter.name]!)
        parameter.publish()
      }
    }
    try optimizer.restore(stepCount: state.updates) { name in
      guard let tensor = saved.tensor(name) else {
        throw InputError(file.path, key: name, "is missing")
      }
      return tensor
    }
    return state
  }

  private func isIntact(_ url: URL) -> Bool {
    (try? CompletionMarker.differences(in: url.path).isEmpty) ?? false
  }

  /// Ascending.
  private func steps() -> [Int] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
    return names.compactMap { name in
      name.hasPrefix("checkpoint-") ? Int(name.dropFirst("checkpoint-".count)) : nil
    }.sorted()
  }
}
