public import Tensors

/// What keeps the gradients of `function` at f64 `inputs` from agreeing with central differences,
/// nil when nothing does. The function's result is contracted with fixed weights to a scalar, so
/// that no element's gradient is hidden by symmetry.
public func gradientMismatch(
  _ inputs: [Tensor], step: Double = 1e-6, tolerance: Double = 1e-6,
  _ function: ([Tensor]) -> Tensor
) -> String? {
  let leaves = inputs.map { $0.to(.f64).cloned() }
  for leaf in leaves { leaf.requiresGradient = true }
  contracted(function(leaves)).backward()
  for (index, leaf) in leaves.enumerated() {
    guard let gradient = leaf.gradient else { return "input \(index) has no gradient" }
    let numeric = differences(leaves.map { $0.detached() }, at: index, step, function)
    if let problem = mismatch(gradient.elements(), numeric, tolerance: tolerance) {
      return "input \(index) \(problem)"
    }
  }
  return nil
}

private func differences(
  _ inputs: [Tensor], at index: Int, _ step: Double, _ function: ([Tensor]) -> Tensor
) -> [Double] {
  let values = inputs[index].elements(Double.self)
  let shape = inputs[index].shape
  return withoutGradient {
    values.indices.map { element in
      let sides = [step, -step].map { shift in
        var moved = values
        moved[element] += shift
        var all = inputs
        all[index] = Tensor(moved, shape: shape)
        return contracted(function(all)).scalar
      }
      return (sides[0] - sides[1]) / (2 * step)
    }
  }
}

/// `Σ yᵢ · cos(1 + i)` in f64.
private func contracted(_ y: Tensor) -> Tensor {
  let weights = (Tensor.range(0..<y.count, dtype: .f64) + 1).cos()
  return (y.to(.f64).reshaped(-1) * weights).sum()
}
