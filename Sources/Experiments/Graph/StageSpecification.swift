internal import Diagnostics
internal import Foundation
public import Provenance

/// One stage of an experiment: a function from directories to one new directory.
public struct StageSpecification: Sendable, Equatable, Codable {
  /// Raised when the meaning of equal specifications changes, so that older results are not reused.
  static let formatVersion: Int64 = 1

  /// What a stage is expected to take. Not part of what it is.
  public struct Estimate: Sendable, Equatable, Codable {
    /// Tokens through the model.
    public var tokens: Int?
    public var seconds: Double?
    /// Peak memory.
    public var bytes: Int?

    public init(tokens: Int? = nil, seconds: Double? = nil, bytes: Int? = nil) {
      self.tokens = tokens
      self.seconds = seconds
      self.bytes = bytes
    }
  }

  /// What the stage does, such as `train`.
  public var kind: String
  /// What people and folders call it; not part of what it is.
  public var name: String
  /// Every setting that decides the result. Files from outside are named by their digests.
  public var configuration: JSON
  /// By role, such as `model` and `data`.
  public var inputs: [String: StageID]
  public var seed: UInt64
  public var threads: Int
  public var estimate: Estimate
  /// Where files from outside lie, by what the stage calls them. Not part of what it is.
  public var places: [String: String]

  /// - Throws: `RunError` when the configuration is no JSON (a number that is not finite).
  public init(
    kind: String, name: String, configuration: some Encodable, inputs: [String: StageID] = [:],
    seed: UInt64, threads: Int = 1, estimate: Estimate = .init(), places: [String: String] = [:]
  ) throws {
    self.kind = kind
    self.name = name
    do {
      self.configuration = try JSONDecoder().decode(
        JSON.self, from: try JSONEncoder().encode(configuration))
    } catch {
      throw RunError("the configuration of stage '\(name)' is no JSON: \(error)")
    }
    self.inputs = inputs
    self.seed = seed
    self.threads = threads
    self.estimate = estimate
    self.places = places
  }

  /// SHA-256 over the canonical JSON of format version, kind, configuration, the inputs' ids, seed
  /// and threads.
  public var id: StageID {
    let identity = JSON.object([
      "version": .integer(Self.formatVersion), "kind": .string(kind),
      "configuration": configuration,
      "inputs": .object(inputs.mapValues { .string($0.description) }),
      "seed": .unsigned(seed), "threads": .integer(Int64(threads)),
    ])
    return StageID(Digest(of: Array(CanonicalJSON.text(identity).utf8)))
  }

  /// The folder's name inside `stages`.
  public var folderName: String { "\(name)-\(id.short)" }
}
