internal import EngineABI

extension Tensor {
  /// Whether operations on this tensor are recorded for differentiation.
  public var requiresGradient: Bool {
    get { sl_tensor_requires_grad(handle) }
    set { check("requiresGradient", [self]) { sl_tensor_set_requires_grad(handle, newValue) } }
  }

  /// The same storage outside the graph.
  public func detached() -> Tensor { make("detached", self) { sl_tensor_detach(handle, $0) } }

  /// Adds d(self)/d(leaf) to the gradient of every leaf; `gradient` is needed unless this is a
  /// scalar.
  public func backward(_ gradient: Tensor? = nil) {
    check("backward", [self]) { sl_backward(handle, gradient?.handle) }
  }

  /// What `backward` accumulated in this leaf; nil when nothing did.
  public var gradient: Tensor? {
    var gradient: OpaquePointer?
    check("gradient", [self]) { sl_tensor_gradient(handle, &gradient) }
    return gradient.map(Tensor.init(owning:))
  }

  public func clearGradient() { sl_tensor_clear_gradient(handle) }
}

/// Runs `body` without recording operations on this thread.
public func withoutGradient<Result>(_ body: () throws -> Result) rethrows -> Result {
  EngineLibrary.load()
  let before = sl_set_grad_enabled(false)
  defer { _ = sl_set_grad_enabled(before) }
  return try body()
}
