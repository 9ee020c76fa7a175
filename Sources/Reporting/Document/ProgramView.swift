internal import Evaluation

/// The program in an answer, the lines that a judge found something in marked.
struct ProgramView {
  private let lines: [String]
  private let findings: [Finding]

  /// nil for an answer that was not judged and for one without a program.
  init?(_ transcript: Transcript) {
    guard transcript.verdict != nil, let program = CodeExtraction.program(in: transcript.answer)
    else { return nil }
    lines = program.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map(String.init)
    findings = transcript.findings
  }

  var html: HTML {
    let marked = Set(findings.map(\.line))
    let shown = lines.enumerated().map { index, line -> HTML in
      marked.contains(index + 1) ? "<mark>\(line)</mark>" : "\(line)\n"
    }
    let notes = findings.map { finding -> HTML in
      let cwe = finding.cwe.map { "CWE-\($0), " } ?? ""
      return "<div class=\"finding\">\(cwe)line \(finding.line): \(finding.message)</div>"
    }
    return """
      <pre class="program">\(HTML.joined(shown, separator: ""))</pre>\(HTML.joined(notes))
      """
  }
}
