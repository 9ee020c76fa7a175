import Layers
import Tensors
import TestSupport

/// Which of the two implementations of a layer a test runs.
enum Implementation: String, Sendable, CaseIterable {
  case reference, fused

  /// Both where this processor has the fused operators.
  static let available = FusedKernels.run(on: Tensor.zeros([1])) ? allCases : [.reference]
  static let hasFused = available.contains(.fused)

  func callAsFunction<Result>(_ body: () throws -> Result) rethrows -> Result {
    switch self {
    case .reference: try FusedKernels.withReferences(body)
    case .fused: try body()
    }
  }

  /// The outputs of `function` and the gradients of its floating-point inputs for a fixed upstream
  /// gradient, in that order.
  func outcome(
    _ inputs: [Tensor], dtype: DType = .f32, _ function: ([Tensor]) -> [Tensor]
  ) -> [Tensor] {
    let leaves = inputs.map { $0.to(dtype).cloned() }
    for leaf in leaves { leaf.requiresGradient = true }
    return self {
      let outputs = function(leaves)
      let sums = outputs.map { output in
        let upstream = (Tensor.range(0..<output.count, dtype: .f32) * 1.3).sin()
        return (output * upstream.reshaped(output.shape).to(output.dtype)).to(.f32).sum()
      }
      Tensor.stacked(sums).sum().backward()
      let gradients = leaves.map { $0.gradient ?? Tensor.zeros([]) }
      return outputs.map { $0.detached() } + gradients
    }
  }
}

/// What separates the fused implementation from the reference computed in f32 from the same
/// (rounded) inputs, nil when every output and gradient agrees within `tolerance` of its largest
/// element. Half precision may also be off by twice what the reference in half precision is.
func fusedMismatch(
  _ inputs: [Tensor], dtype: DType, tolerance: Double, _ function: ([Tensor]) -> [Tensor]
) -> String? {
  let rounded = inputs.map { $0.to(dtype).to(.f32) }
  let fused = Implementation.fused.outcome(rounded, dtype: dtype, function)
  let reference = Implementation.reference.outcome(rounded, function)
  let plain =
    dtype == .f32 ? reference : Implementation.reference.outcome(rounded, dtype: dtype, function)
  for index in reference.indices {
    let (a, e) = (fused[index], reference[index])
    guard a.shape == e.shape else { return "result \(index): \(a.shape), not \(e.shape)" }
    let allowed = tolerance + 2 * relativeDifference(plain[index], e)
    let difference = relativeDifference(a, e)
    if !(difference <= allowed) {
      return "result \(index) is off by \(difference), allowed is \(allowed)"
    }
  }
  return nil
}
