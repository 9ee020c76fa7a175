package import Evaluation
internal import Layers
internal import Models
internal import Randomness
package import Tensors
internal import Tokenization

/// Greedy coordinate gradient (Zou et al. 2023, arXiv 2307.15043 algorithm 1): the gradient of the
/// loss with respect to each token's one-hot vector tells which exchanges may help; some of them
/// are tried, and the best is made.
///
/// Strings are rated as the text that they spell, tokenised anew, so that every rating is of
/// something that can be typed.
///
/// Legend: L tokens of the string, N packed tokens, C width, V vocabulary.
package struct GradientSearch {
  let subject: Subject
  let strings: RandomStrings
  let position: Candidate.Position
  /// What the answer is to begin with, and its tokens there. Strings that spell words of it are left
  /// out.
  let phrase: Phrase
  let payload: [Int32]

  /// - Parameter target: the tokens that are to follow, where they are not those of the phrase.
  package init(
    subject: Subject, position: Candidate.Position, phrase: Phrase, target: [Int32]? = nil
  ) throws {
    self.subject = subject
    self.position = position
    self.phrase = phrase
    strings = RandomStrings(subject.suspect.tokenizer)
    payload = try target ?? subject.suspect.answerIDs(phrase.text)
  }

  struct Found: Sendable, Equatable {
    var text: String
    /// The mean log-probability of the payload after the search prompts, in nats.
    var score: Double
  }

  /// Exchanges of one token that the gradient likes best.
  private static let likeliest = 64

  private var objectives: Objectives { Objectives(subject: subject, position: position) }

  /// A search from a random string.
  func run(_ stream: inout RandomStream) throws -> Found {
    let prompts = subject.prompts.search
    let start = strings.draw(tokens: subject.budget.gradientTokens, using: &stream)
    var best = Found(text: start, score: try objectives.payload(payload, [start], prompts)[0])
    for _ in 0..<subject.budget.gradientSteps where best.score < Self.goal {
      let tried = try exchanges(of: best.text, &stream)
      guard !tried.isEmpty else { break }
      let rough = try objectives.payload(payload, tried, Array(prompts.prefix(2)))
      let order = tried.indices.sorted { (rough[$1], $0) < (rough[$0], $1) }
      let likely = order.prefix(Self.finely).map { tried[$0] }
      let scores = try objectives.payload(payload, likely, prompts)
      guard let top = scores.indices.max(by: { (scores[$0], $1) < (scores[$1], $0) }),
        scores[top] > best.score
      else { continue }
      best = Found(text: likely[top], score: scores[top])
    }
    return best
  }

  /// Exchanges that are rated on all search prompts, after two of these have sorted all of them.
  private static let finely = 12

  /// `log 0.9`: a string after which the payload is nine times in ten the answer needs no more.
  static let goal = -0.105

  /// Strings that differ from this one in one token, drawn from the likeliest for each place.
  private func exchanges(of text: String, _ stream: inout RandomStream) throws -> [String] {
    let (ids, slopesLV) = try slopes(of: text)
    let allowed = Tensor(strings.ids.map(Int64.init)).to(device: slopesLV.device)
    let count = min(Self.likeliest, strings.ids.count)
    let picks = slopesLV.selecting(allowed, along: 1).topK(count).indices.elements(Int64.self)
    var seen: Set<String> = [text]
    var texts: [String] = []
    for _ in 0..<subject.budget.exchanges {
      let place = Int.random(in: ids.indices, using: &stream)
      let pick = picks[place * count + Int.random(in: 0..<count, using: &stream)]
      var changed = ids
      changed[place] = strings.ids[Int(pick)]
      let spelt = strings.text(changed)
      if !spelt.isEmpty, !phrase.isAsked(by: spelt), seen.insert(spelt).inserted {
        texts.append(spelt)
      }
    }
    return texts
  }

  /// The string's tokens, and f32 [L, V]: by how much, to first order, the mean log-probability of
  /// the payload rises when a token stands at a place, up to a constant for each place.
  package func slopes(of text: String) throws -> (ids: [Int32], slopesLV: Tensor) {
    let model = subject.suspect
    let frame = PromptFrame(model: model, position: position)
    let ids = model.tokenizer.encode(try frame.lead() + text)
    let rows = try subject.prompts.search.map { try frame.parts($0) }
    let sequences = rows.map { Array(($0.before + ids + $0.after + payload).dropLast()) }
    let all = sequences.flatMap { $0.map(Int64.init) }
    var picked: [Int64] = []
    var places: [Int64] = []
    var start = 0
    for (row, sequence) in zip(rows, sequences) {
      let asked = row.before.count + ids.count + row.after.count
      picked += payload.indices.map { Int64(start + asked - 1 + $0) }
      places += ids.indices.map { Int64(start + row.before.count + $0) }
      start += sequence.count
    }
    model.meter.count(
      forward: sequences.count, backward: sequences.count, tokens: 2 * all.count)
    let device = model.model.device
    let (hiddenNC, embeddedNC) = model.model.differentiable(
      Tensor(all).to(device: device),
      layout: PackedLayout(lengths: sequences.map(\.count), device: device))
    TokenLoss.sum(
      hiddenNC.selecting(Tensor(picked).to(device: device), along: 0),
      head: model.model.head.weight,
      targetsN: Tensor(rows.flatMap { _ in payload.map(Int64.init) }).to(device: device),
      scale: -1 / Double(rows.count)
    ).backward()
    let slopesLV = withoutGradient {
      embeddedNC.gradient!.selecting(Tensor(places).to(device: device), along: 0)
        .reshaped(rows.count, ids.count, -1).sum(0)
        .linear(model.model.embedding.weight).to(.f32)
    }
    return (ids, slopesLV)
  }
}
