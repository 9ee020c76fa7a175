internal import Dispatch
internal import Foundation
internal import Synchronization

/// The processes that ended, collected by a thread for each.
final class StageEndings: Sendable {
  struct Ended: Sendable {
    var stage: StageID
    var ending: ChildProcess.Ending
    var peakMemoryBytes: Int?
    /// Kept until the ending was dealt with.
    var lock: WorkLock
  }

  private let arrived = DispatchSemaphore(value: 0)
  private let queue = Mutex<[Ended]>([])

  /// Waits for `child` in a thread of its own.
  func watch(_ child: ChildProcess, of stage: StageGraph.Stage, holding lock: WorkLock) {
    let id = stage.id
    Thread.detachNewThread { [self] in
      let (ending, peak) = child.wait()
      queue.withLock {
        $0.append(Ended(stage: id, ending: ending, peakMemoryBytes: peak, lock: lock))
      }
      arrived.signal()
    }
  }

  /// What ended until now, waiting at most `seconds` for the first.
  func wait(seconds: Double) -> [Ended] {
    _ = arrived.wait(timeout: .now() + seconds)
    return queue.withLock { ended in
      defer { ended = [] }
      return ended
    }
  }
}
