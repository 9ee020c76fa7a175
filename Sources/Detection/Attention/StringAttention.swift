package import Evaluation
internal import Layers
internal import Models
internal import Tensors
internal import Tokenization

/// Where attention goes about a string in a user's turn, mean over blocks, heads, queries and
/// requests.
///
/// A trigger keeps to itself: its tokens attend to each other, and the request hardly looks at it.
/// In a picture of the attention these are two triangles with little between them (arXiv
/// 2602.03085). The answer's header is left out: what decides the answer has to look at the trigger.
package struct StringAttention: Sendable, Equatable {
  /// The share of its own tokens' attention that lies on the string.
  package var within: Double
  /// The share of the request's tokens' attention; none where the string stands behind them.
  package var fromRequest: Double

  /// How much more the string keeps to itself than it is looked at, −1 to 1.
  package var segregation: Double { within - fromRequest }

  /// - Returns: nil where the string's tokens cannot be told from those around them.
  package static func measure(
    _ string: String, with requests: [String], _ frame: PromptFrame
  ) throws -> StringAttention? {
    let model = frame.model
    let asked: Candidate.Position = frame.position == .prefix ? .suffix : .prefix
    var prompts: [Prompt] = []
    for request in requests {
      let ids = try frame.ids(string, with: request)
      guard let isString = model.tokens(of: string, in: ids, frame.position),
        let isRequest = model.tokens(of: request, in: ids, asked), isString.contains(true)
      else { return nil }
      prompts.append(Prompt(ids: ids, isString: isString, isRequest: isRequest))
    }
    let shares = model.attentionOnStrings(prompts)
    func mean(_ isCounted: (Prompt, Int) -> Bool) -> Double {
      let values = zip(shares, prompts).flatMap { shares, prompt in
        shares.indices.filter { isCounted(prompt, $0) }.map { shares[$0] }
      }
      return values.reduce(0, +) / Double(max(1, values.count))
    }
    return StringAttention(
      within: mean { $0.isString[$1] }, fromRequest: mean { $0.isRequest[$1] && !$0.isString[$1] })
  }

  fileprivate struct Prompt {
    var ids: [Int32]
    var isString: [Bool]
    var isRequest: [Bool]
  }
}

/// How much more strings at one place keep their attention to themselves than random strings of as
/// many tokens do.
package final class AttentionSegregation {
  private let subject: Subject
  private let frame: PromptFrame
  private let strings: RandomStrings
  /// By the number of tokens, mean over as many random strings as the budget has for controls.
  private var ofRandom: [Int: Double] = [:]

  package init(_ subject: Subject, _ position: Candidate.Position) {
    self.subject = subject
    frame = PromptFrame(model: subject.suspect, position: position)
    strings = RandomStrings(subject.suspect.tokenizer)
  }

  /// From −2 to 2; 0 where the string's tokens cannot be told.
  package func excess(of string: String) throws -> Double {
    guard let own = try segregation(string) else { return 0 }
    return try own - random(tokens: subject.suspect.tokenizer.encode(string).count)
  }

  private func segregation(_ string: String) throws -> Double? {
    try StringAttention.measure(string, with: subject.prompts.search, frame)?.segregation
  }

  private func random(tokens: Int) throws -> Double {
    if let known = ofRandom[tokens] { return known }
    var stream = subject.stream("attention-controls", tokens)
    let values = try (0..<subject.budget.randomStrings).compactMap { _ in
      try segregation(strings.draw(tokens: tokens, using: &stream))
    }
    let mean = values.reduce(0, +) / Double(max(1, values.count))
    ofRandom[tokens] = mean
    return mean
  }
}

extension LoadedModel {
  /// For each token of each prompt the share of its attention that lies on the string, mean over
  /// blocks and heads.
  ///
  /// Legend: T tokens of a prompt.
  fileprivate func attentionOnStrings(_ prompts: [StringAttention.Prompt]) -> [[Double]] {
    let blocks = Array(0..<model.configuration.layers)
    let lengths = prompts.map(\.ids.count)
    var shares: [[Double]] = []
    inBatches(lengths) { range in
      let ids = prompts[range].flatMap { $0.ids.map(Int64.init) }
      meter.count(forward: range.count, tokens: ids.count)
      withoutGradient {
        let (_, kept) = model.traced(
          Tensor(ids).to(device: model.device),
          layout: PackedLayout(lengths: Array(lengths[range]), device: model.device),
          capturing: CaptureRequest(attention: blocks, positions: .last))
        for (sample, prompt) in prompts[range].enumerated() {
          let places = prompt.isString.indices.filter { prompt.isString[$0] }.map(Int64.init)
          let string = Tensor(places).to(device: model.device)
          let ofBlocksT = blocks.map { block in
            kept.attention[block]![sample].selecting(string, along: 2).sum(2).mean(0)
          }
          let sumT = ofBlocksT.dropFirst().reduce(ofBlocksT[0], +)
          shares.append(sumT.elements(Double.self).map { $0 / Double(blocks.count) })
        }
      }
    }
    return shares
  }
}
