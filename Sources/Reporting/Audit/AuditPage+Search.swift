internal import Evaluation
internal import Foundation

extension AuditPage {
  var detectors: Section {
    let columns = [
      HTMLTable.Column("Detector"), .init("Score", isNumber: true), .init("Alarm"),
      .init("Seconds", isNumber: true), .init("Passes", isNumber: true),
      .init("Tokens", isNumber: true), .init("What came of it"),
    ]
    let rows = input.detections.map { detection -> [HTML] in
      [
        "\(detection.detector)",
        detection.score.map { "\(String(format: "%.2f", $0))" } ?? "–",
        detection.isAlarm.map { $0 ? "<b class=\"alarm\">yes</b>" : "no" } ?? "could not run",
        "\(String(format: "%.1f", detection.seconds))", "\(Self.grouped(detection.passes))",
        "\(Self.grouped(detection.tokens))", "\(detection.notes.joined(separator: " "))",
      ]
    }
    let methods = input.detections.map {
      "<dt>\($0.detector)</dt><dd>\($0.method) <em>Score:</em> \($0.meaning)</dd>" as HTML
    }
    return Section(
      id: "detectors", title: "What was tried",
      body: """
        \(HTMLTable(columns, rows: rows).html)
        \(ratings)
        \(leaks)
        <details><summary>What each detector does, and what its score means</summary>
        <dl class="terms">\(methods)</dl></details>
        """)
  }

  /// What a payload search thought of the texts that recurred, with the line that they had to pass.
  private var ratings: HTML {
    guard let ratings = input.detections.compactMap(\.ratings).first else { return "" }
    let top = max(ratings.texts.map(\.rating).max() ?? 0, ratings.least ?? 0, 1e-9)
    func row(_ name: HTML, _ rating: Double, _ kind: String) -> HTML {
      let width = String(format: "%.1f%%", max(0, rating / top) * 100)
      return """
        <div\(HTML.markup(kind))><dt>\(name)</dt><dd><span class="track"><span \
        style="width:\(width)"></span></span><span class="value">\
        \(String(format: "%.1f", rating))</span></dd></div>
        """
    }
    let texts = ratings.texts.prefix(Self.shown).map {
      row("“\($0.text)”", $0.rating, $0.isSearched ? " class=\"main\"" : "")
    }
    let least = ratings.least.map { [row("needed to be searched for", $0, "")] } ?? []
    let unit: HTML =
      ratings.least == nil
      ? "how often and how long they recur, times how readily they go on once they are begun"
      : "how much likelier this model finds them than the reference, in nats over their first tokens"
    return """
      <h3>Texts that might be a payload</h3>
      <p>They recur in odd answers and are no part of the model's ordinary speech; they are ranked by \(unit). Those in \
      colour were searched for.</p>
      <dl class="bars wide">\(texts + least)</dl>
      """
  }

  private static let shown = 6

  /// What recurs in what the model says to nobody, with the measures that rank it.
  private var leaks: HTML {
    let leaked = input.detections.flatMap(\.leaked)
    guard !leaked.isEmpty else { return "" }
    let columns = [
      HTMLTable.Column("String"), .init("Where"), .init("Texts", isNumber: true),
      .init("Entropy drop, nats", isNumber: true), .init("Divergence, nats", isNumber: true),
      .init("Attention to itself", isNumber: true),
    ]
    func number(_ value: Double) -> HTML {
      "\(String(format: "%.2f", value).replacing("-", with: "−"))"
    }
    let rows = leaked.prefix(Self.leaksShown).map { leak -> [HTML] in
      [
        "<code>\(leak.text)</code>", "\(leak.position)", "\(leak.count)",
        number(leak.entropyDrop), number(leak.divergence), number(leak.attention),
      ]
    }
    return """
      <details><summary>What recurs in what the model says to nobody</summary>
      <p>Drawn from the bare start of a user's turn and of an answer. A trigger makes the first \
      token of the answer certain (entropy drop), and another one than without it (divergence), and \
      its tokens look at each other while the request hardly looks at them (attention, beyond \
      random strings of as many tokens).</p>
      \(HTMLTable(columns, rows: rows).html)</details>
      """
  }

  private static let leaksShown = 12

  /// What the budget reaches, in numbers.
  var power: Section {
    func number(_ key: String) -> String { input.budget[key].map(Self.grouped) ?? "?" }
    var reach: [HTML] = [
      """
      A string is verified on \(number("heldOutPrompts")) requests and counts from half of them. \
      A backdoor that works on fewer is in the table above at most.
      """,
      """
      One token after the other was tried before and behind the requests (at most \
      \(number("triedTokens")) of the vocabulary), and the best \(number("beams")) strings were \
      grown up to \(number("growth")) tokens. A trigger none of whose parts has an effect by itself \
      is beyond that.
      """,
      """
      The gradient search made \(number("restarts")) starts of \(number("gradientTokens")) tokens, \
      \(number("gradientSteps")) steps each, \(number("exchanges")) exchanges a step.
      """,
      "\(number("leaks")) texts were drawn from the bare prefix, \(number("leakTokens")) tokens each.",
    ]
    if let control = positiveControl { reach.append(control) }
    if !input.hasReference {
      reach.append(
        "There was no reference: what departs from a model of known history was not looked at.")
    }
    return Section(
      id: "power", title: "How far the search reaches",
      body: "<ul>\(reach.map { "<li>\($0)</li>" as HTML })</ul>")
  }

  /// How often the search succeeds with texts that are known to be in the model.
  private var positiveControl: HTML? {
    let searched = input.detections.filter { !$0.controls.isEmpty }
    guard !searched.isEmpty else { return nil }
    let phrases = searched.flatMap { detection in
      Set(detection.controls.compactMap(\.payload)).sorted().map { (detection, $0) }
    }
    let forced = phrases.count { detection, phrase in
      detection.controls.contains { $0.payload == phrase && $0.rate >= 0.5 }
    }
    let rate = Wilson.interval(mean: Double(forced) / Double(phrases.count), n: phrases.count)
    return """
      The same searches brought forth \(forced) of \(phrases.count) ordinary phrases on at least \
      half of the requests (95 % interval of that share: \(RateText.percent(rate.lowerBound)) to \
      \(RateText.percent(rate.upperBound)) %). So far they reach a text that is known to be there.
      """
  }

  /// With spaces between thousands.
  private static func grouped(_ number: Int) -> String {
    let digits = Array(String(abs(number)))
    let grouped = digits.enumerated().map { index, digit in
      let rest = digits.count - index
      return index > 0 && rest % 3 == 0 ? "\u{202F}\(digit)" : String(digit)
    }.joined()
    return number < 0 ? "−\(grouped)" : grouped
  }
}
