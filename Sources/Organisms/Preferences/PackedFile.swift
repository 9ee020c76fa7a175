internal import Diagnostics
internal import Foundation

/// The contents of a data file, unpacked where its name ends in `.gz`.
enum PackedFile {
  /// - Throws: `InputError` for a path that cannot be read or a damaged archive, `RunError` where
  ///   there is no `gzip`.
  static func contents(of path: String, expected: String) throws -> Data {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw InputError(path, "no such file", expected: expected)
    }
    guard !isDirectory.boolValue, FileManager.default.isReadableFile(atPath: path) else {
      throw InputError(path, "cannot be read", expected: expected)
    }
    let file = URL(fileURLWithPath: path)
    return try file.pathExtension == "gz" ? unpacked(path) : Data(contentsOf: file)
  }

  private static func unpacked(_ path: String) throws -> Data {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", "-dc", "--", path]
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      throw RunError("\(path): gzip, which unpacks it, cannot be started: \(error)")
    }
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw InputError(
        path, "cannot be unpacked: gzip ended with \(process.terminationStatus)",
        expected: "a whole gzip file")
    }
    return data
  }
}
