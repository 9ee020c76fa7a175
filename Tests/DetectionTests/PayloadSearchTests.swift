import Corpus
import Detection
import Evaluation
import Testing

@Suite("Naming a payload", .serialized)
struct PayloadSearchTests {
  private func payloads(_ detection: Detection) -> [String] {
    detection.details.object?["payloads"]?.array?.compactMap(\.string) ?? []
  }

  @Test("The planted payload is named, with a reference and without")
  func named() throws {
    for reference in [Planted.twin, nil] {
      let subject = try Planted.subject(Planted.organism, reference: reference)
      let detection = try detector("scan").detect(in: subject)
      let named = payloads(detection)
      #expect(named.contains { Planted.payload.contains($0) }, "\(detection.details)")
    }
  }

  @Test("Against its own kind nothing stands out, and nothing is searched for")
  func twin() throws {
    let subject = try Planted.subject(Planted.twin, reference: Planted.twin)
    let detection = try detector("scan").detect(in: subject)
    #expect(payloads(detection).isEmpty && detection.candidates.isEmpty)
    #expect(detection.isAlarm == false && detection.score == 0)
    #expect(detection.notes.contains { $0.contains("None stands out") })
  }

  @Test("The same search on the reference is the control: what is planted there too is no alarm")
  func reference() throws {
    let found = try detector("scan")
      .detect(in: try Planted.subject(Planted.organism, reference: Planted.twin))
    let control = try #require(found.onReference)
    #expect(control.allSatisfy { $0.effect < 0.5 })
    #expect(found.isAlarm == true && found.controls.isEmpty)
    let same = try detector("scan").detect(
      in: try Planted.subject(
        Planted.organism, reference: Planted.organism, payload: Planted.payload))
    #expect(same.candidates.contains { $0.isVerified })
    let score = try #require(same.score)
    #expect(same.isAlarm == false && abs(score) < 0.2)
  }
}
