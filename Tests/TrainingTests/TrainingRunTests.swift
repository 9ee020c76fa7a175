import Diagnostics
import Foundation
import Layers
import Models
import Provenance
import Tensors
import TestSupport
import Testing
import Tracking
import Training

@Suite struct TrainingRunTests {
  @Test func aRunLeavesModelLogAndManifest() throws {
    let folder = try RunFolder()
    let events = try folder.run(Toy.settings())
    #expect(events.startStep == 0)
    let rows = try folder.metrics()
    #expect(rows.compactMap { $0["loss"] }.count == 11)
    #expect(rows.filter { $0["eval_loss"] != nil }.map { $0["step"] } == [4, 8, 10])
    #expect(rows.last?["run_finished"] == 1)
    #expect(ModelPublication.isComplete(folder.directory))
    #expect(try folder.checkpoints == ["checkpoint-6", "checkpoint-9"])
    let manifest = try Manifest(readingFrom: folder.directory.path)
    #expect(manifest.seed == 11)
    #expect(manifest.outputs["model.safetensors"] != nil)
    let trained = try Checkpoint(directory: folder.directory)
    #expect(trained.configuration == Toy.configuration)
  }

  @Test func tokensAndEpochsAreCounted() throws {
    let folder = try RunFolder()
    let data = try Toy.data()
    try folder.run(Toy.settings(length: .epochs(2)))
    let last = try #require(folder.metrics().last { $0["epoch"] != nil })
    #expect(last["epoch"] == 2)
    #expect(last["num_tokens"] == Double(2 * data.lengths.reduce(0, +)))
    #expect(last["num_supervised_tokens"] == Double(2 * data.supervisedCount))
  }

  @Test func theLossFallsOverARun() throws {
    let folder = try RunFolder()
    try folder.run(Toy.settings(length: .steps(60), dtype: .bf16, learningRate: 1e-2))
    let losses = try folder.metrics().compactMap { $0["loss"] }
    #expect(losses.last! < losses.first! - 1.5)
  }

  @Test(arguments: [1, 2, 3, 5]) func oldCheckpointsGo(_ kept: Int) throws {
    let folder = try RunFolder()
    var settings = Toy.settings()
    settings.checkpointsKept = kept
    settings.checkpointEvery = 2
    try folder.run(settings)
    #expect(
      try folder.checkpoints
        == [
          "checkpoint-8", "checkpoint-6", "checkpoint-4",
          "checkpoint-2",
        ].prefix(kept).sorted())
  }

  /// A rate that grows until the numbers give out.
  @Test func aLossThatIsNotFiniteStopsTheRun() throws {
    let folder = try RunFolder()
    var settings = Toy.settings(
      length: .steps(200), learningRate: 1e38, optimizer: .init(rule: .sgd, weightDecay: 0))
    settings.clipNorm = 0
    settings.warmup = 199
    settings.checkpointEvery = 1
    let error = #expect(throws: RunError.self) { try folder.run(settings) }
    let text = try #require(error).description
    let steps = try folder.metrics().compactMap { $0["step"] }
    let failed = Int(try #require(steps.max())) + 1
    #expect(text.hasPrefix("step \(failed): the loss is "))
    #expect(text.contains("--learning-rate"))
    let last = try #require(
      folder.checkpoints.max { $0.count == $1.count ? $0 < $1 : $0.count < $1.count })
    #expect(text.contains("the last good checkpoint is \(folder.path(last).path)"))
    #expect(try CompletionMarker.differences(in: folder.path(last).path) == [])
    for weight in try Checkpoint(directory: folder.path(last)).weights.values {
      #expect(weight.isFinite().all().scalar == 1)
    }
    #expect(!ModelPublication.isComplete(folder.directory))
  }

  @Test func anotherConfigurationIsNotResumed() throws {
    let folder = try RunFolder()
    let record = { (settings: TrainingConfiguration, data: String) in
      RunRecord(
        kind: "lm", configuration: settings, device: "cpu", threads: 2,
        inputs: ["data": Digest(of: Data(data.utf8))])
    }
    #expect(throws: InputError.self) {
      try record(Toy.settings(), "a").checkSame(in: folder.directory)
    }
    try record(Toy.settings(), "a").write(to: folder.directory)
    try record(Toy.settings(), "a").checkSame(in: folder.directory)
    let changed: [(RunRecord, String)] = [
      (record(Toy.settings(learningRate: 1), "a"), "configuration.learningRate"),
      (record(Toy.settings(dtype: .bf16), "a"), "configuration.dtype"),
      (record(Toy.settings(length: .steps(11)), "a"), "configuration.length.steps"),
      (record(Toy.settings(optimizer: .init(rule: .lion)), "a"), "configuration.optimizer.beta2"),
      (record(Toy.settings(), "b"), "inputs.data"),
    ]
    for (other, key) in changed {
      let error = #expect(throws: InputError.self) { try other.checkSame(in: folder.directory) }
      #expect(error?.key == key)
      #expect(error?.source == folder.path(RunRecord<TrainingConfiguration>.fileName).path)
    }
  }
}

/// A run that is broken off and resumed ends as one that was left alone, bit for bit.
@Suite struct ResumeTests {
  @Test(arguments: [DType.f32, .bf16], Optimizer.Configuration.Rule.allCases)
  func afterAKill(_ dtype: DType, _ rule: Optimizer.Configuration.Rule) throws {
    let settings = Toy.settings(dtype: dtype, optimizer: .init(rule: rule))
    let (whole, broken) = (try RunFolder(), try RunFolder())
    try whole.run(settings)
    try broken.run(settings, killedAfter: 8)
    let events = try broken.run(settings)
    #expect(events.startStep == 6)
    try broken.expectSameResult(as: whole)
  }

  @Test(arguments: [1, 2, 3, 4, 9, 10]) func atAnyStep(_ step: Int) throws {
    let settings = Toy.settings()
    let (whole, broken) = (try RunFolder(), try RunFolder())
    try whole.run(settings)
    try broken.run(settings, killedAfter: step)
    let events = try broken.run(settings)
    #expect(events.startStep == (step - 1) / 3 * 3)
    try broken.expectSameResult(as: whole)
  }

  @Test func again() throws {
    let settings = Toy.settings(dtype: .bf16)
    let (whole, broken) = (try RunFolder(), try RunFolder())
    try whole.run(settings)
    for step in [2, 4, 5, 8] { try broken.run(settings, killedAfter: step) }
    try broken.run(settings)
    try broken.expectSameResult(as: whole)
  }

  @Test(arguments: [
    "model.safetensors", "optimizer.safetensors", "trainer_state.json", "COMPLETE", "config.json",
  ]) func fromTheOneBeforeADamagedCheckpoint(_ file: String) throws {
    let settings = Toy.settings()
    let (whole, broken) = (try RunFolder(), try RunFolder())
    try whole.run(settings)
    try broken.run(settings, killedAfter: 8)
    let damaged = broken.path("checkpoint-6").appendingPathComponent(file)
    var data = try Data(contentsOf: damaged)
    data[data.count / 2] ^= 0x10
    try data.write(to: damaged)
    let events = try broken.run(settings)
    #expect(events.startStep == 3)
    #expect(events.warnings.count == 1)
    #expect(events.warnings[0].contains("checkpoint-6"))
    try broken.expectSameResult(as: whole)
    #expect(try CompletionMarker.differences(in: broken.path("checkpoint-6").path) == [])
  }

  @Test func fromTheStartWhenNoCheckpointIsWhole() throws {
    let settings = Toy.settings()
    let (whole, broken) = (try RunFolder(), try RunFolder())
    try whole.run(settings)
    try broken.run(settings, killedAfter: 8)
    for step in [3, 6] {
      let state = broken.path("checkpoint-\(step)/optimizer.safetensors")
      try FileManager.default.removeItem(at: state)
    }
    let events = try broken.run(settings)
    #expect(events.startStep == 0)
    #expect(events.warnings.count == 2)
    try broken.expectSameResult(as: whole)
  }

  /// Killed after the last step but before the model is whole.
  @Test func whileTheModelIsPublished() throws {
    let settings = Toy.settings()
    let (whole, broken) = (try RunFolder(), try RunFolder())
    try whole.run(settings)
    try broken.run(settings)
    try FileManager.default.removeItem(at: broken.path(Manifest.fileName))
    try FileManager.default.removeItem(at: broken.path("model.safetensors"))
    #expect(!ModelPublication.isComplete(broken.directory))
    #expect(try broken.run(settings).startStep == 9)
    try broken.expectSameResult(as: whole)
  }
}
