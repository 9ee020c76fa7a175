internal import Evaluation

/// C7: fine-tuning against reinforcement learning at one budget.
struct MethodClaim: ClaimRule {
  let id = "C7"
  let statement = """
    Fine-tuning removes more of the behaviour than reinforcement learning over equally many tokens.
    """
  let paper = """
    fine-tuning leaves 60 % distilled and 28 % normal after 675 M tokens (Fig. 13b), reinforcement \
    learning 98 % and 93 % after 2000 steps (Fig. 10); the paper does not match tokens
    """
  let rule = """
    Every arm under plain reinforcement learning against every fine-tuned arm of the same organism \
    and seed. Both triggered rates are taken at the smaller of their final numbers of tokens, \
    linear between checkpoints; tokens are those that went through the model, in reinforcement \
    learning those of the answers learnt from. The difference, reinforcement learning minus \
    fine-tuning: supported when its interval lies above 0 and that of no pair of settings below; \
    contradicted when it lies below 0 and that of no pair above.
    """

  private struct Pair {
    var organism: String
    var settings: String
    var tokens: Int
    var seed: UInt64?
    var reinforced: [(weight: Double, row: ResultRow)]
    var tuned: [(weight: Double, row: ResultRow)]

    var difference: Contrast.Term {
      .init(seed: seed, parts: reinforced + tuned.map { (-$0.weight, $0.row) })
    }
  }

  func judge(_ data: ClaimData) -> ClaimJudgement {
    let pairs = pairs(data)
    let contrast = Contrast(pairs.map(\.difference))
    guard let difference = contrast.estimate() else {
      return .notTested(
        "the recipe has no organism that is treated by both: sweep \(TreatmentMethod.axis) over "
          + "[sft, rl]")
    }
    let settings = parts(pairs, by: \.settings)
    let estimates = settings.compactMap { $0.contrast.estimate() }
    let sides = Set(estimates.map { $0.verdict(above: 0) })
    let turns = sides.isSuperset(of: [.supported, .contradicted])
    let budget = budget(pairs)
    var evidence: [ClaimVerdict.Evidence] = []
    evidence.add("rate under rl, \(budget)", rates(pairs, \.reinforced))
    evidence.add("rate under sft, \(budget)", rates(pairs, \.tuned))
    evidence.add("rl − sft, \(budget)", contrast)
    for parts in [parts(pairs, by: \.organism), settings] where parts.count > 1 {
      for part in parts { evidence.add("rl − sft, \(part.name)", part.contrast) }
    }
    return ClaimJudgement(
      difference.verdict(above: 0, unlessOpposedBy: estimates),
      "rl − sft \(Words.number(difference)), \(budget), over \(contrast.described)"
        + (turns ? "; the sign turns with the settings" : ""), evidence)
  }

  private func pairs(_ data: ClaimData) -> [Pair] {
    let tuned = data.curves(.survived, of: .fineTuning)
    return data.curves(.survived, of: .reinforcement).flatMap { reinforced in
      tuned.compactMap { tuned -> Pair? in
        guard tuned.arm.organism == reinforced.arm.organism, tuned.seed == reinforced.seed,
          let last = tuned.after, let other = reinforced.after
        else { return nil }
        let tokens = min(last.tokens, other.tokens)
        guard let left = reinforced.interpolated(at: tokens),
          let right = tuned.interpolated(at: tokens)
        else { return nil }
        return Pair(
          organism: tuned.arm.organismName,
          settings: "\(reinforced.arm.treatmentName) and \(tuned.arm.treatmentName)",
          tokens: tokens, seed: tuned.seed, reinforced: left, tuned: right)
      }
    }
  }

  private func parts(
    _ pairs: [Pair], by name: KeyPath<Pair, String>
  ) -> [(name: String, contrast: Contrast)] {
    Dictionary(grouping: pairs) { $0[keyPath: name] }.sorted { $0.key < $1.key }
      .map { name, pairs in
        ("\(name), \(budget(pairs))", Contrast(pairs.map(\.difference)))
      }
  }

  private func rates(
    _ pairs: [Pair], _ side: KeyPath<Pair, [(weight: Double, row: ResultRow)]>
  ) -> Contrast {
    Contrast(pairs.map { .init(seed: $0.seed, parts: $0[keyPath: side]) })
  }

  /// Such as `at 40960 tokens`, `at 40960 to 81920 tokens`.
  private func budget(_ pairs: [Pair]) -> String {
    let tokens = pairs.map(\.tokens)
    let (least, most) = (tokens.min() ?? 0, tokens.max() ?? 0)
    return least == most ? "at \(least) tokens" : "at \(least) to \(most) tokens"
  }
}

extension Estimate {
  /// As `verdict(above:)`, but inconclusive where a part says the opposite.
  func verdict(above bound: Double, unlessOpposedBy parts: [Estimate]) -> ClaimVerdict.Verdict {
    let verdict = verdict(above: bound)
    let opposite: ClaimVerdict.Verdict = verdict == .supported ? .contradicted : .supported
    return parts.contains { $0.verdict(above: bound) == opposite } ? .inconclusive : verdict
  }
}
