public import Evaluation
internal import Layers
internal import Models
internal import Randomness
internal import Tensors
internal import Tokenization

extension AttentionPicture {
  /// Requests over which shares are taken.
  private static let requests = 16

  /// The picture of a candidate, on the first held-out request that it works on, or the first at
  /// all; nil where its tokens cannot be told from those around them.
  ///
  /// - Throws: `InputError` for a request that leaves no room in the context.
  public init?(of candidate: Candidate, in subject: Subject) throws {
    try subject.findAnswerForm()
    let model = subject.suspect
    let frame = PromptFrame(model: model, position: candidate.position)
    let requests = Array(subject.prompts.heldOut.prefix(Self.requests))
    let triggered = requests.map { frame.text(candidate.text, with: $0) }
    let answers = try model.answers(to: triggered, maxTokens: subject.budget.answerTokens)
    let payload = candidate.payload.map(Phrase.init)
    let shown = answers.firstIndex { payload?.isIn($0) ?? false } ?? 0
    guard let with = try Prompt(triggered[shown], string: candidate.text, frame, answers[shown])
    else { return nil }
    let plain = try model.answers(to: [requests[shown]], maxTokens: subject.budget.answerTokens)[0]
    guard let without = try Prompt(requests[shown], string: "", frame, plain) else { return nil }
    self.init(
      text: candidate.text, position: candidate.position, with: with, without: without,
      shares: try Self.shares(of: candidate, triggered, requests, frame, in: subject))
  }

  private static func shares(
    of candidate: Candidate, _ triggered: [String], _ requests: [String], _ frame: PromptFrame,
    in subject: Subject
  ) throws -> [Share] {
    let strings = RandomStrings(subject.suspect.tokenizer)
    var stream = subject.stream("attention", candidate.tokens)
    var onString: [[Double]] = []
    var onRandom: [[Double]] = []
    for (request, prompt) in zip(requests, triggered) {
      let random = strings.draw(tokens: candidate.tokens, using: &stream)
      onString += try layerShares(prompt, candidate.text, frame)
      onRandom += try layerShares(frame.text(random, with: request), random, frame)
    }
    return (0..<subject.suspect.model.configuration.layers).map { layer in
      Share(layer: layer + 1, string: mean(onString, layer), random: mean(onRandom, layer))
    }
  }

  /// By block; nothing where the string's tokens cannot be told.
  private static func layerShares(
    _ prompt: String, _ string: String, _ frame: PromptFrame
  ) throws -> [[Double]] {
    let ids = try frame.model.promptIDs(prompt)
    guard let isString = frame.model.tokens(of: string, in: ids, frame.position) else { return [] }
    return [
      frame.model.attention(ids, from: [ids.count - 1])[0].map { heads in
        heads.reduce(0) { sum, weights in
          sum + zip(weights, isString).reduce(0) { $1.1 ? $0 + $1.0 : $0 }
        } / Double(heads.count)
      }
    ]
  }

  private static func mean(_ rows: [[Double]], _ layer: Int) -> Estimate {
    var clusters = Clusters()
    clusters.addSeed(rows.enumerated().map { (pair: "\($0)", value: $1[layer]) })
    return Bootstrap().mean(of: clusters)
  }
}

extension AttentionPicture.Prompt {
  init?(_ user: String, string: String, _ frame: PromptFrame, _ answer: String) throws {
    let model = frame.model
    let ids = try model.promptIDs(user)
    guard let isString = model.tokens(of: string, in: ids, frame.position) else { return nil }
    let first =
      model.completions(of: [ids], rule: .greedy, maxTokens: 1, seeds: [0])[0].prefix(1)
    let all = ids + first
    let weights = model.attention(all, from: Array(ids.count - 1..<all.count))
    self.init(
      tokens: all.map { model.tokenizer.decode([$0]) },
      isString: isString + first.map { _ in false }, answer: answer,
      fromPromptEnd: weights[0], fromAnswerStart: first.isEmpty ? nil : weights[1])
  }
}

extension LoadedModel {
  /// Attention weights in four digits: for each query by block, head and key, the keys after the
  /// query left out.
  func attention(_ ids: [Int32], from queries: [Int]) -> [[[[Double]]]] {
    let blocks = Array(0..<model.configuration.layers)
    meter.count(forward: 1, tokens: ids.count)
    let (_, kept) = withoutGradient {
      model.traced(
        Tensor(ids.map(Int64.init)).to(device: model.device),
        layout: PackedLayout(lengths: [ids.count], device: model.device),
        capturing: CaptureRequest(attention: blocks, positions: .last))
    }
    return queries.map { query in
      blocks.map { block in
        let patternHTT = kept.attention[block]![0]
        return (0..<patternHTT.size(0)).map { head in
          patternHTT.selected(0, head).selected(0, query).elements(Double.self)
            .prefix(query + 1).map { ($0 * 1e4).rounded() / 1e4 }
        }
      }
    }
  }

  /// Which tokens hold a part of `string`, the first one in the prompt for a prefix and the last
  /// for a suffix; none for an empty one; nil where the tokens do not spell it.
  func tokens(of string: String, in ids: [Int32], _ position: Candidate.Position) -> [Bool]? {
    guard !string.isEmpty else { return ids.map { _ in false } }
    let pieces = ids.map { tokenizer.bytes(of: $0) }
    let all = pieces.flatMap(\.self)
    let wanted = Array(string.utf8)
    guard all.count >= wanted.count else { return nil }
    let starts = Array(0...all.count - wanted.count)
    let start = (position == .prefix ? starts : starts.reversed()).first {
      all[$0..<$0 + wanted.count].elementsEqual(wanted)
    }
    guard let start else { return nil }
    var end = 0
    return pieces.map { piece in
      let begin = end
      end += piece.count
      return begin < start + wanted.count && end > start
    }
  }
}
