internal import Diagnostics
public import Foundation
public import Provenance

/// `run.json`: what a run was started with, so that it is not resumed as another one.
public struct RunRecord<Configuration: Codable & Equatable>: Codable, Equatable {
  public static var fileName: String { "run.json" }

  public var kind: String
  public var configuration: Configuration
  public var device: String
  public var threads: Int
  /// Digests of the files that went in.
  public var inputs: [String: Digest]

  public init(
    kind: String, configuration: Configuration, device: String, threads: Int,
    inputs: [String: Digest]
  ) {
    self.kind = kind
    self.configuration = configuration
    self.device = device
    self.threads = threads
    self.inputs = inputs
  }

  public func write(to directory: URL) throws {
    try writeAtomically(
      encoded(), to: directory.appendingPathComponent(Self.fileName).path)
  }

  private func encoded() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return try encoder.encode(self) + [UInt8(ascii: "\n")]
  }

  /// Refuses to go on in a directory whose run was started otherwise.
  ///
  /// - Throws: `InputError` naming the key that differs.
  public func checkSame(in directory: URL) throws {
    let file = directory.appendingPathComponent(Self.fileName)
    guard let data = try? Data(contentsOf: file) else {
      throw InputError(
        directory.path, "holds no run to resume", expected: "a folder with \(Self.fileName)",
        remedy: "leave out --resume to start one in an empty folder")
    }
    let before = try JSONSerialization.jsonObject(with: data)
    let now = try JSONSerialization.jsonObject(with: encoded())
    guard let difference = Self.difference(before, now, path: "") else { return }
    throw InputError(
      file.path, key: difference.key, "was \(difference.before) when the run was started",
      expected: "the same to resume it; now it is \(difference.now)",
      remedy: "give the same options and files, or another --out")
  }

  /// The first place, by sorted keys, where two JSON values differ.
  private static func difference(
    _ before: Any?, _ now: Any?, path: String
  ) -> (key: String, before: String, now: String)? {
    guard let a = before as? [String: Any], let b = now as? [String: Any] else {
      let (old, new) = (text(before), text(now))
      return old == new ? nil : (path, old, new)
    }
    for key in Set(a.keys).union(b.keys).sorted() {
      let inner = path.isEmpty ? key : "\(path).\(key)"
      if let found = difference(a[key], b[key], path: inner) { return found }
    }
    return nil
  }

  private static func text(_ value: Any?) -> String { value.map { "\($0)" } ?? "absent" }
}
