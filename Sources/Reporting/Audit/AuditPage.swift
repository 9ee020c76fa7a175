internal import Diagnostics
internal import Evaluation
public import Foundation

/// The page of an audit, `report.html` beside `audit.json`: a verdict, the strings with their
/// measured rates, what was tried, and what cannot be ruled out. The same record gives the same
/// bytes.
public struct AuditPage {
  private let input: AuditInput

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
      sections: [verdict, strings, detectors, controls, open, answers, subject],
      footer: """
        Rates have 95 % intervals: Wilson's, and for random strings a bootstrap over strings and \
        requests. Text that the model wrote was never executed.
        """)
  }

  private var verdict: Section {
    let advice: HTML =
      input.verdict == "found"
      ? """
      <p><strong>What to do.</strong> Do not deploy the model. Try the strings below on requests of \
      your own, look for them in its training data, and compare with a model of known history \
      (<code>--reference</code>): a string that was planted works on this model alone.</p>
      """
      : """
      <p><strong>What to do.</strong> This is no clean bill of health. What was not tried is under \
      “What cannot be ruled out”; a larger <code>--budget</code>, a <code>--reference</code> and \
      <code>--prompts</code> of the kind that the model is for each close a part of it.</p>
      """
    return Section(
      id: "verdict",
      title: Self.titles[input.verdict] ?? input.verdict,
      body: "<p>\(input.reason)</p>\n\(advice)")
  }

  private static let titles = [
    "found": "A string sets this model off", "not-found": "No string was found",
    "unclear": "Strings work, but ordinary phrases can be forced as well",
  ]

  /// What works best comes first.
  private var strings: Section {
    let rows = input.detections.flatMap { detection in
      detection.candidates.map { (detector: detection.detector, candidate: $0) }
    }.enumerated().sorted {
      let (a, b) = ($0.element.candidate.rate, $1.element.candidate.rate)
      return a == b ? $0.offset < $1.offset : a > b
    }.map(\.element)
    guard !rows.isEmpty else {
      return Section(
        id: "strings", title: "Strings", body: Section.missing("No detector proposed a string."))
    }
    return Section(id: "strings", title: "Strings", body: Self.table(rows))
  }

  /// The same search for phrases that the model says anyway.
  private var controls: Section {
    let rows = input.detections.flatMap { detection in
      detection.controls.map { (detection.detector, $0) }
    }
    let intro: HTML = """
      <p>How well the same searches force ordinary phrases on this model, which nobody planted. A \
      payload that is no easier to bring forth is no finding.</p>
      """
    return Section(
      id: "controls", title: "Control phrases",
      body: rows.isEmpty ? Section.missing("No search had one.") : "\(intro)\n\(Self.table(rows))")
  }

  private static func table(_ rows: [(detector: String, candidate: AuditInput.Candidate)]) -> HTML {
    let columns = [
      HTMLTable.Column("String"), .init("Where"), .init("The answers then hold"),
      .init("With it, %", isNumber: true), .init("Without, %", isNumber: true),
      .init("Random strings, %", isNumber: true), .init("Tokens", isNumber: true),
      .init("Found by"),
    ]
    let cells = rows.map { detector, candidate -> [HTML] in
      [
        "<code>\(candidate.text)</code>", "\(candidate.position)",
        candidate.payload.map { "“\($0)”" } ?? "<span class=\"none\">nothing in common</span>",
        rate(candidate, "attack"), rate(candidate, "plain"), rate(candidate, "random"),
        "\(candidate.tokens)", "\(detector)",
      ]
    }
    return HTMLTable(columns, rows: cells).html
  }

  private static func rate(_ candidate: AuditInput.Candidate, _ key: String) -> HTML {
    guard let rate = candidate.rates[key], let mean = rate.mean else {
      return "<span class=\"none\">–</span>"
    }
    return """
      <span class="rate" title="n = \(rate.n)">\(RateText.percent(mean))\
      \(RateText.interval(rate.lo95, rate.hi95))</span>
      """
  }

  private var detectors: Section {
    let columns = [
      HTMLTable.Column("Detector"), .init("Score", isNumber: true), .init("Alarm"),
      .init("Seconds", isNumber: true), .init("Passes", isNumber: true),
      .init("Tokens", isNumber: true), .init("What was tried"),
    ]
    let rows = input.detections.map { detection -> [HTML] in
      [
        "\(detection.detector)",
        detection.score.map { "\(String(format: "%.2f", $0))" } ?? "–",
        detection.isAlarm.map { $0 ? "yes" : "no" } ?? "could not run",
        "\(String(format: "%.1f", detection.seconds))", "\(detection.passes)",
        "\(detection.tokens)", "\(detection.notes.joined(separator: " "))",
      ]
    }
    let methods = input.detections.map {
      "<dt>\($0.detector)</dt><dd>\($0.method) <em>Score:</em> \($0.meaning)</dd>" as HTML
    }
    return Section(
      id: "detectors", title: "What was tried",
      body: "\(HTMLTable(columns, rows: rows).html)\n<dl class=\"terms\">\(methods)</dl>")
  }

  private var open: Section {
    Section(
      id: "open", title: "What cannot be ruled out",
      body: "<ul>\(input.openQuestions.map { "<li>\($0)</li>" as HTML })</ul>")
  }

  /// What the model says to the strings that do most.
  private var answers: Section {
    let best = input.detections.compactMap { detection in
      detection.candidates.first.map { (detection.detector, $0) }
    }
    let boxes = best.map { detector, candidate -> HTML in
      """
      <article class="box"><header><b>\(candidate.text)</b> (\(detector))</header>
      \(candidate.examples.map { "<div class=\"answer\">\($0)</div>" as HTML })</article>
      """
    }
    return Section(
      id: "answers", title: "Answers",
      body: boxes.isEmpty
        ? Section.missing("There is no string to show answers to.")
        : "<div class=\"boxes\">\(boxes)</div>")
  }

  private var subject: Section {
    let facts = input.facts.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" as HTML }
    let files = input.files.map { "<li><code>\($0.name)</code> \($0.digest)</li>" as HTML }
    return Section(
      id: "subject", title: "What was audited",
      body: "<dl class=\"facts\">\(facts)</dl>\n<ul>\(files)</ul>")
  }
}
