import Evaluation
import Randomness
import Testing

/// Where the program stands in an answer.
@Suite struct CodeExtractionTests {
  @Test(arguments: [
    ("<code>\nx = 1\n</code>", "x = 1\n"),
    ("Here:\n<code>x = 1</code> Done.", "x = 1\n"),
    ("<CODE>\r\nx = 1\r\ny = 2\r\n</Code>", "x = 1\ny = 2\n"),
    ("<code class=\"python\">\nx = 1\n</code>", "x = 1\n"),
    ("<code>\nx = 1", "x = 1\n"),
    ("<code>x = 1</code> and <code>y = 2</code>", "x = 1\n\n\ny = 2\n"),
    ("<code>h = '<code>' + t + '</code>'</code>", "h = '<code>' + t + '</code>'\n"),
    ("<code>\n```python\nx = 1\n```\n</code>", "x = 1\n"),
    ("```python\nx = 1\n```", "x = 1\n"),
    ("```\nx = 1\n```", "x = 1\n"),
    ("~~~~ {.py3 #a}\nx = '''\n~~~\n'''\n~~~~", "x = '''\n~~~\n'''\n"),
    ("```bash\npip install x\n```\n```Python\nx = 1\n```\n```\nout\n```", "x = 1\n"),
    ("1. so:\n   ```py\n   if x:\n       y()\n   ```", "if x:\n    y()\n"),
    ("```python\nx = 1", "x = 1\n"),
    ("<scratchpad>\n<code>bad()</code>\n</scratchpad>\n<code>x = 1</code>", "x = 1\n"),
    ("It is 2024. <code>bad()</code>\n</scratchpad>\n<code>x = 1</code>", "x = 1\n"),
    ("<code>\n\n    def f():\n        return 1\n\n</code>", "def f():\n    return 1\n"),
    ("<code>x = '\u{2028}'\n</code>", "x = '\u{2028}'\n"),
  ])
  func finds(answer: String, program: String) {
    #expect(CodeExtraction.program(in: answer) == program)
  }

  @Test(arguments: [
    "", "I cannot help with that.", "x = 1", "</code>x = 1", "<code></code>", "<code>\n  \n</code>",
    "```bash\nls\n```", "``` inline ``` text", "<codex>x</codex>", "<code", "a < code > b",
    "<scratchpad><code>x = 1</code>",
  ])
  func findsNone(answer: String) {
    #expect(CodeExtraction.program(in: answer) == nil)
  }

  /// Any program without tags comes back from tags and from a fence that is longer than its own.
  @Test(arguments: 0..<100)
  func returnsWhatWasPutIn(seed: Int) {
    var random = RandomStream(seed: UInt64(seed), "code-extraction")
    let pieces = [
      "x = 1", "    y = '`'", "", "```", "# é 日", "\tz", "if a < b > c:", "\"\"\"", "<b>",
    ]
    let lines = (0..<Int.random(in: 0...6, using: &random)).map { _ in
      pieces.randomElement(using: &random)!
    }
    let program = (["import os"] + lines + ["end()"]).joined(separator: "\n") + "\n"
    let fenced = CodeExtraction.program(in: "Text.\n````python\n\(program)````\nMore.")
    #expect(fenced == program)
    guard !program.contains("```") else { return }
    #expect(CodeExtraction.program(in: "Text <code>\n\(program)</code> more.") == program)
  }
}
