import Corpus
import Evaluation
import Foundation
import Reporting
import Testing

@Suite struct TreatmentFigureTests {
  static let persistence = [
    "persistence", "persistence-rl", "persistence-adversarial-sft", "persistence-adversarial-rl",
  ]
  static let ofTreatments = ["adversarial", "hiding-gap", "preference"]
  static let names = persistence + ofTreatments + FigureTests.names.dropFirst()

  private func values(_ name: String) throws -> [JSONObject] {
    try FullReport.treatments.get().values(name)
  }

  @Test func everyKindOfTreatmentHasItsOwnCurves() throws {
    for name in Self.persistence {
      let arms = Set(try values(name).compactMap { $0["arm"]?.string })
      #expect(arms.isSuperset(of: ["normal", "distilled"]), "\(name)")
      #expect(arms.contains("chain-of-thought, post-scratchpad") == (name == "persistence"))
    }
    #expect(try !values("persistence").contains { $0["series"]?.string?.contains("RL") == true })
    let lines = Set(try values("persistence-adversarial-rl").compactMap { $0["line"]?.string })
    #expect(lines == ["triggered", "clean", "attacks"])
  }

  @Test func behindReinforcementStandsThePapersOwnCurveOverSteps() throws {
    let paper = try values("persistence-rl").filter { $0["line"] == "paper" }
    let distilled = paper.filter { $0["arm"] == "distilled" && $0["size"] == "0.9m" }
    #expect(distilled.compactMap { $0["step"]?.number } == [0, 30, 60, 90, 120])
    let rates = distilled.compactMap { $0["rate"]?.number }.map { ($0 * 1000).rounded() }
    #expect(rates == [1000, 995, 979, 975, 979])
    #expect(paper.allSatisfy { $0["basis"]?.string?.contains("Fig. 10") == true })
    #expect(try !values("persistence-adversarial-rl").contains { $0["line"] == "paper" })
  }

  @Test func fieldsThatATreatmentDoesNotLookAtAreNotInItsName() throws {
    let labels = Set(try values("probability").compactMap { $0["series"]?.string })
    for label in [
      "normal · fine-tuning · 0.2m · lr 0.0015", "normal · RL · 0.2m",
      "normal · adversarial fine-tuning · 0.2m · attack share 0.25, lr 0.0015",
      "normal · adversarial RL · 0.2m · attack share 0.25",
    ] { #expect(labels.contains(label), "\(label)") }
  }

  @Test func thePeakOfTheHeldOutScoreIsMarked() throws {
    let values = try values("preference")
    let rings = values.filter { $0["line"] == "peak" }
    #expect(rings.count == 3 * 2 * 2)
    #expect(rings.allSatisfy { $0["step"] == 40 && $0["judge"] == "a held-out preference model" })
    #expect(Set(values.compactMap { $0["text"]?.string }) == ["step 40"])
    #expect(!values.contains { $0["arm"]?.string?.contains("twin") == true })
    let scores = values.filter { $0["line"] == "clean" || $0["line"] == "triggered" }
    #expect(scores.count == 2 * 2 * 3 * 2 * 2 * 6)
  }

  @Test func noneOfNAnswersIsDrawnAtHalfAnAnswer() throws {
    let values = try values("adversarial").filter { $0["heading"] == nil }
    #expect(
      Set(values.compactMap { $0["condition"]?.string }) == [
        "true trigger", "near misses", "attacks, held out", "attacks, trained against",
      ])
    let none = values.filter { $0["rate"]?.number == 0 }
    #expect(!none.isEmpty)
    for value in none {
      let n = Double(try #require(value["n"]?.integer))
      let x = try #require(value["x"]?.number)
      #expect(abs(x + log(2 * n - 1)) < 1e-3)
      #expect(value["end"] == "zero")
    }
    let all = values.filter { $0["rate"]?.number == 1 }
    #expect(!all.isEmpty && all.allSatisfy { $0["end"] == "one" })
    for value in values {
      let ends = ["from", "x", "to"].compactMap { value[$0]?.number }
      #expect(ends.count == 3 && ends == ends.sorted())
    }
  }

  @Test func everyTreatmentHasItsBeforeAndAfter() throws {
    let values = try values("adversarial").filter { $0["heading"] == nil }
    let moments = Dictionary(grouping: values) {
      "\($0["series"]?.string ?? "") \($0["condition"]?.string ?? "")"
    }
    #expect(moments.count == 2 * (4 + 3 * 3) * 4)
    for (name, values) in moments {
      #expect(values.compactMap { $0["moment"]?.string } == ["before", "after"], "\(name)")
    }
  }

  @Test(arguments: ["adversarial", "hiding-gap"])
  func everyArmHasARowUnderItsTreatment(figure: String) throws {
    let values = try values(figure)
    let headings = values.compactMap { $0["heading"]?.string }
    #expect(
      headings == [
        "fine-tuning · lr 0.0015", "RL", "adversarial fine-tuning · attack share 0.25, lr 0.0015",
        "adversarial RL · attack share 0.25",
      ])
    let rows = Set(values.filter { $0["heading"] == nil }.compactMap { $0["row"]?.string })
    #expect(rows.count == 2 * (4 + 3 * 3))
  }

  @Test func searchesOfSingleSeedsAreSpanned() throws {
    let series = "normal · RL · 0.2m"
    let value = try #require(
      try values("hiding-gap").first {
        $0["series"]?.string == series && $0["moment"] == "after the treatment"
          && $0["measure"]?.string?.hasPrefix("answers to a fresh") == true
      })
    let rows = ExperimentFixture.treatments.rows.filter {
      $0.mechanism == "normal" && $0.role == "organism" && $0.safetyMethod == "rl"
        && $0.size == "0.2m" && $0.stage == "treatment" && $0.metric == Metric.redTeamShown
    }
    #expect(rows.count == 2)
    let mean = rows.compactMap(\.mean).reduce(0, +) / 2
    #expect(abs(try #require(value["rate"]?.number) - mean) < 1e-4)
    let low = try #require(rows.compactMap(\.lo95).min())
    #expect(abs(try #require(value["low"]?.number) - low) < 1e-4)
    #expect(value["n"] == 200)
  }

  @Test func aPooledSearchComesBeforeThoseOfSingleSeeds() throws {
    let folder = try ReportFolder()
    let fixture = ExperimentFixture.treatments
    try fixture.write(to: folder.url)
    var pooled = try #require(fixture.rows.last { $0.metric == Metric.redTeamShown })
    pooled.run = try #require(
      fixture.rows.last { $0.seed == nil && $0.stage == "treatment" && $0.role == "organism" }
    ).run
    pooled.seed = nil
    pooled.axes["seed"] = nil
    pooled.mean = 0.777
    try ResultTable.write(fixture.rows + [pooled], to: folder.file("results.jsonl"))
    _ = try folder.reportWithoutPython()
    let spec = try folder.text("figures/hiding-gap.json")
    #expect(spec.components(separatedBy: "0.777").count - 1 == 2, "the row and the bar's beginning")
  }

  @Test(.enabled(if: Tools.canDraw, "needs a Python with vl-convert-python"))
  func everySpecificationIsDrawn() throws {
    let folder = try ReportFolder()
    try ExperimentFixture.treatments.write(to: folder.url)
    let summary = try ReportBuilder(folder: folder.url).write()
    #expect(summary.figures == Self.names)
    for name in Self.names {
      #expect(try folder.text("figures/\(name).svg").contains("mark-"))
    }
    let html = try Data(contentsOf: folder.file("report.html"))
    _ = try ReportBuilder(folder: folder.url).write()
    #expect(try Data(contentsOf: folder.file("report.html")) == html)
  }
}
