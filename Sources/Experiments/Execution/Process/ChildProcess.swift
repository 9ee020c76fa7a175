internal import Diagnostics
internal import Foundation

/// A stage's process. Its standard input is a pipe whose other end only this process holds, so that
/// it learns of this one's end; it leads a process group, so that Ctrl-C at the terminal reaches it
/// through this process only.
struct ChildProcess: Sendable {
  let id: pid_t
  private let watch: Int32

  /// How a process ended.
  enum Ending: Sendable, Equatable {
    case exit(Int32)
    case signal(Int32)
  }

  /// Starts a process. Not to be called by two threads at once: the pipe would leak from one child
  /// into the other.
  ///
  /// - Parameters:
  ///   - command: the program's path, then its arguments.
  ///   - log: the file that both output streams are appended to.
  ///   - lock: a file that the child keeps open as number 3.
  /// - Throws: `RunError` when it cannot be started.
  init(command: [String], environment: [String: String], log: String, lock: Int32) throws {
    var ends: [Int32] = [-1, -1]
    guard let program = command.first, pipe(&ends) == 0 else {
      throw RunError("cannot start a stage: \(String(cString: strerror(errno)))")
    }
    let (input, watch) = (fcntl(ends[0], F_DUPFD_CLOEXEC, 10), fcntl(ends[1], F_DUPFD_CLOEXEC, 10))
    close(ends[0])
    close(ends[1])
    defer { close(input) }
    var process = pid_t()
    let status = Self.spawn(
      &process, program, command, environment, input: input, log: log, lock: lock)
    guard status == 0 else {
      close(watch)
      throw RunError("\(program): cannot be started: \(String(cString: strerror(status)))")
    }
    id = process
    self.watch = watch
  }

  private static func spawn(
    _ process: inout pid_t, _ program: String, _ command: [String],
    _ environment: [String: String], input: Int32, log: String, lock: Int32
  ) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, 0)
    posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0o644)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    posix_spawn_file_actions_adddup2(&actions, lock, 3)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var defaults = sigset_t()
    sigemptyset(&defaults)
    for number in [SIGINT, SIGTERM, SIGPIPE, SIGHUP] { sigaddset(&defaults, number) }
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP) | Int16(POSIX_SPAWN_SETSIGDEF))
    let settings = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return withCStrings(command) { arguments in
      withCStrings(settings) { variables in
        posix_spawn(&process, program, &actions, &attributes, arguments, variables)
      }
    }
  }

  /// Waits for the end; blocks the thread.
  func wait() -> (ending: Ending, peakMemoryBytes: Int?) {
    var status: Int32 = 0
    var usage = rusage()
    while wait4(id, &status, 0, &usage) < 0 && errno == EINTR {}
    close(watch)
    let number = status & 0x7F
    #if os(Linux)
      let peak = usage.ru_maxrss * 1024
    #else
      let peak = usage.ru_maxrss
    #endif
    return (number == 0 ? .exit((status >> 8) & 0xFF) : .signal(number), peak > 0 ? peak : nil)
  }

  /// The most memory that the process has held until now, from `/proc`; nil elsewhere and after its
  /// end. The system's figure at the end counts this process's own memory in, which the child has
  /// before it becomes its program.
  var peakMemoryBytes: Int? {
    guard let text = try? String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
      let kibibytes = Int(line.split(separator: " ").dropLast().last ?? "")
    else { return nil }
    return kibibytes * 1024
  }

  /// Sends a signal to the process and those it started.
  func send(_ signal: Int32) {
    kill(-id, signal)
  }
}

/// Lends texts to C as an array that ends with null.
private func withCStrings<Result>(
  _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let copies = texts.map { strdup($0) }
  defer { for copy in copies { free(copy) } }
  return body(copies + [nil])
}
