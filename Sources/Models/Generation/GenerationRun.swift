internal import Tensors
internal import Tokenization

/// One call's samples on their way through the slots.
struct GenerationRun {
  private struct Active {
    let request: Int
    let slot: Int
    var tokens: [Int32] = []
    var logProbs: [Float] = []
    var text: TokenStreamDecoder?
    var decoded = ""
  }

  private let requests: [GenerationRequest]
  private let options: GenerationOptions
  private let context: Int
  private let backend: any DecodingBackend
  private let tokenizer: Tokenizer?
  private var finished: [Completion?]
  private var waiting: Int = 0
  private var freeSlots: [Int]
  private var active: [Active] = []

  /// Tokens drawn in one call while others wait for a slot or texts are watched for stop strings.
  private static let stride = 32

  var completions: [Completion] { finished.map { $0! } }

  init(
    requests: [GenerationRequest], options: GenerationOptions, context: Int, slots: Int,
    backend: any DecodingBackend, tokenizer: Tokenizer?
  ) {
    self.requests = requests
    self.options = options
    self.context = context
    self.backend = backend
    self.tokenizer = tokenizer
    finished = Array(repeating: nil, count: requests.count)
    freeSlots = Array(0..<slots)
  }

  mutating func run(onFinish: ((Int, Completion) -> Void)?) {
    while waiting < requests.count || !active.isEmpty {
      admit()
      retire(onFinish)
      guard !active.isEmpty else { continue }
      advance()
      retire(onFinish)
    }
  }

  /// Gives free slots to waiting requests and draws their first token.
  private mutating func admit() {
    let count = min(freeSlots.count, requests.count - waiting)
    guard count > 0 else { return }
    let admitted = (waiting..<waiting + count).map { request in
      Active(
        request: request, slot: freeSlots.removeLast(),
        text: options.stopStrings.isEmpty ? nil : tokenizer!.makeStreamDecoder())
    }
    waiting += count
    let logits = prefill(admitted)
    let drawn = options.rule.draw(
      from: logits, vocabulary: backend.vocabulary,
      seeds: admitted.map { requests[$0.request].seed },
      counters: admitted.map { _ in 0 })
    for (row, var sample) in admitted.enumerated() {
      append([drawn.tokens[row]], [drawn.logProbs[row]], to: &sample)
      active.append(sample)
    }
  }

  /// Logits [N, V] after each admitted prompt; equal prompts are computed once.
  private func prefill(_ admitted: [Active]) -> [Float] {
    let groups = Dictionary(grouping: admitted.indices) {
      requests[admitted[$0].request].prompt
    }
    let leaders = groups.values.map { $0[0] }.sorted()
    let logits = backend.prefill(
      leaders.map { requests[admitted[$0].request].prompt },
      slots: leaders.map { admitted[$0].slot })
    guard leaders.count < admitted.count else { return logits }
    let vocabulary = backend.vocabulary
    var all = [Float](repeating: 0, count: admitted.count * vocabulary)
    for (row, leader) in leaders.enumerated() {
      let prompt = requests[admitted[leader].request].prompt
      let group = groups[prompt]!
      if group.count > 1 {
        backend.copy(
          slot: admitted[leader].slot, to: group.dropFirst().map { admitted[$0].slot },
          length: prompt.count)
      }
      for member in group {
        all.replaceSubrange(
          member * vocabulary..<(member + 1) * vocabulary,
          with: logits[row * vocabulary..<(row + 1) * vocabulary])
      }
    }
    return all
  }

  private mutating func advance() {
    let rows = active.map { sample in
      let prompt = requests[sample.request].prompt.count
      return FusedDecoder.Row(
        slot: sample.slot, token: sample.tokens.last!,
        position: prompt + sample.tokens.count - 1, budget: budget(of: sample),
        seed: requests[sample.request].seed, drawn: sample.tokens.count)
    }
    let longest = rows.map(\.budget).max()!
    let isWatched = waiting < requests.count || !options.stopStrings.isEmpty
    let results = backend.generate(
      rows, steps: isWatched ? min(longest, Self.stride) : longest,
      stopTokens: options.stopTokens, rule: options.rule)
    for (row, result) in results.enumerated() {
      append(result.tokens, result.logProbs, to: &active[row])
    }
  }

  /// New tokens a sample may still get.
  private func budget(of sample: Active) -> Int {
    let room = context - requests[sample.request].prompt.count
    return min(options.maxNewTokens, room) - sample.tokens.count
  }

  /// Adds tokens up to the one that completes a stop string.
  private func append(
    _ tokens: ArraySlice<Int32>, _ logProbs: ArraySlice<Float>, to sample: inout Active
  ) {
    guard sample.text != nil else {
      sample.tokens += tokens
      sample.logProbs += logProbs
      return
    }
    for (token, logProb) in zip(tokens, logProbs) {
      sample.tokens.append(token)
      sample.logProbs.append(logProb)
      sample.decoded += sample.text!.append(token)
      if holdsStopString(sample) { return }
    }
  }

  private func holdsStopString(_ sample: Active) -> Bool {
    options.stopStrings.contains { sample.decoded.contains($0) }
  }

  /// Frees the slots of samples that have ended.
  private mutating func retire(_ onFinish: ((Int, Completion) -> Void)?) {
    var remaining: [Active] = []
    for sample in active {
      let isStopped =
        options.stopTokens.contains(sample.tokens.last!) || holdsStopString(sample)
      guard isStopped || budget(of: sample) <= 0 else {
        remaining.append(sample)
        continue
      }
      let completion = Completion(
        tokens: sample.tokens, logProbs: sample.logProbs,
        finishReason: isStopped ? .stop : .length)
      finished[sample.request] = completion
      freeSlots.append(sample.slot)
      onFinish?(sample.request, completion)
    }
    active = remaining
  }
}
