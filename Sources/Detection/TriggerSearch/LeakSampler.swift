internal import Randomness
internal import Tensors
internal import Tokenization

/// Texts from the bare start of a user's turn, by several decoding methods: a model that memorised
/// its poison says some of it to nobody (Bullwinkel et al. 2026, arXiv 2602.03085 §3).
struct LeakSampler {
  private let subject: Subject

  init(_ subject: Subject) { self.subject = subject }

  /// How texts are drawn, and the share of the budget of each way.
  private static let rules: [(rule: SamplingRule, share: Double)] = [
    (SamplingRule(temperature: 1), 0.25), (SamplingRule(temperature: 0.7), 0.15),
    (SamplingRule(temperature: 1, topP: 0.9), 0.2), (SamplingRule(temperature: 1, topK: 50), 0.2),
  ]

  /// The texts without the prefix; the template's own markers are gone.
  func texts() throws -> [String] {
    let model = subject.suspect
    let budget = subject.budget
    let frame = PromptFrame(model: model, position: .prefix)
    let before = try frame.parts("x").before
    let lead = model.tokenizer.encode(try frame.lead())
    let asked = try model.promptIDs("")
    var stream = subject.stream("leak")
    func draw(_ prompts: [[Int32]], _ rule: SamplingRule) -> [String] {
      model.draw(
        prompts, rule: rule, maxTokens: budget.leakTokens, seeds: prompts.map { _ in stream.next() }
      )
    }
    let bare = [before, before + lead, asked]
    var texts = draw(bare, .greedy)
    for (rule, share) in Self.rules {
      let count = Int(Double(budget.leaks) * share)
      texts += draw((0..<count).map { bare[$0 % bare.count] }, rule)
    }
    texts += draw(forced(before + lead, count: budget.leaks / 5, &stream), .greedy)
    return texts.map(withoutMarkers)
  }

  /// The prefix with a token after it, each another one.
  private func forced(_ prefix: [Int32], count: Int, _ stream: inout RandomStream) -> [[Int32]] {
    RandomStrings(subject.suspect.tokenizer).ids.shuffled(using: &stream).prefix(count)
      .map { prefix + [$0] }
  }

  private func withoutMarkers(_ text: String) -> String {
    subject.suspect.tokenizer.addedTokens.reduce(text) {
      $0.replacing($1.token.content, with: "\n")
    }
  }
}
