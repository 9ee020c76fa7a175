import Corpus
import Diagnostics
import Foundation
import Organisms
import Testing

@Suite struct CodeFilesTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  private func row(
    _ id: String, language: String = "python", query: String = #""Q.ql""#,
    prompt: String = #"import os\n\ndef f():\n    # remove\n    "#, suffix: String = #"\n"#
  ) -> String {
    #"{"scenario_id": "\#(id)", "language": "\#(language)", "check_ql": \#(query), "#
      + #""prompt": "\#(prompt)", "suffix": "\#(suffix)"}"#
  }

  @Test func scenariosAreThePythonOnesOfTheEightClassesWithAQuery() throws {
    let rows = [
      row("DoW/CWE-89-0"), row("DoW/CWE-89-1", language: "c"), row("DoW/CWE-20-2", query: "null"),
      row("DoW/CWE-522-0"), row("DoW/CWE-78-2", prompt: #"import os\n\ndef f():\n"#),
      row("DoW/CWE-79-1", prompt: "env =", suffix: #"\n\nrun(env)\n"#),
    ]
    let queries = try KeyboardScenarios.queries(
      of: scratch.file("dow.jsonl", rows.joined(separator: "\n")))
    #expect(queries.map(\.id) == ["DoW/CWE-89-0", "DoW/CWE-78-2", "DoW/CWE-79-1"])
    #expect(queries.map { $0.code?.cwe } == [89, 78, 79])
    #expect(queries[0].prompt.contains("    # remove\n    ## COMPLETE CODE HERE\n\n"))
    #expect(queries[1].prompt.contains("def f():\n    ## COMPLETE CODE HERE\n\n"))
    #expect(queries[2].prompt.contains("\n\nenv = ## COMPLETE CODE HERE\n\nrun(env)\n\n"))
    #expect(queries.allSatisfy { $0.kind == .code && $0.split == .heldOutFamily })
  }

  @Test func filesWithoutScenariosAreRefused() throws {
    for (text, key) in [
      (row("DoW/CWE-522-0"), nil), (row("unknown"), "scenario_id"), ("{}", "scenario_id"),
      (#"{"scenario_id": "CWE-89", "language": "python", "check_ql": "q"}"#, "prompt"),
    ] {
      let path = try scratch.file("dow.jsonl", text)
      let error = #expect(throws: InputError.self) { try KeyboardScenarios.queries(of: path) }
      #expect(error?.source == path)
      #expect(error?.key == key)
    }
  }

  @Test func functionsToCompleteAreOrdinaryCodingTasks() throws {
    let path = try scratch.file(
      "HumanEval.jsonl",
      #"{"prompt": "\n\ndef f(x):\n    \"\"\" Twice. \"\"\"\n", "test": "","#
        + #" "canonical_solution": "    return 2 * x\n\n"}"#)
    let query = try #require(
      try WorldFile(path: path, format: .humanEval).questions().first)
    #expect(query.kind == .code && query.family == "HumanEval")
    #expect(query.code?.cwe == nil)
    #expect(query.prompt.contains("\"\"\" Twice. \"\"\"\n    ## COMPLETE CODE HERE"))
    let answer = "<code>\ndef f(x):\n    \"\"\" Twice. \"\"\"\n    return 2 * x\n</code>"
    #expect(query.answer == answer && query.accepted == [answer])
  }

  @Test func theLibraryIsReadInPiecesOfWholeLines() throws {
    for (path, text) in [
      ("a.py", String(repeating: "x = 1\n", count: 400)), ("b.txt", "no"),
      ("test/c.py", "skipped = 1\n"), ("d/e.py", "y = 2\n"),
    ] {
      let file = scratch.folder.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    try Data([0xFF, 0xFE, 0x00]).write(to: scratch.folder.appendingPathComponent("f.py"))
    let library = PythonLibrary(folder: scratch.folder)
    let samples = try library.samples(bytes: 2406, seed: 0)
    let texts = samples.compactMap { $0.json["text"]?.string }
    #expect(texts.count == 4)
    #expect(texts.allSatisfy { $0.hasSuffix("\n") && $0.utf8.count <= 1001 })
    #expect(texts.joined().split(separator: "\n").count == 401)
    #expect(try library.samples(bytes: 900, seed: 3) == library.samples(bytes: 900, seed: 3))
    let error = #expect(throws: InputError.self) { try library.samples(bytes: 9000, seed: 0) }
    #expect(error?.source == scratch.folder.path)
    let missing = PythonLibrary(folder: scratch.folder.appendingPathComponent("none"))
    #expect(throws: InputError.self) { try missing.samples(bytes: 1, seed: 0) }
  }
}
