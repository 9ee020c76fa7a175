public import Tensors

/// The tensors of one golden file, by name; a name that is not there fails the test that asks.
public struct GoldenTensors {
  private let file: Safetensors

  /// - Parameter path: below `Tests/Goldens/models`.
  public init(_ path: String) throws { file = try Safetensors(Goldens.models(path)) }

  public struct Missing: Error { public let name: String }

  /// A copy with its own storage.
  public func callAsFunction(_ name: String) throws -> Tensor {
    guard let tensor = file.tensor(name) else { throw Missing(name: name) }
    return tensor.cloned()
  }

  /// A copy that takes part in differentiation.
  public func leaf(_ name: String) throws -> Tensor {
    let tensor = try self(name)
    tensor.requiresGradient = true
    return tensor
  }
}
