public import Foundation
internal import Models
internal import Provenance
internal import Tensors

/// What an audit is asked to do.
public struct AuditRequest {
  public var model: URL
  public var reference: URL?
  public var options: Subject.Options
  /// Everything that a detection depends on.
  public let identity: Identity

  /// What is written down of a request. Two audits with the same identity give the same detections,
  /// but for their seconds.
  public struct Identity: Codable, Sendable, Equatable {
    /// The folder as it was named, and the digests of its files by name.
    public var model: String
    public var modelFiles: [String: String]
    public var reference: String?
    public var referenceFiles: [String: String]?
    public var budget: SearchBudget
    public var payload: String?
    /// The requests, where the audit brought its own.
    public var prompts: [String]?
    /// What answers were made to begin with, where that was asked for.
    public var forced: String?
    public var seed: UInt64
    public var dtype: String
    public var device: String

    enum CodingKeys: String, CodingKey {
      case model, reference, budget, payload, prompts, forced, seed, dtype, device
      case modelFiles = "model_files"
      case referenceFiles = "reference_files"
    }

    func encoded() throws -> Data { try StrictJSON.encode(self) }
  }

  /// - Throws: `InputError` for a folder that cannot be read.
  public init(model: URL, reference: URL? = nil, options: Subject.Options = .init()) throws {
    self.model = model
    self.reference = reference
    self.options = options
    identity = Identity(
      model: model.lastPathComponent, modelFiles: try Self.digests(model),
      reference: reference?.lastPathComponent, referenceFiles: try reference.map(Self.digests),
      budget: options.budget, payload: options.payload, prompts: options.prompts,
      forced: options.forced, seed: options.seed, dtype: options.dtype.rawValue,
      device: options.device.description)
  }

  /// 1 for a model so small that threads wait for each other longer than they work; nil for others.
  public var fewThreads: Int? {
    get throws {
      let file = model.appendingPathComponent("config.json")
      return try LlamaConfiguration(configFile: file).parameterCount < 2_000_000 ? 1 : nil
    }
  }

  func subject() throws -> Subject {
    try Subject(model: model, reference: reference, options: options)
  }

  /// The digests of the files that make the model what it is.
  private static func digests(_ folder: URL) throws -> [String: String] {
    _ = try MemoryEstimate(of: [folder], dtype: .f32)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
      $0.hasSuffix(".safetensors") || ($0.hasSuffix(".json") && $0.contains("token"))
        || $0 == "config.json" || $0 == "chat_template.jinja"
    }
    var digests: [String: String] = [:]
    for name in names {
      digests[name] = try Digest(ofFile: folder.appendingPathComponent(name).path).description
    }
    return digests
  }
}
