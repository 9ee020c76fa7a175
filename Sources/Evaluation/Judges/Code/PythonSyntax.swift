internal import Corpus
internal import Diagnostics
internal import Foundation

/// Asks Python's own parser (`ast.parse`) whether texts are Python. The texts are data on standard
/// input: nothing in them is compiled, imported or run.
package struct PythonSyntax: Sendable {
  package enum Outcome: Sendable, Equatable {
    case program
    /// Python, but only comments and strings.
    case empty
    /// Not Python, or too much for its parser, with the reason.
    case error(String)
    /// The parser died of the text or did not come back.
    case failed(String)
  }

  private let python: URL
  /// The most seconds of computing for one text.
  private let limit: Int

  /// - Throws: `InputError` where there is no Python.
  package init(locator: ToolLocator = .standard, limit: Int = 10) throws {
    python = try locator.python()
    self.limit = limit
  }

  /// One text a line comes in, one outcome a line goes out. A timer of computing time, whose
  /// signal nobody handles, ends the process in the middle of a text that takes too long; memory is
  /// limited to 2 GiB.
  private static let script = """
    import ast, json, signal, sys
    try:
        import resource
        resource.setrlimit(resource.RLIMIT_AS, (1 << 31, 1 << 31))
    except (ImportError, OSError, ValueError):
        pass

    def outcome(text):
        try:
            body = ast.parse(text).body
        except SyntaxError as error:
            place = f"line {error.lineno}: " if error.lineno else ""
            return ["error", place + str(error.msg)]
        except (MemoryError, RecursionError):
            return ["error", "nested too deeply for Python's parser"]
        except ValueError as error:
            return ["error", str(error)]
        said = (ast.Expr, ast.Constant)
        only_text = all(isinstance(n, said[0]) and isinstance(n.value, said[1]) for n in body)
        return ["empty" if only_text else "program", ""]

    limit = int(sys.argv[1])
    print("ready", flush=True)
    for line in sys.stdin.buffer:
        text = json.loads(line)
        signal.setitimer(signal.ITIMER_VIRTUAL, limit)
        answer = outcome(text)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        print(json.dumps(answer), flush=True)
    """

  /// The outcome of each text, in order. One process reads them all; when a text kills it, another
  /// goes on after that text.
  ///
  /// - Throws: `RunError` when Python cannot be run at all.
  package func check(_ texts: [String]) throws -> [Outcome] {
    var outcomes: [Outcome] = []
    while outcomes.count < texts.count {
      let remaining = texts[outcomes.count...]
      let (answers, ending) = try run(remaining)
      outcomes += answers
      if outcomes.count < texts.count {
        outcomes.append(.failed("Python's parser \(ending)"))
      }
    }
    return outcomes
  }

  private func run(_ texts: ArraySlice<String>) throws -> (answers: [Outcome], ending: String) {
    let folder = try PrivateFolder()
    let input = folder.file("input")
    let lines = try texts.map { try JSONValue.string($0).serialized() + "\n" }
    guard (try? Data(lines.joined().utf8).write(to: input)) != nil else {
      throw RunError(storage: "\(input.path): cannot be written")
    }
    let process = ToolProcess(
      command: [python.path, "-I", "-W", "ignore", "-c", Self.script, "\(limit)"],
      environment: ProcessInfo.processInfo.environment, folder: folder, input: input)
    let ending = try process.run(limit: Double(limit) + 30 + 0.05 * Double(texts.count))
    let answers = (try? String(contentsOf: process.output, encoding: .utf8)) ?? ""
    let complete = answers.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    guard complete.first == "ready" else {
      throw RunError("\(python.path): cannot parse Python: \(process.lastWords)")
    }
    return (complete.dropFirst().map(outcome), words(for: ending))
  }

  private func outcome(_ line: Substring) -> Outcome {
    let fields = (try? JSONValue.parse(line: line))?.array?.compactMap(\.string) ?? []
    switch fields.first {
    case "program": return .program
    case "empty": return .empty
    case "error": return .error(fields.last ?? "")
    default: return .failed("Python's parser answered '\(line.prefix(80))'")
    }
  }

  private func words(for ending: ToolProcess.Ending) -> String {
    switch ending {
    case .signal(SIGVTALRM), .timeout: "took more than \(limit) seconds"
    case .signal(let number): "was killed by signal \(number)"
    case .exit(let code): "ended with exit code \(code)"
    }
  }
}

extension JSONValue {
  fileprivate static func parse(line: Substring) throws -> JSONValue {
    try Array(line.utf8).withUnsafeBufferPointer { try parse($0, source: "Python's parser") }
  }
}
