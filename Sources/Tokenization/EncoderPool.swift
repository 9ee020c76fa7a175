import Synchronization

/// Encoders that wait to be used again, so that a shared tokenizer can encode from any task without
/// building a cache each time.
final class EncoderPool: Sendable {
  private let idle = Mutex<[Box]>([])

  /// An encoder is used by one task at a time: the pool hands each out to one caller only.
  private struct Box: @unchecked Sendable {
    let encoder: TokenEncoder
  }

  func withEncoder<Result>(
    of pipeline: TokenizerPipeline, _ body: (TokenEncoder) throws -> Result
  ) rethrows -> Result {
    let box = idle.withLock { $0.popLast() } ?? Box(encoder: TokenEncoder(pipeline))
    defer { idle.withLock { $0.append(box) } }
    return try body(box.encoder)
  }
}
