import Foundation
import Reporting
import Testing

/// Opens the report from a file, as a reader does.
@Suite struct BrowserTests {
  @Test(
    .enabled(if: Tools.chromium != nil && Tools.canDraw, "needs Chromium and vl-convert-python"))
  func theReportOpensWithoutErrorsAndDrawsItsFigures() throws {
    let folder = try ReportFolder()
    try ExperimentFixture.small.write(to: folder.url)
    let summary = try ReportBuilder(folder: folder.url).write()
    let page = try Browser(profile: folder.file("profile")).open(summary.path)
    #expect(page.errors.isEmpty, "\(page.errors)")
    #expect(page.document.contains("data-drawn=\"\(summary.figures.count)\""))
    #expect(
      page.document.components(separatedBy: "class=\"canvas live\"").count - 1
        == summary.figures.count)
  }

  /// The check above would mean nothing if errors were not seen.
  @Test(.enabled(if: Tools.chromium != nil, "needs Chromium"))
  func anErrorInAPageIsSeen() throws {
    let folder = try ReportFolder()
    try folder.write("<!DOCTYPE html><script>nothing()</script>", "page.html")
    let page = try Browser(profile: folder.file("profile")).open(folder.file("page.html"))
    #expect(page.errors.contains { $0.contains("nothing is not defined") })
  }
}

private struct Browser {
  var profile: URL

  /// The document after its scripts ran, and what the console said.
  func open(_ page: URL) throws -> (document: String, errors: [String]) {
    let program = try #require(Tools.chromium)
    try FileManager.default.createDirectory(at: profile, withIntermediateDirectories: true)
    let files = ["document", "log"].map { profile.appendingPathComponent($0) }
    for file in files { try Data().write(to: file) }
    let process = Process()
    process.executableURL = program
    process.arguments = [
      "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
      "--enable-logging=stderr", "--user-data-dir=\(profile.path)",
      "--virtual-time-budget=30000", "--dump-dom", page.absoluteString,
    ]
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    try process.run()
    process.waitUntilExit()
    let log = try String(contentsOf: files[1], encoding: .utf8)
    return (
      try String(contentsOf: files[0], encoding: .utf8),
      log.split(separator: "\n").filter { $0.contains("CONSOLE") }.map(String.init)
    )
  }
}
