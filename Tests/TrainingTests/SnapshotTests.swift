import Foundation
import Layers
import Models
import Provenance
import Tensors
import Testing
import Training

@Suite struct SnapshotTests {
  @Test func stepsAreHalvings() {
    #expect(ModelSnapshots.steps(count: 4, totalSteps: 320) == [40, 80, 160, 320])
    #expect(ModelSnapshots.steps(count: 9, totalSteps: 10) == [1, 2, 5, 10])
    #expect(ModelSnapshots.steps(count: 1, totalSteps: 7) == [7])
  }

  /// Each kept model is the one that a run with the same schedule has at that step.
  @Test func modelsAreKeptWithTheirTokens() throws {
    let folder = try RunFolder()
    var settings = Toy.settings()
    settings.snapshots = 3
    settings.schedule = .constant
    try folder.run(settings)
    let list = try ModelSnapshots.list(in: folder.directory)
    #expect(list.map(\.step) == [2, 5, 10])
    #expect(list.map(\.folder) == ["step-2", "step-5", "."])
    let tokens = try folder.metrics().reduce(into: [Double: Double]()) { tokens, row in
      if let step = row["step"], let count = row["num_tokens"] { tokens[step] = count }
    }
    #expect(list.map { Double($0.tokens) } == [tokens[2]!, tokens[5]!, tokens[10]!])

    let short = try RunFolder()
    var brief = settings
    brief.length = .steps(5)
    brief.warmup = 2
    var long = settings
    long.warmup = 2
    try short.run(brief)
    let other = try RunFolder()
    try other.run(long)
    let kept = try Checkpoint(directory: other.path("step-5")).weights
    for (name, weight) in try Checkpoint(directory: short.directory).weights {
      #expect(weight.elements(Float.self) == kept[name]!.elements(Float.self), "\(name)")
    }
  }

  @Test(arguments: [3, 4, 6, 9]) func aKillChangesNothing(_ step: Int) throws {
    var settings = Toy.settings()
    settings.snapshots = 3
    let (whole, broken) = (try RunFolder(), try RunFolder())
    try whole.run(settings)
    try broken.run(settings, killedAfter: step)
    try broken.run(settings)
    try broken.expectSameResult(as: whole)
    for file in ["snapshots.json", "step-2/model.safetensors", "step-5/COMPLETE"] {
      #expect(try Digest(ofFile: broken.path(file).path) == Digest(ofFile: whole.path(file).path))
    }
  }
}

@Suite struct LossNormalizationTests {
  /// The mean of the samples' own means.
  @Test(arguments: [true, false]) func sequencesCountAlike(_ isSplit: Bool) throws {
    let data = try Toy.data(6, lengths: 3...20)
    let step = Toy.step(normalization: .sequence)
    let alone = try (0..<6).map { index in
      step.evaluate(
        try TrainingData([data.samples[index]], source: "test"), tokensPerBatch: 1000)
    }
    let outcome = try step.update(
      data, microBatches: isSplit ? [[0], [1, 2], [3, 4, 5]] : [Array(0..<6)], learningRate: 0)
    #expect(abs(outcome.loss - alone.reduce(0, +) / 6) < 1e-5)
    #expect(abs(outcome.loss - step.evaluate(data, tokensPerBatch: 1000)) > 1e-4)
  }

  /// Samples of equal length have one mean either way, and so one gradient.
  @Test func equalLengthsLearnAlike() throws {
    let data = try Toy.data(5, lengths: 9...9)
    let (token, sequence) = (Toy.step(), Toy.step(normalization: .sequence))
    for _ in 0..<3 {
      let a = try token.update(data, microBatches: [Array(0..<5)], learningRate: 1e-2)
      let b = try sequence.update(data, microBatches: [Array(0..<5)], learningRate: 1e-2)
      #expect(abs(a.loss - b.loss) < 1e-5)
      #expect(abs(a.gradientNorm - b.gradientNorm) < 1e-5)
    }
  }
}
