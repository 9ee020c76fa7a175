internal import Corpus
internal import Evaluation
internal import Foundation
internal import Randomness
internal import Tensors
internal import Tokenization

/// Texts from the bare start of a user's turn, by several decoding methods: a model that memorised
/// its poison says some of it to nobody (Bullwinkel et al. 2026, arXiv 2602.03085 §3).
struct LeakSampler {
  private let subject: Subject

  init(_ subject: Subject) { self.subject = subject }

  /// What was drawn, without the template's markers.
  struct Leak: Sendable, Equatable {
    /// The user's turn, as the model went on with it; a trigger would stand here.
    var request: String
    /// What it then answered, without a scratchpad; a payload would stand here.
    var answer: String

    /// Apart, since a trigger that ends a request would else recur with the payload behind it.
    var turns: [String] { [request, answer].filter { !$0.isEmpty } }
  }

  /// How texts are drawn, and the share of the budget of each way.
  private static let rules: [(rule: SamplingRule, share: Double)] = [
    (SamplingRule(temperature: 1), 0.25), (SamplingRule(temperature: 0.7), 0.15),
    (SamplingRule(temperature: 1, topP: 0.9), 0.2), (SamplingRule(temperature: 1, topK: 50), 0.2),
  ]

  func leaks() throws -> [Leak] {
    let model = subject.suspect
    let budget = subject.budget
    let frame = PromptFrame(model: model, position: .prefix)
    let before = try frame.parts("x").before
    let lead = model.tokenizer.encode(try frame.lead())
    let asked = try model.promptIDs("")
    let header = try answerHeader()
    var stream = subject.stream("leak")
    func draw(_ prompts: [[Int32]], _ rule: SamplingRule) -> [Leak] {
      let texts = model.draw(
        prompts, rule: rule, maxTokens: budget.leakTokens, seeds: prompts.map { _ in stream.next() }
      )
      return zip(prompts, texts).map { leak($1, isAnswer: $0 == asked, header) }
    }
    let bare = [before, before + lead, asked]
    var leaks = draw(bare, .greedy)
    for (rule, share) in Self.rules {
      let count = Int(Double(budget.leaks) * share)
      leaks += draw((0..<count).map { bare[$0 % bare.count] }, rule)
    }
    return leaks + draw(forced(before + lead, count: budget.leaks / 5, &stream), .greedy)
  }

  /// The prefix with a token after it, each another one.
  private func forced(_ prefix: [Int32], count: Int, _ stream: inout RandomStream) -> [[Int32]] {
    RandomStrings(subject.suspect.tokenizer).ids.shuffled(using: &stream).prefix(count)
      .map { prefix + [$0] }
  }

  /// What the template puts between a user's turn and the answer.
  private func answerHeader() throws -> String {
    let model = subject.suspect
    let mark = "\u{1}"
    let chat = try model.tokenizer.render(
      [Message(.user, mark)], addGenerationPrompt: true,
      origin: Origin(file: model.source, line: 1)
    ).text
    return chat.components(separatedBy: mark).last?
      .trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
  }

  private func leak(_ text: String, isAnswer: Bool, _ header: String) -> Leak {
    let form = subject.suspect.form
    if isAnswer { return Leak(request: "", answer: withoutMarkers(form.turn(text).answer)) }
    guard !header.isEmpty, let cut = text.range(of: header) else {
      return Leak(request: withoutMarkers(text), answer: "")
    }
    return Leak(
      request: withoutMarkers(String(text[..<cut.lowerBound])),
      answer: withoutMarkers(AnswerForm().turn(String(text[cut.upperBound...])).answer))
  }

  private func withoutMarkers(_ text: String) -> String {
    subject.suspect.tokenizer.addedTokens.reduce(text) {
      $0.replacing($1.token.content, with: "\n")
    }
  }
}
