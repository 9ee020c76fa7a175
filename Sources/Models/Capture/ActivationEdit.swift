internal import Layers
public import Tensors

/// A change of the residual stream on its way through a model.
///
/// Legend: N tokens, M of them that are changed, C width.
public struct ActivationEdit {
  public enum Change {
    /// `x + v` with v [C].
    case add(Tensor)
    /// `x − (x·u)u` with `u = v/|v|`, v [C]: what x says along v is gone. A v of zeros changes
    /// nothing.
    case projectOut(Tensor)
    /// The rows [M, C] of another run take the place of x (activation patching).
    case replace(Tensor)
  }

  /// 0 is the embedding, l what block l of 1… leaves: see `CaptureRequest`.
  public var point: Int
  public var positions: TokenPositions
  public var change: Change

  public init(point: Int, positions: TokenPositions = .all, change: Change) {
    self.point = point
    self.positions = positions
    self.change = change
  }

  /// The residual stream [N, C] after the edit, in its dtype; computed in f32.
  ///
  /// - Parameter rows: i64 [M]; nil for all.
  func applied(to xNC: Tensor, rows: Tensor?) -> Tensor {
    guard let rows else { return changed(xNC) }
    let result = xNC.cloned()
    result.assign(changed(xNC.selecting(rows, along: 0)), at: rows, along: 0)
    return result
  }

  private func changed(_ xMC: Tensor) -> Tensor {
    let x = xMC.to(.f32)
    let result =
      switch change {
      case .add(let v): x + vector(v, like: x)
      case .projectOut(let v): projected(x, vector(v, like: x))
      case .replace(let rows): rows.to(.f32, device: x.device)
      }
    precondition(result.shape == xMC.shape, "an edit keeps the shape of the residual stream")
    return result.to(xMC.dtype)
  }

  private func vector(_ v: Tensor, like x: Tensor) -> Tensor {
    v.to(.f32, device: x.device).reshaped(1, -1)
  }

  private func projected(_ x: Tensor, _ v1C: Tensor) -> Tensor {
    let unit = v1C / v1C.norm().clamped(to: 1e-30...Double.infinity)
    return x - (x * unit).sum(1, keepingDimension: true) * unit
  }
}

extension [ActivationEdit] {
  /// Hooks that edit a forward pass over whole samples.
  func hooks(layout: PackedLayout) -> ForwardHooks? {
    guard !isEmpty else { return nil }
    let placed = map { ($0, $0.positions.rows(of: layout)) }
    return ForwardHooks { point, xNC in
      placed.filter { $0.0.point == point }.reduce(xNC) { $1.0.applied(to: $0, rows: $1.1) }
    }
  }

  /// Hooks for tokens that were drawn after a prompt: what is meant for all tokens changes them
  /// too, what is meant for the prompt's final one does not.
  func hooksForDrawnTokens() -> ForwardHooks? {
    let lasting = filter { $0.positions == .all }
    guard !lasting.isEmpty else { return nil }
    return ForwardHooks { point, xNC in
      lasting.filter { $0.point == point }.reduce(xNC) { $1.applied(to: $0, rows: nil) }
    }
  }

  /// Whether they mean the same whatever samples a batch holds, as sampling needs.
  var areForAnyBatch: Bool {
    allSatisfy { edit in
      if case .replace = edit.change { return false }
      if case .at = edit.positions { return false }
      return true
    }
  }
}
