internal import Diagnostics
public import Foundation
internal import Models
public import Tensors

/// Bytes that models will take, told from their configurations before anything is loaded: f32
/// weights as they are read, the weights in the compute dtype, and the working set of a batch.
public struct MemoryEstimate {
  /// By folder, in the order in which they were named.
  private(set) var models: [(source: String, bytes: Int)] = []
  private let together: Int

  /// The largest ones that are loaded together.
  package var bytes: Int {
    models.map(\.bytes).sorted(by: >).prefix(together).reduce(0, +)
  }

  /// - Parameter together: how many of them are loaded at the same time; nil: all.
  public init(of folders: [URL], dtype: DType, together: Int? = nil) throws {
    self.together = together ?? folders.count
    for folder in folders {
      let file = folder.appendingPathComponent("config.json")
      guard FileManager.default.fileExists(atPath: file.path) else {
        throw InputError(
          folder.path, "is not a model folder", expected: "a folder with config.json")
      }
      let configuration = try LlamaConfiguration(configFile: file)
      models.append((folder.path, Self.bytes(of: configuration, dtype: dtype)))
    }
  }

  /// Weights twice (as read, and in `dtype`); activations and logits of a batch of
  /// `LoadedModel.tokensPerBatch` tokens, of which about an eighth have logits.
  static func bytes(of configuration: LlamaConfiguration, dtype: DType) -> Int {
    let weights = configuration.parameterCount * (4 + dtype.byteCount)
    let tokens = LoadedModel.tokensPerBatch
    let activations = tokens * (4 * configuration.width + 2 * configuration.intermediateWidth) * 4
    let logits = tokens / 8 * configuration.vocabularySize * 4 * 2
    return weights + activations + logits
  }

  /// - Throws: `InputError` when the machine's memory does not hold them.
  public func check(on device: Device) throws {
    try check(on: device, available: Self.available())
  }

  package func check(on device: Device, available: Int?) throws {
    guard device == .cpu, let available, bytes > available else { return }
    let largest = models.max { $0.bytes < $1.bytes }!
    throw InputError(
      largest.source,
      "needs about \(Self.gigabytes(bytes)) GB\(models.count > 1 ? " with the others" : "")",
      expected: "at most \(Self.gigabytes(available)) GB, the memory that is free here",
      remedy: "use a machine with more memory, or --dtype bf16")
  }

  private static func gigabytes(_ bytes: Int) -> String {
    String(format: "%.1f", Double(bytes) / 1e9)
  }

  /// What Linux says is available; elsewhere all physical memory.
  private static func available() -> Int? {
    guard let text = try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix("MemAvailable:") }),
      let kilobytes = line.split(separator: " ").compactMap({ Int($0) }).first
    else { return Int(exactly: ProcessInfo.processInfo.physicalMemory) }
    return kilobytes * 1024
  }
}
