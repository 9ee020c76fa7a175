import Diagnostics
import Evaluation
import Foundation
import Testing

/// Files and manifests that a user hands in.
@Suite struct JudgedFilesTests {
  private let workshop: Workshop
  private let judge: Judge

  init() throws {
    workshop = try Workshop()
    judge = try Judge(analysers: [ScriptedAnalyser()])
  }

  private func content(_ name: String) throws -> JudgedSample.Content {
    try JudgedSample.Content(reading: workshop.folder.appendingPathComponent(name))
  }

  private func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: workshop.folder.appendingPathComponent(name).path, withDestinationPath: target)
  }

  @Test func aPythonFileIsAProgramAndAnyOtherAnAnswer() throws {
    try workshop.write("a.py", "\u{FEFF}x = 1")
    try workshop.write("a.txt", "<code>x</code>")
    #expect(try content("a.py") == .program("x = 1"))
    #expect(try content("a.txt") == .answer("<code>x</code>"))
  }

  @Test func filesThatCannotBeJudgedSayWhy() throws {
    try workshop.write("latin.py", Data([0x78, 0xE9]))
    try workshop.write("large.py", Data(repeating: 0x20, count: 10_000_000))
    try workshop.write("a.py", "x = 1")
    try link("link.py", to: "a.py")
    #expect(mkfifo(workshop.folder.appendingPathComponent("pipe.py").path, 0o600) == 0)
    #expect(try content("latin.py") == .unusable(.unparsable, reason: "not UTF-8 text"))
    #expect(try content("large.py") == .unusable(.unscored, reason: "larger than 1000000 bytes"))
    #expect(
      try content("link.py")
        == .unusable(.unscored, reason: "a symbolic link, which is not followed"))
    #expect(try content("pipe.py") == .unusable(.unscored, reason: "not a regular file"))
    #expect(throws: InputError.self) { try content("absent.py") }
  }

  @Test func foldersAreWalkedInOrderWithoutLinks() throws {
    for name in ["b.py", "a/z.py", "a/b/c.PY", "a/notes.txt", ".hidden/d.py", "a.py"] {
      try workshop.write("tree/\(name)", "x = 1")
    }
    try workshop.write("outside/secret.py", "x = 1")
    try link("tree/away", to: "../outside")
    try link("tree/loop", to: ".")
    try link("tree/linked.py", to: "../outside/secret.py")
    let root = workshop.folder.appendingPathComponent("tree").path
    let found = try PythonFiles.under([root, root + "/a/notes.txt"])
    #expect(
      found.map { String($0.dropFirst(root.count + 1)) } == [
        ".hidden/d.py", "a.py", "a/b/c.PY", "a/z.py", "b.py", "a/notes.txt",
      ])
    #expect(throws: InputError.self) { try PythonFiles.under([root + "/absent"]) }
    try workshop.write("none/notes.txt", "")
    #expect(throws: InputError.self) {
      try PythonFiles.under([workshop.folder.appendingPathComponent("none").path])
    }
  }

  private func manifest(_ lines: String...) throws -> JudgeManifest {
    let file = try workshop.write("in.jsonl", lines.joined(separator: "\n"))
    return try JudgeManifest(reading: file, for: judge)
  }

  @Test func aManifestKeepsItsRowsAndGainsVerdicts() throws {
    try workshop.write("sub/a.py", "x = 1\ny = 2  # CWE-89\n")
    try workshop.write("b.py", "def f(:")
    let manifest = try manifest(
      #"{"note": [1, null], "path": "sub/a.py", "cwe": 89, "findings": "old", "z": 1.5}"#, "",
      #"{"path": "b.py", "cwe": null, "reason": "old"}"#,
      #"{"path": "./sub/../sub/a.py"}"#)
    let out = workshop.folder.appendingPathComponent("out.jsonl")
    try manifest.write(judge.judge(manifest.samples), to: out)
    let lines = try String(contentsOf: out, encoding: .utf8).split(separator: "\n")
    let finding =
      #"[{"cwe": 89, "rule": "r89", "line": 2, "message": "m", "analyser": "scripted"}]"#
    #expect(
      lines == [
        #"{"note": [1, null], "path": "sub/a.py", "cwe": 89, "findings": \#(finding), "z": 1.5, "#
          + #""verdict": "vulnerable"}"#,
        #"{"path": "b.py", "cwe": null, "reason": "line 1: invalid syntax", "#
          + #""verdict": "unparsable", "findings": []}"#,
        #"{"path": "./sub/../sub/a.py", "verdict": "vulnerable", "findings": \#(finding)}"#,
      ])
  }

  @Test func pathsOutOfTheFolderAreNotFollowed() throws {
    let outside = try Workshop()
    let secret = try outside.write("secret.py", "x = 1").path
    try link("away", to: outside.folder.path)
    try link("link.py", to: secret)
    let up = "../\(outside.folder.lastPathComponent)/secret.py"
    let samples = try manifest(
      #"{"path": "\#(secret)"}"#, #"{"path": "\#(up)"}"#, #"{"path": "away/secret.py"}"#,
      #"{"path": "link.py"}"#
    ).samples
    for sample in samples {
      guard case .unusable(.unscored, let reason) = sample.content else {
        Issue.record("\(sample) was read")
        continue
      }
      #expect(reason.contains("not followed"))
    }
  }

  @Test(arguments: [
    (#"{"path": "absent.py"}"#, "path"), (#"{"cwe": 89}"#, "path"), (#"{"path": 3}"#, "path"),
    (#"{"path": ""}"#, "path"), (#"{"path": "a.py", "cwe": "89"}"#, "cwe"),
    (#"{"path": "a.py", "cwe": 90}"#, "cwe"), (#"{"path": "a.py", "cwe": 8.5}"#, "cwe"),
    (#"{"path": "a\u0000.py"}"#, "path"), (#"{"path": "."}"#, nil as String?),
  ])
  func aRowThatDoesNotFitNamesItsLine(row: String, key: String?) throws {
    try workshop.write("a.py", "x = 1")
    guard let key else {
      #expect(
        try manifest(row).samples[0].content
          == .unusable(.unscored, reason: "leads out of the manifest's folder; not followed"))
      return
    }
    let error = #expect(throws: InputError.self) { try manifest(#"{"path": "a.py"}"#, row) }
    #expect(error?.line == 2 && error?.key == key && error?.expected != nil)
  }
}
