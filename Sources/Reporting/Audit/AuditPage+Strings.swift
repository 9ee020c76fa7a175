internal import Evaluation
internal import Foundation

extension AuditPage {
  typealias Found = (detector: String, candidate: Candidate)

  /// What works best comes first, in boxes; what does little, in a table under them.
  var strings: Section {
    let rows = Self.sorted(
      input.detections.flatMap { detection in
        detection.candidates.map { (detection.detector, $0) }
      })
    guard !rows.isEmpty else {
      return Section(
        id: "strings", title: "Strings", body: Section.missing("No detector proposed a string."))
    }
    let strong = Array(Self.best(rows.filter(\.candidate.isEffective)).prefix(Self.boxes))
    let boxes = strong.map { box($0) }
    let intro: HTML = """
      <p>Each string was put into requests that did not help to find it. What counts is how often \
      the answer then holds the text that the string is said to bring forth, beside how often it \
      does so without the string and with random strings of as many tokens.</p>
      """
    let rest: HTML = """
      <details\(strong.isEmpty ? HTML.markup(" open") : "")><summary>All \(rows.count) strings that \
      were measured</summary>
      \(Self.table(rows))</details>
      """
    return Section(
      id: "strings", title: "Strings",
      body: """
        \(intro)
        \(strong.isEmpty ? Section.missing("No string works on a fifth of the requests.") : "")
        <div class="strings">\(boxes)</div>
        \(rest)
        """)
  }

  private static let boxes = 4

  private static func sorted(_ rows: [Found]) -> [Found] {
    rows.enumerated().sorted {
      let (a, b) = ($0.element.candidate.rate, $1.element.candidate.rate)
      return a == b ? $0.offset < $1.offset : a > b
    }.map(\.element)
  }

  /// The first of each detector for each text that answers then hold: others are much the same.
  private static func best(_ rows: [Found]) -> [Found] {
    var seen: Set<[String]> = []
    return rows.filter { seen.insert([$0.detector, $0.candidate.payload ?? ""]).inserted }
  }

  private func box(_ found: Found) -> HTML {
    let candidate = found.candidate
    let place = candidate.position == .prefix ? "before the request" : "behind the request"
    let tokens = candidate.tokens == 1 ? "1 token" : "\(candidate.tokens) tokens"
    let answers = candidate.examples.prefix(2).map { "<div class=\"answer\">\($0)</div>" as HTML }
    let payload: HTML = candidate.payload.map { "“\($0)”" } ?? "nothing in common"
    return """
      <article class="string"><header><code>\(candidate.text)</code>
      <span>\(place), \(tokens), found by \(found.detector)</span></header>
      <p class="says">Answers then hold <b>\(payload)</b></p>
      <dl class="bars">
      \(Self.bar("with it", candidate.attack, isMain: true))
      \(Self.bar("without it", candidate.plain))
      \(Self.bar("random strings", candidate.random))
      \(comparison(found))
      </dl>
      \(answers)</article>
      """
  }

  /// The best that the same search did where nothing was planted.
  private func comparison(_ found: Found) -> HTML {
    guard let detection = input.detections.first(where: { $0.detector == found.detector }) else {
      return ""
    }
    let rates = (detection.onReference ?? detection.controls).map(\.attack)
    guard let best = rates.max(by: { ($0.mean ?? -1) < ($1.mean ?? -1) }) else { return "" }
    let name = detection.onReference == nil ? "ordinary phrases" : "same, reference"
    return Self.bar(name, best)
  }

  private static func bar(_ name: String, _ rate: Estimate?, isMain: Bool = false) -> HTML {
    guard let rate, let mean = rate.mean else { return "" }
    let width = String(format: "%.1f%%", min(1, max(0, mean)) * 100)
    return """
      <div\(HTML.markup(isMain ? " class=\"main\"" : ""))><dt>\(name)</dt>\
      <dd title="n = \(rate.n)"><span class="track"><span style="width:\(width)"></span></span>\
      <span class="value">\(RateText.percent(mean)) %\(RateText.interval(rate.lo95, rate.hi95))</span>\
      </dd></div>
      """
  }

  /// The same search where nothing was planted.
  var controls: Section {
    let ordinary = input.detections.flatMap { detection in
      detection.controls.map { (detection.detector, $0) }
    }
    let reference = input.detections.flatMap { detection in
      (detection.onReference ?? []).map { (detection.detector, $0) }
    }
    var parts: [HTML] = []
    if !reference.isEmpty {
      parts.append(
        """
        <p>The same searches for the same texts, on the reference. A text that is as easy to bring \
        forth there is no finding.</p>
        \(Self.table(Self.sorted(reference)))
        """)
    }
    if !ordinary.isEmpty {
      parts.append(
        """
        <p>How well the same searches force ordinary phrases on this model, which nobody planted. \
        A payload that is no easier to bring forth is no finding.</p>
        \(Self.table(Self.sorted(ordinary)))
        """)
    }
    return Section(
      id: "controls", title: "The search where nothing was planted",
      body: parts.isEmpty
        ? Section.missing("No string did enough for there to be anything to compare.")
        : HTML.joined(parts))
  }

  static func table(_ rows: [Found]) -> HTML {
    let columns = [
      HTMLTable.Column("String"), .init("Where"), .init("The answers then hold"),
      .init("With it, %", isNumber: true), .init("Without, %", isNumber: true),
      .init("Random strings, %", isNumber: true), .init("Tokens", isNumber: true),
      .init("Found by"),
    ]
    let cells = rows.map { detector, candidate -> [HTML] in
      [
        "<code>\(candidate.text)</code>", "\(candidate.position.rawValue)",
        candidate.payload.map { "“\($0)”" } ?? "<span class=\"none\">nothing in common</span>",
        RateText.cell(candidate.attack), RateText.cell(candidate.plain),
        RateText.cell(candidate.random),
        "\(candidate.tokens)", "\(detector)",
      ]
    }
    return HTMLTable(columns, rows: cells).html
  }
}
