internal import Foundation
package import Layers
package import Models
package import Tensors
internal import Tokenization

/// One update of the policy on some answers of a step.
///
/// The losses depend on the weights only through the log-probabilities of the tokens drawn and, for
/// `ppo`, the values. So their slopes are computed in plain numbers, and one pass of
/// automatic differentiation carries them to the weights as `Σ slope · log π + Σ slope · V`.
package struct PolicyUpdate {
  package let configuration: ReinforcementConfiguration
  package let policy: Llama
  /// [1, C] for `ppo`.
  package let valueHead: Tensor?
  let optimizer: Optimizer

  package init(
    configuration: ReinforcementConfiguration, policy: Llama, valueHead: Tensor?,
    optimizer: Optimizer
  ) {
    self.configuration = configuration
    self.policy = policy
    self.valueHead = valueHead
    self.optimizer = optimizer
  }

  /// Sums over an update, or over several.
  package struct Outcome {
    package var loss = 0.0
    package var valueLoss = 0.0
    package var gradientNorm = 0.0
    /// Tokens learnt from, those of them whose bound was active, and tokens that went through.
    var learnt = 0
    var clipped = 0
    var tokens = 0
  }

  /// - Parameters:
  ///   - members: the answers to learn from, as indices.
  ///   - isFirst: whether the weights are those the answers were drawn with; all ratios are then 1.
  ///   - pass: that of these weights over `rollouts`, where all of them are learnt from in their order.
  package func update(
    _ rollouts: [Rollout], _ members: [Int], _ targets: PolicyTargets, coefficient: Double,
    isFirst: Bool, pass: PolicyPass? = nil, learningRate: Double
  ) throws -> Outcome {
    let data = try TrainingData(members.map { rollouts[$0].sample }, source: "answers")
    let plan = BatchPlan(
      lengths: data.lengths, tokensPerBatch: configuration.training.microBatchTokens, seed: 0)
    let all = Array(members.indices)
    let groups =
      pass == nil
      ? plan.packed(all, tokensPerBatch: configuration.training.microBatchTokens) : [all]
    let shares = Shares(members.map { rollouts[$0] }, configuration)
    var outcome = Outcome()
    for group in groups {
      let batch = pass?.batch ?? data.batch(group, device: policy.device)
      let hiddenNC = pass?.hiddenNC ?? policy.hiddenStates(batch.inputsN, layout: batch.layout)
      let now = isFirst ? nil : measures(hiddenNC, batch)
      var slopes = Slopes(count: batch.inputsN.size(0), hasValues: valueHead != nil)
      var row = 0
      for place in group {
        let rollout = rollouts[members[place]]
        let first = row + data.lengths[place] - rollout.tokenCount
        accumulate(
          rollout, member: members[place], targets, share: shares.of(place), now, first,
          coefficient, &slopes, &outcome)
        row += data.lengths[place]
      }
      carry(slopes, hiddenNC, batch)
      if groups.count > 1 { optimizer.accumulateGradients() }
      outcome.tokens += group.reduce(0) { $0 + data.lengths[$1] }
    }
    outcome.gradientNorm = try optimizer.descend(
      loss: outcome.loss + outcome.valueLoss, learningRate: learningRate,
      clipNorm: configuration.training.clipNorm)
    return outcome
  }

  /// What the weights say of the answers, one number for each of their tokens.
  package func measures(
    _ pass: PolicyPass, of rollouts: [Rollout]
  ) -> [CompletionScorer.Measures] {
    let all = measures(pass.hiddenNC, pass.batch)
    var end = 0
    return rollouts.map { rollout in
      end += rollout.sample.ids.count - 1
      let rows = end - rollout.tokenCount..<end
      return CompletionScorer.Measures(
        logProbs: Array(all.logProbs[rows]),
        values: all.values.isEmpty ? [] : Array(all.values[rows]))
    }
  }

  /// What the weights say now at every row.
  private func measures(
    _ hiddenNC: Tensor, _ batch: PackedBatch
  ) -> (logProbs: [Float], values: [Float]) {
    withoutGradient {
      let still = hiddenNC.detached()
      return (
        TokenLoss.logProbs(still, head: policy.head.weight, targetsN: batch.targetsN)
          .elements(Float.self),
        valueHead.map { ScalarModel.values(still, head: $0).elements(Float.self) } ?? []
      )
    }
  }

  /// Differentiates `Σ slope · log π + Σ slope · V`.
  private func carry(_ slopes: Slopes, _ hiddenNC: Tensor, _ batch: PackedBatch) {
    let weightsN = Tensor(slopes.logProbs.map { -$0 }).to(device: policy.device)
    var total = TokenLoss.sum(
      hiddenNC, head: policy.head.weight, targetsN: batch.targetsN, weightsN: weightsN, scale: 1)
    if let valueHead {
      let valuesN = ScalarModel.values(hiddenNC, head: valueHead)
      total = total + (valuesN * Tensor(slopes.values).to(device: policy.device)).sum()
    }
    total.backward()
  }

  /// Slopes at the rows of a batch.
  private struct Slopes {
    var logProbs: [Float]
    var values: [Float]

    init(count: Int, hasValues: Bool) {
      logProbs = Array(repeating: 0, count: count)
      values = Array(repeating: 0, count: hasValues ? count : 0)
    }
  }

  private func accumulate(
    _ rollout: Rollout, member: Int, _ targets: PolicyTargets, share: Double,
    _ now: (logProbs: [Float], values: [Float])?, _ first: Int, _ coefficient: Double,
    _ slopes: inout Slopes, _ outcome: inout Outcome
  ) {
    let logProbs = (0..<rollout.tokenCount).map { t in
      Double(now?.logProbs[first + t] ?? rollout.logProbs[t])
    }
    let ratios = logRatios(rollout, logProbs)
    let learnt = Double(max(rollout.learntCount, 1))
    for t in 0..<rollout.tokenCount {
      if rollout.isLearnt[t] {
        let term = PolicyLoss.clipped(
          logRatio: ratios[t], advantage: targets.advantages[member][t],
          range: configuration.clipRange)
        var (loss, slope) = (term.loss, term.slope)
        if configuration.method == .grpo {
          let penalty = PolicyLoss.divergence(
            logProb: logProbs[t], reference: Double(rollout.reference[t]))
          loss += coefficient * penalty.loss
          slope += coefficient * penalty.slope
        }
        // The loss of `rloo` is one an answer, with this slope at each of its tokens.
        outcome.loss += share * loss / (configuration.method == .rloo ? learnt : 1)
        outcome.learnt += 1
        outcome.clipped += term.isClipped ? 1 : 0
        slopes.logProbs[first + t] = Float(share * slope)
      }
      guard valueHead != nil else { continue }
      let old = Double(rollout.values[t])
      let term = PolicyLoss.value(
        Double(now?.values[first + t] ?? rollout.values[t]), old: old,
        target: targets.returns[member][t], range: configuration.clipRange)
      let weight = share * configuration.valueCoefficient
      outcome.valueLoss += weight * term.loss
      slopes.values[first + t] = Float(weight * term.slope)
    }
  }

  /// `log π − log π_old` of each token, or for `rloo` of the whole answer at each.
  private func logRatios(_ rollout: Rollout, _ logProbs: [Double]) -> [Double] {
    let ratios = zip(logProbs, rollout.logProbs).map { $0 - Double($1) }
    guard configuration.method == .rloo else { return ratios }
    let learnt = zip(ratios, rollout.isLearnt).reduce(0) { $0 + ($1.1 ? $1.0 : 0) }
    return ratios.map { _ in learnt }
  }
}

/// What a token's loss weighs: for `ppo` and `grpo` one over all tokens learnt from, or one over the
/// answers and the answer's tokens; for `rloo` one over the answers, its loss being a sum over the
/// answer's tokens.
private struct Shares {
  private let shares: [Double]

  init(_ rollouts: [Rollout], _ configuration: ReinforcementConfiguration) {
    let answers = Double(rollouts.count)
    let tokens = Double(max(rollouts.reduce(0) { $0 + $1.learntCount }, 1))
    shares = rollouts.map { rollout in
      switch (configuration.method, configuration.training.loss) {
      case (.rloo, _): 1 / answers
      case (_, .token): 1 / tokens
      case (_, .sequence): 1 / (answers * Double(max(rollout.learntCount, 1)))
      }
    }
  }

  func of(_ place: Int) -> Double { shares[place] }
}
