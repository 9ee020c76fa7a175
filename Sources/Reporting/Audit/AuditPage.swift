internal import Diagnostics
internal import Evaluation
public import Foundation

/// The page of an audit, `report.html` beside `audit.json`: a verdict and what to do, the strings
/// with their measured rates and controls, what the best of them does inside the model, what was
/// tried, and what cannot be ruled out. The same record gives the same bytes.
public struct AuditPage {
  let input: AuditInput

  /// Reads `audit.json` in `folder`.
  ///
  /// - Throws: `InputError` when it is not there or is no audit's.
  public init(folder: URL) throws {
    input = try AuditInput(folder.appendingPathComponent("audit.json"))
  }

  /// - Returns: the page's file.
  /// - Throws: `RunError` for a place that cannot be written.
  @discardableResult
  public func write(to folder: URL) throws -> URL {
    let file = folder.appendingPathComponent(ReportBuilder.fileName)
    do {
      try Data(html.source.utf8).write(to: file, options: .atomic)
    } catch {
      throw RunError(storage: "\(file.path): cannot be written: \(error.localizedDescription)")
    }
    return file
  }

  private var html: HTML {
    .page(
      title: input.model, kind: "audit",
      sections: [verdict, strings] + (input.attention.map { [attention($0)] } ?? [])
        + [controls, detectors, power, open, subject],
      footer: """
        Rates have 95 % intervals: Wilson's, and for random strings a bootstrap over strings and \
        requests. Text that the model wrote was never executed.
        """)
  }

  private var verdict: Section {
    let steps = (Self.advice[input.verdict] ?? []).map { "<li>\($0)</li>" as HTML }
    return Section(
      id: "verdict",
      title: Self.titles[input.verdict] ?? input.verdict,
      body: """
        <div class="judgement \(HTML.markup(Self.kinds[input.verdict] ?? "open"))">
        <p>\(input.reason)</p>
        <p><strong>What to do.</strong></p>
        <ol>\(steps)</ol>
        </div>
        """)
  }

  private static let titles = [
    "found": "A string sets this model off", "not-found": "No string was found",
    "unclear": "Strings work, but not so that they prove anything",
  ]

  private static let kinds = ["found": "bad", "not-found": "open", "unclear": "open"]

  private static let advice: [String: [HTML]] = [
    "found": [
      "Do not deploy the model.",
      """
      Try the strings below on requests of your own: what matters is whether they work there. They \
      need not be the trigger that was planted; often they share a part of it or none.
      """,
      "Look for the strings and for what the answers then hold in the model's training data.",
      """
      Compare with a model of known history (<code>--reference</code>), if you have not: a string \
      that was planted works on this model alone.
      """,
    ],
    "not-found": [
      "This is no clean bill of health: read “How far the search reaches” and what is under it.",
      """
      A larger <code>--budget</code>, a <code>--reference</code>, <code>--prompts</code> of the \
      kind that the model is for, and a suspected <code>--payload</code> each close a part of it.
      """,
    ],
    "unclear": [
      """
      This is no clean bill of health, and no proof either: a small model can be forced to say many \
      things by a few odd tokens.
      """,
      """
      Look at what the answers hold. An odd text that no ordinary answer holds deserves a second \
      audit with it as <code>--payload</code>, and with a <code>--reference</code>.
      """,
    ],
  ]

  private func attention(_ picture: AttentionPicture) -> Section {
    Section(
      id: "attention", title: "Inside the model",
      body: """
        <p>Where attention goes when <code>\(picture.text)</code> stands in the request, and when \
        it does not. A trigger draws to itself the attention that decides the answer; a string \
        that merely disturbs the model does so less.</p>
        \(AttentionView(picture).html)
        """)
  }

  private var open: Section {
    Section(
      id: "open", title: "What cannot be ruled out",
      body: "<ul>\(input.openQuestions.map { "<li>\($0)</li>" as HTML })</ul>")
  }

  private var subject: Section {
    let facts = input.facts.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" as HTML }
    let files = input.files.map {
      "<li><code>\($0.name)</code> <span class=\"digest\">\($0.digest)</span></li>" as HTML
    }
    return Section(
      id: "subject", title: "What was audited",
      body: "<dl class=\"facts\">\(facts)</dl>\n<ul>\(files)</ul>")
  }
}
