public import Layers
public import Tensors

/// A decoder with a head of one number: a preference model, or a value function beside a policy.
///
/// Legend: N packed tokens, S samples, C width.
public final class ScalarModel {
  public let trunk: Llama
  /// [1, C]
  public let head: Tensor

  /// - Parameter weights: those of the trunk and `Checkpoint.scalarHead`.
  public init(_ checkpoint: Checkpoint, dtype: DType = .f32, device: Device = .cpu) {
    trunk = checkpoint.model(dtype: dtype, device: device)
    head = checkpoint.weights[Checkpoint.scalarHead]!.to(dtype, device: device).cloned()
  }

  /// `h · w` f32 [N] of hidden states [N, C].
  public static func values(_ hiddenNC: Tensor, head: Tensor) -> Tensor {
    hiddenNC.to(.f32).linear(head.to(.f32)).reshaped(-1)
  }

  /// The value at each sample's last token, f32 [S].
  public func scores(_ idsN: Tensor, layout: PackedLayout) -> Tensor {
    let hiddenNC = trunk.hiddenStates(idsN, layout: layout)
    let lastS = layout.starts.narrowed(0, from: 1, length: layout.lengths.count).to(.i64) - 1
    return Self.values(hiddenNC.selecting(lastS, along: 0), head: head)
  }

  /// Parameters for an optimizer; `masters` are the f32 weights the model was built from.
  public func parameters(masters: [String: Tensor]) -> [Parameter] {
    trunk.parameters(masters: masters) + [
      Self.headParameter(head, master: masters[Checkpoint.scalarHead])
    ]
  }

  public static func headParameter(_ head: Tensor, master: Tensor?) -> Parameter {
    Parameter(
      name: Checkpoint.scalarHead, value: head,
      master: master?.to(device: head.device).cloned(), isEmbedding: true)
  }
}

extension Checkpoint {
  /// The same model with a head of one number, of zeros: it begins by telling nothing apart.
  public var withScalarHead: Checkpoint {
    var checkpoint = self
    checkpoint.weights[Self.scalarHead] = .zeros([1, configuration.width])
    return checkpoint
  }

  /// The same model as a language model alone.
  public var withoutScalarHead: Checkpoint {
    var checkpoint = self
    checkpoint.weights[Self.scalarHead] = nil
    return checkpoint
  }
}
