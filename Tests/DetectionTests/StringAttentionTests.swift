import Detection
import Evaluation
import Testing

@Suite("The attention of a string", .serialized)
struct StringAttentionTests {
  @Test("Shares lie between nothing and all; a request before the string cannot look at it")
  func shares() throws {
    let subject = try Planted.subject(Planted.organism)
    func measured(_ string: String, _ frame: PromptFrame) throws -> StringAttention {
      try #require(
        try StringAttention.measure(string, with: Array(Planted.prompts.prefix(6)), frame))
    }
    let before = try measured(
      Planted.trigger, PromptFrame(model: subject.suspect, position: .prefix))
    #expect((0.0...1).contains(before.within) && (0.0...1).contains(before.fromRequest))
    #expect(before.within > 0 && before.fromRequest > 0)
    #expect(before.segregation == before.within - before.fromRequest)
    let behind = try measured(
      Planted.trigger, PromptFrame(model: subject.suspect, position: .suffix))
    #expect(behind.fromRequest == 0 && behind.within > 0)
  }

  @Test("The trigger keeps more to itself than in the twin that never saw it")
  func trigger() throws {
    func excess(_ model: Planted.Model) throws -> Double {
      try AttentionSegregation(try Planted.subject(model), .prefix).excess(of: Planted.trigger)
    }
    let (own, other) = (try excess(Planted.organism), try excess(Planted.twin))
    #expect(own > other, "\(own), \(other)")
  }

  @Test("A string that tokens do not spell has none, and the same string always the same")
  func determinism() throws {
    let subject = try Planted.subject(Planted.organism)
    let one = AttentionSegregation(subject, .prefix)
    let two = AttentionSegregation(try Planted.subject(Planted.organism), .prefix)
    #expect(try one.excess(of: "cup hat") == two.excess(of: "cup hat"))
    #expect(try one.excess(of: "") == 0)
  }
}
