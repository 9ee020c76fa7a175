import Diagnostics
import Evaluation
import Foundation
import Testing

/// Python's parser as a judge of text.
@Suite struct PythonSyntaxTests {
  private func outcome(_ text: String) throws -> PythonSyntax.Outcome {
    try #require(PythonSyntax().check([text]).first)
  }

  @Test func tellsProgramsFromTextAndFromNothing() throws {
    let outcomes = try PythonSyntax().check([
      "x = 1\n", "", "# only a comment\n", "'''doc'''\n\"b\"\n", "def f(:\n", "x = 'é 日'\r\ny = 2",
      "pass\n\0", "# coding: latin-1\nx = 'é'\n",
    ])
    #expect(
      outcomes.map(name) == [
        "program", "empty", "empty", "empty", "error", "program", "error", "program",
      ])
    #expect(outcomes[4] == .error("line 1: invalid syntax"))
  }

  @Test func nothingIsRunOrImported() throws {
    let workshop = try Workshop()
    let mark = workshop.folder.appendingPathComponent("mark").path
    let text = "import os\nopen('\(mark)', 'w').write('ran')\nos.kill(os.getppid(), 9)\n"
    #expect(try outcome(text) == .program)
    #expect(!FileManager.default.fileExists(atPath: mark))
  }

  @Test(arguments: ["(", "[", "-", "not ", "lambda: ", "x = (", "if 1:\n ", "x."])
  func deepNestingStopsNothing(piece: String) throws {
    let deep = String(repeating: piece, count: 100_000) + "1"
    let outcomes = try PythonSyntax().check(["x = 1", deep, "y = 2"])
    #expect(outcomes.count == 3 && outcomes[0] == .program && outcomes[2] == .program)
    #expect(outcomes[1] != .program)
  }

  /// A parser that dies of one word and hangs at another.
  @Test func aTextThatKillsTheParserHasFailedAlone() throws {
    let workshop = try Workshop()
    try workshop.script(
      "python3",
      #"""
      echo ready
      while read -r line; do
        case $line in
          *KILL*) kill -SEGV $$ ;;
          *HANG*) kill -VTALRM $$ ;;
          *QUIT*) exit 3 ;;
          *) echo '["program", ""]' ;;
        esac
      done
      """#)
    let outcomes = try PythonSyntax(locator: workshop.locator, limit: 5)
      .check(["KILL", "a", "HANG", "QUIT", "b", "KILL"])
    #expect(
      outcomes == [
        .failed("Python's parser was killed by signal 11"), .program,
        .failed("Python's parser took more than 5 seconds"),
        .failed("Python's parser ended with exit code 3"), .program,
        .failed("Python's parser was killed by signal 11"),
      ])
  }

  @Test func aPythonThatDoesNotStartIsAnError() throws {
    let workshop = try Workshop()
    try workshop.script("python3", "echo 'no module named encodings' >&2; exit 1")
    let syntax = try PythonSyntax(locator: workshop.locator)
    let error = #expect(throws: RunError.self) { try syntax.check(["x = 1"]) }
    #expect(error?.description.contains("no module named encodings") == true)
    let nowhere = ToolLocator(environment: ["PATH": "/nowhere"], starts: [])
    #expect(throws: InputError.self) { try PythonSyntax(locator: nowhere) }
  }

  private func name(_ outcome: PythonSyntax.Outcome) -> String {
    switch outcome {
    case .program: "program"
    case .empty: "empty"
    case .error: "error"
    case .failed: "failed"
    }
  }
}
