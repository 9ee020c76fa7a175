public import Tensors

/// What keeps two tensors from being equal within `tolerance · (1 + |expected|)`, nil when nothing
/// does. Used as `#expect(mismatch(actual, expected, tolerance: 1e-6) == nil)`, which prints it.
public func mismatch(_ actual: Tensor, _ expected: Tensor, tolerance: Double) -> String? {
  guard actual.shape == expected.shape else {
    return "shape \(actual.shape) instead of \(expected.shape)"
  }
  return mismatch(
    actual.elements(Double.self), expected.elements(Double.self), tolerance: tolerance)
}

/// As for tensors. Infinities must be equal; a NaN equals nothing.
public func mismatch(_ actual: [Double], _ expected: [Double], tolerance: Double) -> String? {
  guard actual.count == expected.count else {
    return "\(actual.count) values instead of \(expected.count)"
  }
  for (index, (a, e)) in zip(actual, expected).enumerated() where a != e {
    if !(abs(a - e) <= tolerance * (1 + abs(e))) {
      return "at \(index): \(a) instead of \(e), tolerance \(tolerance)"
    }
  }
  return nil
}

/// The largest absolute difference relative to the largest absolute value expected: the measure for
/// half precision, where single elements may cancel.
public func relativeDifference(_ actual: Tensor, _ expected: Tensor) -> Double {
  let scale = expected.to(.f64).abs().max().scalar
  return (actual.to(.f64) - expected.to(.f64)).abs().max().scalar / max(scale, 1e-30)
}
