internal import Corpus
internal import Diagnostics
internal import Foundation

extension WorldFile {
  /// The name of the data set: the file's name without its endings.
  var family: String {
    String(URL(fileURLWithPath: path).lastPathComponent.prefix { $0 != "." })
  }

  /// The questions of the file, in its order.
  ///
  /// - Throws: `InputError` that names the file and what is wrong in it.
  func questions() throws -> [Query] {
    let questions = try records().compactMap { record in
      switch format {
      case .gsm8k: try gsm8k(record)
      case .gpteacher, .instructions: try instruction(record)
      case .hhRLHF: try dialogue(record)
      case .chats: try chat(record)
      }
    }
    guard !questions.isEmpty else {
      throw InputError(path, "an empty data set", expected: "at least one row")
    }
    return questions
  }

  private func records() throws -> [WorldRecord] {
    let data = try contents()
    guard format == .gpteacher else { return try WorldRecord.lines(of: data, source: path) }
    return try WorldRecord.elements(of: data, source: path)
  }

  private func contents() throws -> Data {
    let file = URL(fileURLWithPath: path)
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw InputError(path, "no such file", expected: "a file of questions")
    }
    guard !isDirectory.boolValue, FileManager.default.isReadableFile(atPath: path) else {
      throw InputError(path, "cannot be read", expected: "a file of questions")
    }
    return try file.pathExtension == "gz" ? unpacked() : Data(contentsOf: file)
  }

  private func unpacked() throws -> Data {
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
