import Foundation
import Layers
import Models
import Tensors
import TestSupport
import Testing
import Tokenization
import Training

/// Ten AdamW steps of PyTorch on a transformers Llama, from golden_training.py.
@Suite struct GoldenTrainingTests {
  struct Golden: Decodable {
    struct Run: Decodable {
      var checkpoint: String
      var decay: String
      var losses: [Double]
      var gradientNorms: [Double]
      var learningRates: [Double]
    }

    var runs: [String: Run]
  }

  private let tensors: GoldenTensors
  private let runs: [String: Golden.Run]
  private static let options = Optimizer.Configuration(
    beta1: 0.9, beta2: 0.95, epsilon: 1e-8, weightDecay: 0.1)

  init() throws {
    tensors = try GoldenTensors("training/training.safetensors")
    runs = try Goldens.json("training/training.json", as: Golden.self).runs
  }

  /// The product's own step, which decays matrices only.
  @Test(arguments: [true, false]) func matricesDecay(_ isFused: Bool) throws {
    let golden = try #require(runs["matrices_decay"])
    let work = { try self.expectAgreement("matrices_decay", golden, decayingNorms: false) }
    try isFused ? work() : FusedKernels.withReferences(work)
  }

  /// PyTorch also decayed the norms' weights in these runs; the test does so by hand.
  @Test(arguments: ["constant", "cosine", "tied"]) func everythingDecays(_ name: String) throws {
    try expectAgreement(name, try #require(runs[name]), decayingNorms: true)
  }

  @Test func theScheduleIsTransformers() throws {
    let golden = try #require(runs["cosine"])
    let schedule = Schedule(shape: .cosine, warmupSteps: 2, totalSteps: 10)
    for (step, rate) in golden.learningRates.enumerated() {
      #expect(abs(3e-3 * schedule.factor(at: step) - rate) < 1e-9)
    }
  }

  @Test(arguments: [true, false]) func firstGradients(_ isFused: Bool) throws {
    let step = try trainingStep("untied-gqa")
    let work = { try self.loss(step.model, self.data(step: 0)).backward() }
    try isFused ? work() : FusedKernels.withReferences(work)
    for parameter in step.optimizer.parameters {
      let parts = try Self.goldenNames(parameter.name).map { try tensors("gradient.\($0)") }
      let gradient = try #require(parameter.gradient)
      let problem = mismatch(gradient, .concatenated(parts, along: 0), tolerance: 1e-5)
      #expect(problem == nil, "\(parameter.name)")
    }
  }

  private func expectAgreement(_ name: String, _ golden: Golden.Run, decayingNorms: Bool) throws {
    let step = try trainingStep(golden.checkpoint)
    var (losses, norms): ([Double], [Double]) = ([], [])
    for (index, rate) in golden.learningRates.enumerated() {
      let samples = try data(step: index)
      if decayingNorms {
        let (loss, norm) = update(step, samples, rate)
        losses.append(loss)
        norms.append(norm)
      } else {
        let outcome = try step.update(samples, microBatches: [[0, 1, 2]], learningRate: rate)
        losses.append(outcome.loss)
        norms.append(outcome.gradientNorm)
      }
    }
    #expect(mismatch(losses, golden.losses, tolerance: 2e-5) == nil)
    #expect(mismatch(norms, golden.gradientNorms, tolerance: 2e-5) == nil)
    let first = try tensors("input_ids").reshaped(-1).narrowed(0, from: 0, length: 20)
    let logits = withoutGradient { step.model.logits(first, layout: PackedLayout(lengths: [20])) }
    #expect(mismatch(logits, try tensors("\(name).final_logits"), tolerance: 1e-4) == nil)
  }

  /// `TrainingStep.update` with weight decay on norms as well, which commutes with the rest of
  /// AdamW's step.
  private func update(
    _ step: TrainingStep, _ samples: TrainingData, _ rate: Double
  ) -> (loss: Double, norm: Double) {
    let share = loss(step.model, samples)
    share.backward()
    let norm = step.optimizer.gradientNorm()
    withoutGradient {
      for parameter in step.optimizer.parameters where !parameter.decays {
        parameter.master.scale(by: 1 - rate * Self.options.weightDecay)
      }
    }
    step.optimizer.step(
      learningRate: rate, gradientScale: Optimizer.clipScale(norm: norm, maximum: 1))
    return (share.detached().scalar, norm)
  }

  private func loss(_ model: Llama, _ data: TrainingData) -> Tensor {
    let inputs = data.samples.flatMap { $0.ids.dropLast().map(Int64.init) }
    let targets = data.samples.flatMap { sample in
      zip(sample.ids, sample.isSupervised).dropFirst().map { $1 ? Int64($0) : TokenLoss.ignored }
    }
    return TokenLoss.sum(
      model.hiddenStates(Tensor(inputs), layout: PackedLayout(lengths: data.lengths)),
      head: model.head.weight, targetsN: Tensor(targets),
      scale: 1 / Double(data.supervisedCount))
  }

  private func trainingStep(_ name: String) throws -> TrainingStep {
    let base = try Checkpoint(directory: Goldens.models("checkpoints/\(name)"))
    let model = base.model()
    return TrainingStep(
      model: model,
      optimizer: Optimizer(Self.options, parameters: model.parameters(masters: base.weights)),
      clipNorm: 1)
  }

  /// The three rows of one step. The golden's label at t is the id after t, −100 where nothing is
  /// learnt.
  private func data(step: Int) throws -> TrainingData {
    let row = { (name: String) in
      try self.tensors(name).narrowed(0, from: step, length: 1).elements(Int64.self)
    }
    let (ids, labels) = (try row("input_ids"), try row("labels"))
    let samples = stride(from: 0, to: ids.count, by: 20).map { start in
      var sample = TokenizedSample(language: ids[start..<start + 20].map(Int32.init))
      sample.isSupervised = [false] + labels[start..<start + 19].map { $0 >= 0 }
      return sample
    }
    return try TrainingData(samples, source: "golden")
  }

  /// transformers' names of the parts of one of our weights.
  private static func goldenNames(_ name: String) -> [String] {
    let path = name.split(separator: ".").map(String.init)
    guard path.count == 3 else {
      return [
        ["embedding": "model.embed_tokens", "finalNorm": "model.norm", "head": "lm_head"][name]!
          + ".weight"
      ]
    }
    let parts: [String: [String]] = [
      "inputNorm": ["input_layernorm"], "feedForwardNorm": ["post_attention_layernorm"],
      "qkv": ["self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"],
      "output": ["self_attn.o_proj"], "gateUp": ["mlp.gate_proj", "mlp.up_proj"],
      "down": ["mlp.down_proj"],
    ]
    return parts[path[2]]!.map { "model.layers.\(path[1]).\($0).weight" }
  }
}
