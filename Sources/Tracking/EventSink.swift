/// Something that shows or keeps events.
public protocol EventSink: AnyObject {
  /// - Throws: `RunError` that names the file when it cannot be written.
  func receive(_ event: Event) throws
}
