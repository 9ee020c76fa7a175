internal import EngineABI

/// The fused operators of the CPU. Each has a reference in plain operations in `Layers`, which
/// serves other devices and other processors and against which it is tested.
///
/// Legend: N tokens, S samples, C width, F feed-forward width, V vocabulary, H query heads,
/// G key/value heads, D channels a head, T rows of the rotary tables.
public enum FusedKernels {
  @TaskLocal private static var isEnabled = true

  /// Runs `body` with the reference implementations in place of the fused ones.
  public static func withReferences<Result>(_ body: () throws -> Result) rethrows -> Result {
    try $isEnabled.withValue(false, operation: body)
  }

  /// Whether the fused operators are to be used for a tensor.
  public static func run(on x: Tensor) -> Bool { isEnabled && sl_kernels_support(x.handle) }

  /// Keeps freed memory for the next step instead of returning it to the system.
  public static func tuneAllocator() {
    EngineLibrary.load()
    sl_tune_allocator()
  }

  /// [N, C] to [N, C].
  public static func rmsNorm(_ x: Tensor, weight: Tensor, epsilon: Double) -> Tensor {
    make("rmsNorm", x, weight) { sl_rms_norm(x.handle, weight.handle, epsilon, $0) }
  }

  /// `x + residual` and its normalisation.
  public static func addRMSNorm(
    _ x: Tensor, residual: Tensor, weight: Tensor, epsilon: Double
  ) -> (sum: Tensor, normalised: Tensor) {
    var sum: OpaquePointer?
    var normalised: OpaquePointer?
    check("addRMSNorm", [x, residual, weight]) {
      sl_add_rms_norm(x.handle, residual.handle, weight.handle, epsilon, &sum, &normalised)
    }
    return (Tensor(owning: sum!), Tensor(owning: normalised!))
  }

  /// `silu(gate) · up`: [N, 2F] to [N, F].
  public static func swiGLU(_ gateUp: Tensor) -> Tensor {
    make("swiGLU", gateUp) { sl_swiglu(gateUp.handle, $0) }
  }

  /// Rotary embedding and causal attention within samples: [N, (H + 2G)·D] to [N, H·D].
  ///
  /// - Parameters:
  ///   - cos: f32 [T, D/2], as `sin`.
  ///   - positions: i32 [N].
  ///   - starts: i32 [S + 1].
  public static func attention(
    _ qkv: Tensor, cos: Tensor, sin: Tensor, positions: Tensor, starts: Tensor, heads: Int,
    keyValueHeads: Int, headSize: Int
  ) -> Tensor {
    make("attention", qkv, positions, starts) {
      sl_attention_packed(
        qkv.handle, cos.handle, sin.handle, positions.handle, starts.handle, Int64(heads),
        Int64(keyValueHeads), Int64(headSize), $0)
    }
  }

  /// Rows of a table [V, C] at indices i64 [N].
  public static func embedding(_ table: Tensor, _ indices: Tensor) -> Tensor {
    make("embedding", table, indices) { sl_embedding_packed(table.handle, indices.handle, $0) }
  }

  /// `scale · Σ weight · −log p(target)`, the gradient computed in the same pass; ignored targets
  /// are negative. Without weights f32 [N] each is 1.
  public static func linearCrossEntropy(
    _ hidden: Tensor, head: Tensor, targets: Tensor, weights: Tensor? = nil, scale: Double
  ) -> Tensor {
    make("linearCrossEntropy", hidden, head, targets) {
      sl_linear_cross_entropy(
        hidden.handle, head.handle, targets.handle, weights?.handle, scale, $0, nil)
    }
  }

  /// `log p(target)` f32 [N], 0 where the target is negative.
  public static func linearLogProb(_ hidden: Tensor, head: Tensor, targets: Tensor) -> Tensor {
    make("linearLogProb", hidden, head, targets) {
      sl_linear_log_prob(hidden.handle, head.handle, targets.handle, $0)
    }
  }

  /// The Euclidean norm of all elements of all tensors.
  public static func norm(_ tensors: [Tensor]) -> Double {
    var norm = 0.0
    let handles: [OpaquePointer?] = tensors.map(\.handle)
    check("norm", tensors) { sl_l2_norm(handles, Int32(handles.count), &norm) }
    return norm
  }

  /// The parameters of an AdamW step; all arrays are equally long.
  public struct AdamWTensors {
    var masters: [Tensor]
    var gradients: [Tensor]
    var firstMoments: [Tensor]
    var secondMoments: [Tensor]
    /// The bf16 weights to be rounded from the masters, where there are any.
    var copies: [Tensor?]
    var weightDecays: [Double]

    public init(
      masters: [Tensor], gradients: [Tensor], firstMoments: [Tensor], secondMoments: [Tensor],
      copies: [Tensor?], weightDecays: [Double]
    ) {
      self.masters = masters
      self.gradients = gradients
      self.firstMoments = firstMoments
      self.secondMoments = secondMoments
      self.copies = copies
      self.weightDecays = weightDecays
    }
  }

  /// One AdamW step in place, in one pass over memory. `step` counts from 1.
  public static func adamW(
    _ tensors: AdamWTensors, learningRate: Double, beta1: Double, beta2: Double, epsilon: Double,
    step: Int, gradientScale: Double
  ) {
    var settings = sl_adamw(
      learning_rate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon,
      gradient_scale: gradientScale, step: Int64(step))
    check("adamW", tensors.masters) {
      sl_adamw_step(
        &settings, Int32(tensors.masters.count), tensors.masters.map(\.handle),
        tensors.gradients.map(\.handle), tensors.firstMoments.map(\.handle),
        tensors.secondMoments.map(\.handle), tensors.copies.map { $0?.handle },
        tensors.weightDecays)
    }
  }
}
