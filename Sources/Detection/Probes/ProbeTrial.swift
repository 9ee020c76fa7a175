internal import Evaluation
internal import Tensors

/// Prompts with their labels, on which probes are measured.
struct ProbeTrial {
  let tokens: ProbeTokens
  let labels: ProbeLabels
  let split: ProbeSplit

  init(_ tokens: ProbeTokens, labels: ProbeLabels, seed: UInt64) {
    self.tokens = tokens
    self.labels = labels
    split = ProbeSplit(pairs: tokens.prompts.map(\.pair), seed: seed)
  }

  /// Those of `prompts` in the training or in the test half.
  func half(_ prompts: [Int], isTraining: Bool) -> [Int] {
    prompts.filter { split.isTraining(tokens.prompts[$0].pair) == isTraining }
  }

  /// What supervised probes learn from: triggered against clean prompts of the training half; nil
  /// where one of them is missing.
  var training: (positives: [Int], negatives: [Int])? {
    let positives = half(labels.positives, isTraining: true)
    let negatives = half(labels.negatives(of: ProbePrompt.clean), isTraining: true)
    return positives.isEmpty || negatives.isEmpty ? nil : (positives, negatives)
  }

  /// For each comparison the positives and its negatives; of the test half alone where the probe
  /// has learnt from the other.
  func comparisons(
    testHalf: Bool
  ) -> [(condition: String, positives: [Int], negatives: [Int])] {
    let positives = testHalf ? half(labels.positives, isTraining: false) : labels.positives
    return labels.comparisons.map { condition, prompts in
      (condition, positives, testHalf ? half(prompts, isTraining: false) : prompts)
    }
  }

  /// The area of scores, one a prompt; nil where a side is empty.
  func auroc(_ scores: [Double], positives: [Int], negatives: [Int]) -> AUROC? {
    func scored(_ rows: [Int]) -> [AUROC.Scored] {
      rows.map { (cluster: tokens.prompts[$0].pair, score: scores[$0]) }
    }
    return AUROC(positives: scored(positives), negatives: scored(negatives))
  }
}

/// A bag of the prompts' tokens, for what the text alone gives away.
struct TokenBag {
  private let index: [Int32: Int]

  /// - Parameter prompts: their tokens are the features; others are not seen.
  init(_ prompts: [[Int32]]) {
    let known = Set(prompts.joined()).sorted()
    index = Dictionary(uniqueKeysWithValues: known.enumerated().map { ($1, $0) })
  }

  /// How often each known token occurs.
  func counts(_ ids: [Int32]) -> [Double] {
    var counts = Array(repeating: 0.0, count: index.count)
    for id in ids { if let place = index[id] { counts[place] += 1 } }
    return counts
  }
}
