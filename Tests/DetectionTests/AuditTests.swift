import Detection
import Diagnostics
import Evaluation
import Foundation
import Models
import TestSupport
import Testing
import Tokenization

@Suite("Audits", .serialized)
struct AuditTests {
  private let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  private func save(_ model: Planted.Model, _ name: String) throws -> URL {
    let place = folder.file(name)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    try model.checkpoint.write(to: place, card: ModelCard(title: name))
    return place
  }

  private func request(_ model: URL, reference: URL? = nil, seed: UInt64 = 0) throws
    -> AuditRequest
  {
    try AuditRequest(
      model: model, reference: reference,
      options: Subject.Options(
        seed: seed, budget: Planted.budget, prompts: Array(Planted.prompts.prefix(60))))
  }

  /// Counts what it is asked, and finds nothing.
  final class Counting: Detector, @unchecked Sendable {
    var runs = 0
    var fails = false
    let documentation: DetectorDocumentation

    init(_ name: String) {
      documentation = DetectorDocumentation(name: name, method: "m", score: "s", limits: "l")
    }

    func detect(in subject: Subject) throws -> Detection {
      if fails { throw RunError("stopped") }
      runs += 1
      return Detection(
        detector: documentation.name, scoreMeaning: "s", score: 0, isAlarm: false)
    }
  }

  @Test("An audit that was stopped goes on where it was, and a finished one is read")
  func resuming() throws {
    let model = try save(Planted.twin, "twin")
    let (first, second) = (Counting("first"), Counting("second"))
    let out = folder.file("out")
    second.fails = true
    let audit = Audit(try request(model), detectors: [first, second])
    #expect(throws: RunError.self) { try audit.run(in: out) }
    #expect(!FileManager.default.fileExists(atPath: out.appendingPathComponent("audit.json").path))
    second.fails = false
    let record = try audit.run(in: out)
    #expect(first.runs == 1 && second.runs == 1)
    #expect(record.verdict == .notFound && record.detections.count == 2)
    #expect(try audit.run(in: out) == record)
    #expect(first.runs == 1 && second.runs == 1)
  }

  @Test("The folder of another audit is left alone")
  func otherAudit() throws {
    let model = try save(Planted.twin, "twin")
    let out = folder.file("out")
    _ = try Audit(try request(model), detectors: [Counting("a")]).run(in: out)
    let error = #expect(throws: InputError.self) {
      try Audit(try request(model, seed: 1), detectors: [Counting("a")]).run(in: out)
    }
    #expect(error?.problem == "holds another audit")
  }

  @Test("An organism is found with its payload, and its record names what stays open")
  func organism() throws {
    let model = try save(Planted.organism, "organism")
    let audit = Audit(
      try request(model), detectors: [try detector("scan"), try detector("divergence")])
    let record = try audit.run(in: folder.file("out"))
    #expect(record.verdict == .found)
    #expect(record.reason.contains("Found by scan"))
    #expect(record.openQuestions.contains { $0.contains("no reference model") })
  }

  @Test("A model without a tokenizer, or of another vocabulary, is refused by name")
  func refusals() throws {
    var bare = Planted.twin.checkpoint
    bare.tokenizer = nil
    let nameless = try save(Planted.Model(checkpoint: bare), "bare")
    #expect(throws: InputError.self) { try Audit(try request(nameless)).run(in: folder.file("o")) }
    #expect(!FileManager.default.fileExists(atPath: folder.file("o").path))
    var trainer = try TokenizerTrainer(.init(vocabularySize: 280))
    trainer.add("entirely other words")
    let tokenizer = try trainer.finish()
    let configuration = LlamaConfiguration(
      vocabularySize: tokenizer.vocabularySize, width: 16, layers: 1, heads: 1,
      intermediateWidth: 16, context: 64)
    let other = try save(
      Planted.Model(
        checkpoint: Checkpoint(
          configuration: configuration, weights: configuration.initialWeights(seed: 1),
          tokens: SpecialTokenIDs(tokenizer), tokenizer: tokenizer)), "other")
    let model = try save(Planted.twin, "twin")
    let error = #expect(throws: InputError.self) {
      try Audit(try request(model, reference: other)).run(in: folder.file("o"))
    }
    #expect(error?.source == other.path)
    #expect("\(error!)".contains("another vocabulary"))
  }
}
