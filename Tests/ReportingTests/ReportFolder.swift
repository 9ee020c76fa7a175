import Corpus
import Foundation
import Reporting

/// A folder that goes when it is no longer used.
final class ReportFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("reporting-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func file(_ name: String) -> URL { url.appendingPathComponent(name) }

  func text(_ name: String) throws -> String { try String(contentsOf: file(name), encoding: .utf8) }

  func write(_ text: String, _ name: String) throws {
    try Data(text.utf8).write(to: file(name))
  }

  func append(_ line: String, to name: String) throws {
    try write(try text(name) + line + "\n", name)
  }

  /// Without figures: what does not need them is tested everywhere, and quickly.
  func reportWithoutPython() throws -> ReportSummary {
    try ReportBuilder(folder: url, environment: [:]).write()
  }
}

/// What the full fixture gives without figures drawn, made once for all tests that only look at it.
struct FullReport: Sendable {
  var html = ""
  var specs: [String: JSONValue] = [:]

  static let shared = Result { try FullReport(ExperimentFixture(), figures: FigureTests.names) }

  /// The same with every kind of treatment.
  static let treatments = Result {
    try FullReport(.treatments, figures: TreatmentFigureTests.names)
  }

  private init(_ fixture: ExperimentFixture, figures: [String]) throws {
    let folder = try ReportFolder()
    try fixture.write(to: folder.url)
    _ = try folder.reportWithoutPython()
    html = try folder.text("report.html")
    for name in figures {
      specs[name] = try JSONValue.read(folder.file("figures/\(name).json"))
    }
  }

  /// The data of a figure.
  func values(_ name: String) -> [JSONObject] {
    specs[name]?.object?["data"]?.object?["values"]?.array?.compactMap(\.object) ?? []
  }
}

/// Programs that some tests need.
enum Tools {
  /// Whether the Python that draws figures is here.
  static let canDraw: Bool = {
    guard let folder = try? ReportFolder() else { return false }
    try? ExperimentFixture.small.write(to: folder.url)
    let summary = try? ReportBuilder(folder: folder.url).write()
    return summary?.figures.isEmpty == false
  }()

  static let chromium: URL? = [
    "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
  ]
  .first { FileManager.default.isExecutableFile(atPath: $0) }.map { URL(fileURLWithPath: $0) }
}
