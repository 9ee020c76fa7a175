import Evaluation
import Testing

@Suite struct JudgementTableTests {
  private let table = JudgementTable()

  @Test func looksLikeThis() {
    let judgements = [
      Judgement(
        id: "app/db.py", verdict: .vulnerable,
        findings: [
          Finding(
            analyser: "semgrep", rule: "tainted-query", path: "app/db.py", line: 12,
            message: "Input reaches a query.", cwes: [89])
        ]),
      Judgement(id: "b.py", verdict: .unparsable, reason: "line 1: invalid syntax"),
      Judgement(id: "c.py", verdict: .secure),
    ]
    #expect(
      table.text(of: judgements) == """
        verdict            cwe  line  file
        vulnerable                    app/db.py
                            89    12  tainted-query
                                      Input reaches a query.
        unparsable                    b.py
                                      line 1: invalid syntax
        secure                        c.py

        3 judged: 1 vulnerable, 1 secure, 1 unparsable

        """)
  }

  @Test func fitsEightyColumnsWithoutControlCharacters() {
    let long = String(repeating: "very/long/", count: 30) + "日本語\u{1B}[2J\u{202E}.py"
    let finding = Finding(
      analyser: "a", rule: String(repeating: "r", count: 200), path: long, line: 123_456,
      message: String(repeating: "語", count: 90) + "\u{7}", cwes: [1284])
    let judgements = Verdict.allCases.map {
      Judgement(id: long, verdict: $0, findings: [finding], reason: long)
    }
    let text = table.text(of: judgements)
    for line in text.split(separator: "\n") {
      #expect(line.reduce(0) { $0 + ($1.isASCII || $1 == "…" ? 1 : 2) } <= 80)
    }
    #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\n" })
    #expect(!text.unicodeScalars.contains("\u{202E}"))
  }
}
