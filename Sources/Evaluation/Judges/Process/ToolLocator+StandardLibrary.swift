internal import Diagnostics
public import Foundation

extension ToolLocator {
  /// The folder of the standard library that belongs to the project's Python, as Python tells it.
  ///
  /// - Throws: `InputError` where there is no Python, `RunError` when it does not tell.
  public func standardLibrary() throws -> URL {
    let python = try python()
    let folder = try PrivateFolder()
    let process = ToolProcess(
      command: [
        python.path, "-I", "-c", "import sysconfig; print(sysconfig.get_path('stdlib'))",
      ], environment: environment, folder: folder)
    let ending = try process.run(limit: 30)
    let said = (try? String(contentsOf: process.output, encoding: .utf8)) ?? ""
    let path = said.trimmingCharacters(in: .whitespacesAndNewlines)
    guard case .exit(0) = ending, path.hasPrefix("/") else {
      throw RunError("\(python.path): does not tell where its library is: \(process.lastWords)")
    }
    return URL(fileURLWithPath: path, isDirectory: true)
  }
}
