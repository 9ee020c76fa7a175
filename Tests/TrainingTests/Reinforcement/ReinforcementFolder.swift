import Corpus
import Diagnostics
import Foundation
import Models
import Tensors
import TestSupport
import Testing
import Tracking
import Training

/// A folder in which a toy policy is trained, broken off and gone on with.
struct ReinforcementFolder {
  private let folder: TemporaryDirectory
  var directory: URL { folder.url }

  init() throws { folder = try TemporaryDirectory() }

  func path(_ name: String) -> URL { directory.appendingPathComponent(name) }

  @discardableResult
  func run(
    _ configuration: ReinforcementConfiguration, base: Checkpoint? = nil, reward: any Reward,
    killedAfter lastStep: Int? = nil
  ) throws -> [Event] {
    let witness = RunFolder.Witness(lastStep: lastStep)
    let (step, checkpoint) = try TrainingRun.resumableStep(in: directory, sink: witness)
    let metrics = try MetricsLog(path(MetricsLog.fileName).path, resumingAfter: step)
    let task = TrainingRun.ReinforcementTask(
      base: try base ?? ToyChat.checkpoint(), prompts: try ToyChat.prompts(), reward: reward,
      card: ModelCard(title: "Toy"), inputs: [:])
    let run = try TrainingRun(
      task, configuration: configuration, directory: directory, device: .cpu,
      sink: EventHub([metrics, witness]))
    do {
      try run.run(from: checkpoint)
    } catch let error as RunError where lastStep != nil {
      #expect("\(error)".contains("Killed"))
    }
    return witness.events
  }

  func metrics() throws -> [[String: Double]] {
    try metricsRows(of: path(MetricsLog.fileName))
  }

  struct Row {
    var prompt: String
    var completion: String
    var answer: String
    var tokens: Int
  }

  func rollouts(step: Int) throws -> [Row] {
    var rows: [Row] = []
    let reader = try JSONLinesReader(path("rollouts/step-\(step).jsonl"))
    while let object = try reader.next()?.value {
      guard case .array(let messages)? = object["prompt"], case .object(let first) = messages[0]
      else { continue }
      rows.append(
        Row(
          prompt: first["content"]?.string ?? "", completion: object["completion"]?.string ?? "",
          answer: object["answer"]?.string ?? "", tokens: object["tokens"]?.integer ?? 0))
    }
    return rows
  }
}
