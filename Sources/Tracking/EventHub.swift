internal import Diagnostics

/// Hands every event to several sinks, in order.
public final class EventHub: EventSink {
  private let sinks: [any EventSink]

  public init(_ sinks: [any EventSink]) {
    self.sinks = sinks
  }

  /// Every sink receives the event, also when an earlier one fails.
  ///
  /// - Throws: the first sink's failure as a `RunError`.
  public func receive(_ event: Event) throws {
    var failure: RunError?
    for sink in sinks {
      do {
        try sink.receive(event)
      } catch let error as RunError {
        failure = failure ?? error
      } catch {
        failure = failure ?? RunError("\(type(of: sink)): \(error)")
      }
    }
    if let failure { throw failure }
  }
}
