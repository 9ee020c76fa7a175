public import Tensors

/// The gated feed-forward layer of Llama (Shazeer 2020, arXiv 2002.05202):
/// `down(silu(gate(x)) · up(x))`.
public struct SwiGLU {
  /// [2F, C]: the gate's rows, then those of up.
  public var gateUp: Linear
  /// [C, F]
  public var down: Linear

  public init(gateUp: Linear, down: Linear) {
    self.gateUp = gateUp
    self.down = down
  }

  /// [N, C] to [N, C].
  public func callAsFunction(_ xNC: Tensor) -> Tensor { down(Self.activate(gateUp(xNC))) }

  /// [N, 2F] to [N, F].
  package static func activate(_ gateUpNF: Tensor) -> Tensor {
    guard FusedKernels.run(on: gateUpNF) else { return reference(gateUpNF) }
    return FusedKernels.swiGLU(gateUpNF)
  }

  package static func reference(_ gateUpNF: Tensor) -> Tensor {
    let width = gateUpNF.size(1) / 2
    return gateUpNF.narrowed(1, from: 0, length: width).silu()
      * gateUpNF.narrowed(1, from: width, length: width)
  }
}
