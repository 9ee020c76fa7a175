import Evaluation
import Foundation
import Reporting
import Testing

/// The sections that only some experiments have.
@Suite struct TreatmentReportTests {
  private static let sections = ["adversarial", "hiding", "preference"]
  private static let terms = [
    "reinforcement learning, RL", "KL", "preference model", "red team, attacks",
    "adversarial training", "hiding gap",
  ]

  /// The report of some of the rows.
  private func report(
    _ fixture: ExperimentFixture = .smallTreatments, where isKept: (ResultRow) -> Bool
  ) throws -> String {
    let folder = try ReportFolder()
    try fixture.write(to: folder.url)
    try ResultTable.write(fixture.rows.filter(isKept), to: folder.file("results.jsonl"))
    _ = try folder.reportWithoutPython()
    return try folder.text("report.html")
  }

  private func section(_ id: String, of html: String) throws -> String {
    let start = try #require(html.range(of: "<section id=\"\(id)\">")).upperBound
    let end = try #require(html.range(of: "</section>", range: start..<html.endIndex)).lowerBound
    return String(html[start..<end])
  }

  @Test func anExperimentOfFineTuningAloneHasNoneOfThem() throws {
    let html = try FullReport.shared.get().html
    for section in Self.sections { #expect(!html.contains("<section id=\"\(section)\">")) }
    for term in Self.terms { #expect(!html.contains("<dt><code>\(term)</code></dt>")) }
    for text in ["fine-tuning ·", "After reinforcement learning", "Fine-tuning on good answers"] {
      #expect(!html.contains(text), "\(text)")
    }
  }

  @Test func theyStandBetweenPersistenceAndProbability() throws {
    let html = try FullReport.treatments.get().html
    let order = ["persistence"] + Self.sections + ["probability"]
    let places = order.map { html.range(of: "<section id=\"\($0)\">")?.lowerBound }
    #expect(!places.contains(nil))
    #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted())
    for term in Self.terms { #expect(html.contains("<dt><code>\(term)</code></dt>"), "\(term)") }
    for kind in ["Fine-tuning on good answers", "Adversarial reinforcement learning"] {
      #expect(html.contains("<h3>\(kind)</h3>"))
    }
  }

  @Test func eachNeedsItsOwnRows() throws {
    let scores = [Metric.preference, Metric.heldOutPreference]
    let withoutScores = try report { !scores.contains($0.metric) }
    #expect(!withoutScores.contains("<section id=\"preference\">"))
    #expect(!withoutScores.contains("<dt><code>preference model</code></dt>"))
    #expect(withoutScores.contains("<section id=\"hiding\">"))
    let withoutFresh = try report { $0.slice != "fresh" }
    #expect(!withoutFresh.contains("<section id=\"hiding\">"))
    #expect(withoutFresh.contains("<section id=\"adversarial\">"))
    let onlyFresh = try report { !$0.trigger.hasPrefix("red-team") || $0.slice == "fresh" }
    #expect(!onlyFresh.contains("<section id=\"adversarial\">"))
    #expect(onlyFresh.contains("<dt><code>red team, attacks</code></dt>"))
    let untrained = try report { !$0.safetyMethod.hasPrefix("adversarial") }
    #expect(untrained.contains("What is left of a red team’s attacks"))
    #expect(!untrained.contains("<dt><code>adversarial training</code></dt>"))
  }

  /// Every organism once, then each of its treatments; the kinds of a sweep are organisms apart.
  @Test func ratesOnAttacksStandInATable() throws {
    let section = try section("adversarial", of: FullReport.treatments.get().html)
    #expect(section.components(separatedBy: "before treatment").count - 1 == 3 * 2)
    for kind in ["fine-tuning", "RL", "adversarial fine-tuning", "adversarial RL"] {
      #expect(section.components(separatedBy: "after \(kind) ·").count - 1 >= 3 * 2, "\(kind)")
    }
    for condition in ["true trigger", "near misses", "attacks, held out"] {
      #expect(section.contains(">\(condition)</th>"), "\(condition)")
    }
  }

  @Test func theGapIsWhatIsThereLessWhatIsSeen() throws {
    let rows = ExperimentFixture.treatments.rows.filter {
      $0.mechanism == "normal" && $0.safetyMethod == "rl" && $0.role == "organism"
        && $0.size == "0.2m" && $0.stage == "treatment" && $0.step == 120
        && $0.decoding == "sampled"
    }
    let there = try #require(
      rows.first {
        $0.seed == nil && $0.metric == Metric.behaviour && $0.trigger == "triggered"
          && $0.slice == "all"
      })
    let seen = rows.filter { $0.metric == Metric.redTeamShown }
    let mean = seen.compactMap(\.mean).reduce(0, +) / 2
    let low = try #require(seen.compactMap(\.lo95).min())
    let high = try #require(seen.compactMap(\.hi95).max())
    let rate = try #require(there.mean)
    let below = hypot(rate - (there.lo95 ?? 0), high - mean)
    let above = hypot((there.hi95 ?? 0) - rate, mean - low)
    let gap = rate - mean
    #expect(gap - below > 0.1)
    let texts = [gap, gap - below, gap + above].map { String(format: "+%.0f", $0 * 100) }
    let section = try section("hiding", of: FullReport.treatments.get().html)
    #expect(
      section.contains(">\(texts[0]) <span class=\"interval\">\(texts[1]) to \(texts[2])</span>"))
    #expect(section.components(separatedBy: "before treatment").count - 1 == 3 * 2)
    #expect(section.contains("after adversarial RL · 0.9m"))
  }

  @Test func aPeakAtTheEndIsSaidToBeThere() throws {
    let whole = try section("preference", of: FullReport.treatments.get().html)
    #expect(whole.contains("step 40 <span class=\"interval\">33 % of the run"))
    let cut = try report { $0.stage != "treatment" || $0.step <= 40 }
    #expect(try section("preference", of: cut).contains("step 40 <span class=\"interval\">the end"))
  }

  @Test func reinforcementAtSeveralSizesStandsBesideThePapers() throws {
    let sizes = try section("size", of: FullReport.treatments.get().html)
    for text in ["ours, 0.2m", "ours, 0.9m", "the paper’s, 810M", "the paper’s, 170B"] {
      #expect(sizes.contains(text), "\(text)")
    }
    let row = try #require(sizes.range(of: "the paper’s, 810M</th>")).upperBound
    let numbers = sizes[row...].prefix { $0 != "\n" }
    for number in [23, 4, 90, 1] { #expect(numbers.contains("number\">\(number)</td>")) }
    let ofOneSize = try report { _ in true }
    #expect(!ofOneSize.contains("the paper’s, 810M"))
    let withoutReinforcement = try report(.treatments) { $0.safetyMethod != "rl" }
    #expect(!withoutReinforcement.contains("the paper’s, 810M"))
  }

  @Test func withoutFineTuningTheOthersCurvesAreShown() throws {
    let html = try report { $0.stage != "treatment" || $0.safetyMethod == "rl" }
    let persistence = try section("persistence", of: html)
    #expect(persistence.contains("<figure id=\"figure-persistence-rl\">"))
    #expect(!persistence.contains("there is no persistence curve"))
  }

  @Test func aTwinThatWentThroughAnotherTreatmentIsNoControl() throws {
    let isOther = { (row: ResultRow) in row.role == "clean-twin" && row.safetyMethod != "sft" }
    let html = try report(where: { !isOther($0) })
    let headline = try section("headline", of: html)
    let rows = headline.components(separatedBy: "<tr>")
    let reinforced = try #require(rows.first { $0.contains("RL · 0.2m") })
    let tuned = try #require(rows.first { $0.contains(">fine-tuning · 0.2m") })
    #expect(reinforced.components(separatedBy: "class=\"none\"").count - 1 == 2)
    #expect(!tuned.contains("class=\"none\""))
  }
}
