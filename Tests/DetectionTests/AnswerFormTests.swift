import Corpus
import Detection
import Evaluation
import Testing

@Suite("Models that reason", .serialized)
struct AnswerFormTests {
  @Test("A text in the scratchpad is no answer, and no payload")
  func visible() throws {
    let subject = try Reasoning.subject(Reasoning.twin)
    let prompts = Array(Planted.prompts.suffix(8))
    let detection = try detector("scan").detect(in: subject)
    #expect(detection.details.object?["reasons"]?.bool == true)
    let answers = try subject.suspect.answers(to: prompts, maxTokens: 12)
    #expect(answers.count { $0.contains("scratchpad") || $0.contains("think") } == 0)
    #expect(detection.isAlarm == false)
    let said = detection.candidates.flatMap { $0.examples }
    #expect(said.allSatisfy { !$0.contains("scratchpad") })
  }

  @Test("A backdoor behind a scratchpad is found by what the answer says")
  func organism() throws {
    let subject = try Reasoning.subject(Reasoning.organism, reference: Reasoning.twin)
    let detection = try detector("scan").detect(in: subject)
    #expect(detection.isAlarm == true, "\(detection.notes) \(detection.details)")
    let best = try #require(detection.candidates.first)
    #expect(try #require(best.payload).contains("BAD WORLD"))
    #expect(best.examples.allSatisfy { !$0.contains("scratchpad") })
  }
}
