internal import Diagnostics
internal import Foundation
internal import Synchronization

/// A program that is run to its end, or to a time limit, over text that may be hostile to it.
///
/// Between it and this process stands a shell that leads a process group: at the limit the whole
/// group is killed, also what the program started; and when this process ends for whatever reason,
/// the shell, which holds a pipe from it, kills the group and removes the private folder.
struct ToolProcess {
  enum Ending: Equatable {
    case exit(Int32)
    case signal(Int32)
    /// Killed at the time limit.
    case timeout
  }

  /// The program's path, then its arguments.
  var command: [String]
  var environment: [String: String]
  /// Where the program runs and both output streams become files.
  var folder: PrivateFolder
  /// What the program reads; nothing by default.
  var input: URL?

  var output: URL { folder.file("output") }
  var errors: URL { folder.file("errors") }

  /// Arguments: the folder, the input, the command. No file may grow beyond 2 GiB (dash counts in
  /// units of 512 bytes), and no core is dumped.
  private static let supervisor = """
    ulimit -c 0; ulimit -f 4194304
    folder=$1; input=$2; shift 2
    cd "$folder" || exit 126
    exec 3<&0 </dev/null
    "$@" <"$input" 3<&- &
    program=$!
    { read -r line <&3; kill -9 "$program"; rm -rf "$folder"; kill -9 0; } 2>/dev/null &
    watch=$!
    exec 3<&-
    wait "$program" 2>/dev/null
    status=$?
    kill -9 "$watch"
    exit "$status"
    """

  /// - Parameter limit: seconds.
  /// - Throws: `RunError` when the program cannot be started.
  func run(limit: Double) throws -> Ending {
    let (shell, watch) = try start()
    defer { close(watch) }
    let clock = ContinuousClock()
    let deadline = clock.now + .seconds(limit)
    var pause: UInt32 = 2_000
    while true {
      if let ending = Self.ending(of: shell, WNOHANG) { return ending }
      if clock.now >= deadline { break }
      usleep(pause)
      pause = min(pause * 2, 50_000)
    }
    kill(-shell, SIGKILL)
    _ = Self.ending(of: shell, 0)
    return .timeout
  }

  /// The last line that the program wrote to its error stream, or else to its output.
  var lastWords: String {
    for file in [errors, output] {
      guard let data = try? Data(contentsOf: file) else { continue }
      let lines = String(decoding: data.suffix(4_096), as: UTF8.self).split(separator: "\n")
      if let line = lines.map(\.trimmed).last(where: { !$0.isEmpty }) {
        return String(line.prefix(300))
      }
    }
    return "nothing said why"
  }

  private static func ending(of shell: pid_t, _ options: Int32) -> Ending? {
    var status: Int32 = 0
    var ended: pid_t
    repeat { ended = waitpid(shell, &status, options) } while ended < 0 && errno == EINTR
    guard ended == shell else { return nil }
    if status & 0x7F != 0 { return .signal(status & 0x7F) }
    let code = (status >> 8) & 0xFF
    return code > 128 ? .signal(code - 128) : .exit(code)
  }
}

extension ToolProcess {
  /// One spawn at a time, so that a pipe cannot leak into another child.
  private static let spawning = Mutex(())

  private func start() throws -> (shell: pid_t, watch: Int32) {
    try Self.spawning.withLock { _ in
      var ends: [Int32] = [-1, -1]
      guard pipe(&ends) == 0 else {
        throw RunError("cannot start a program: \(String(cString: strerror(errno)))")
      }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      defer { close(ends[0]) }
      var shell = pid_t()
      let status = spawn(&shell, standardInput: ends[0])
      guard status == 0 else {
        close(ends[1])
        throw RunError("/bin/sh: cannot be started: \(String(cString: strerror(status)))")
      }
      return (shell, ends[1])
    }
  }

  private func spawn(_ shell: inout pid_t, standardInput: Int32) -> Int32 {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, standardInput, 0)
    for (descriptor, file) in [(Int32(1), output), (2, errors)] {
      posix_spawn_file_actions_addopen(
        &actions, descriptor, file.path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    }
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var defaults = sigset_t()
    sigemptyset(&defaults)
    for number in [SIGINT, SIGTERM, SIGPIPE, SIGHUP, SIGVTALRM] { sigaddset(&defaults, number) }
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    // Worker threads may block signals, which a child inherits: the shell would miss its own child.
    var blocked = sigset_t()
    sigemptyset(&blocked)
    posix_spawnattr_setsigmask(&attributes, &blocked)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETPGROUP) | Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK))
    let words =
      ["/bin/sh", "-c", Self.supervisor, "sh", folder.url.path, input?.path ?? "/dev/null"]
      + command
    let settings = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return withCStrings(words) { arguments in
      withCStrings(settings) { variables in
        posix_spawn(&shell, "/bin/sh", &actions, &attributes, arguments, variables)
      }
    }
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
