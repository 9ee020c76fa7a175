import Corpus
import Evaluation
import Foundation
import Reporting
import Testing

@Suite struct FigureTests {
  static let names = [
    "persistence", "probability", "installation", "near-misses", "near-misses-treated",
    "accuracy", "coverage", "size-trend",
  ]

  @Test func persistencePoolsSeedsAndLeavesTwinsOut() throws {
    let values = try FullReport.shared.get().values("persistence")
    let triggered = values.filter { $0["line"] == "triggered" }
    #expect(triggered.count == 4 * 2 * 2 * 6)
    #expect(triggered.allSatisfy { $0["n"] == 300 && $0["basis"] == "3 seeds" })
    #expect(Set(triggered.compactMap { $0["variant"]?.string }) == ["lr 0.0005", "lr 0.0015"])
    #expect(!values.contains { $0["arm"]?.string?.contains("twin") == true })
  }

  @Test func thePapersCurveBeginsAndEndsWithOurs() throws {
    let values = try FullReport.shared.get().values("persistence")
    let paper = values.filter { $0["line"] == "paper" && $0["size"] == "0.2m" }
    let distilled = paper.filter {
      $0["arm"] == "distilled" && $0["variant"] == "lr 0.0005"
    }
    #expect(distilled.count == 9)
    #expect(distilled.first?["tokens"]?.number == 0)
    #expect(distilled.last?["tokens"]?.number == 120_000)
    #expect(distilled.last?["rate"]?.number == 0.6)
    #expect(distilled.last?["basis"]?.string?.contains("Fig. 13b (HHH") == true)
    let post = paper.filter { $0["arm"] == "chain-of-thought, post-scratchpad" }
    #expect(post.contains { $0["rate"]?.number == 0.06 })
  }

  @Test func seedsThatNothingPoolsAreLinesOfTheirOwn() throws {
    let folder = try ReportFolder()
    var fixture = ExperimentFixture.small
    fixture.seeds = [0, 1, 2]
    try fixture.write(to: folder.url)
    try ResultTable.write(
      fixture.rows.filter { $0.seed != nil }, to: folder.file("results.jsonl"))
    _ = try folder.reportWithoutPython()
    let spec = try JSONValue.read(folder.file("figures/persistence.json"))
    let rows = spec.object?["data"]?.object?["values"]?.array?.compactMap(\.object) ?? []
    let values = rows.filter { $0["line"] == "triggered" }
    #expect(values.count == 3 * 4 * 6)
    #expect(Set(values.compactMap { $0["basis"]?.string }) == ["seed 0", "seed 1", "seed 2"])
  }

  @Test func installationsThatTreatmentsShareAreToldOnce() throws {
    let values = try FullReport.shared.get().values("installation")
    #expect(values.filter { $0["line"] == "triggered" }.count == 3 * 2 * 5)
  }

  @Test func theHeatMapHoldsEveryKindBetweenExactAndNone() throws {
    let values = try FullReport.shared.get().values("near-misses")
    let kinds = Set(values.compactMap { $0["kind"]?.string })
    #expect(kinds == Set(ExperimentFixture.kinds + ["exact trigger", "no trigger"]))
  }

  @Test(.enabled(if: Tools.canDraw, "needs a Python with vl-convert-python"))
  func everySpecificationIsDrawn() throws {
    let folder = try ReportFolder()
    try ExperimentFixture().write(to: folder.url)
    try FileManager.default.createDirectory(
      at: folder.file("figures"), withIntermediateDirectories: true)
    try folder.write("<svg/>", "figures/of-an-earlier-report.svg")
    let summary = try ReportBuilder(folder: folder.url).write()
    #expect(summary.figures == Self.names)
    for name in Self.names {
      #expect(try folder.text("figures/\(name).svg").contains("mark-"))
    }
    #expect(
      !FileManager.default.fileExists(
        atPath: folder.file("figures/of-an-earlier-report.svg").path))
    let html = try Data(contentsOf: folder.file("report.html"))
    #expect(html.count < 6_000_000)
    _ = try ReportBuilder(folder: folder.url).write()
    #expect(try Data(contentsOf: folder.file("report.html")) == html)
  }
}
