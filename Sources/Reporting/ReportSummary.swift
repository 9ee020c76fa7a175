public import Foundation

/// What `ReportBuilder` wrote.
public struct ReportSummary: Sendable, Equatable {
  /// `report.html`.
  public var path: URL
  /// The figures that are drawn in it, by name, each also in `figures/<name>.svg` and `.json`.
  public var figures: [String]
  /// What is missing from it and why: files that were not there, figures that were not drawn.
  public var warnings: [String]

  public init(path: URL, figures: [String], warnings: [String]) {
    self.path = path
    self.figures = figures
    self.warnings = warnings
  }
}
