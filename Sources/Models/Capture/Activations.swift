public import Layers
public import Tensors

/// What to keep of a forward pass.
///
/// The residual stream of a model of L blocks has L + 1 points: 0 is the embedding, l what block l
/// of 1…L leaves, so L is what the final norm reads. transformers' `output_hidden_states` gives the
/// same up to L − 1; its last entry is already normalised.
public struct CaptureRequest: Sendable, Equatable {
  /// Points of the residual stream, 0…L.
  public var residual: [Int]
  /// Blocks, from 0, of which the feed-forward layer's output is kept.
  public var feedForward: [Int]
  /// Blocks, from 0, of which the attention patterns are kept.
  public var attention: [Int]
  /// The tokens whose residual stream and feed-forward output are kept. Attention patterns are
  /// always those of whole samples.
  public var positions: TokenPositions

  public init(
    residual: [Int] = [], feedForward: [Int] = [], attention: [Int] = [],
    positions: TokenPositions = .all
  ) {
    self.residual = residual
    self.feedForward = feedForward
    self.attention = attention
    self.positions = positions
  }
}

/// What was kept of a forward pass, on the model's device.
///
/// Legend: M kept tokens, sample after sample; C width; H heads; T a sample's length.
public struct Activations {
  /// By point, [M, C] in the model's dtype, after edits at the point.
  public internal(set) var residual: [Int: Tensor] = [:]
  /// By block, [M, C] in the model's dtype.
  public internal(set) var feedForward: [Int: Tensor] = [:]
  /// By block, for each sample f32 [H, T, T]: row t is how query t spreads over keys 0…t.
  public internal(set) var attention: [Int: [Tensor]] = [:]
}

extension Llama {
  /// A forward pass of which activations are kept, and in which they may be changed.
  ///
  /// Nothing is computed differently for being kept: the hidden states, and so the logits, are bit
  /// for bit those of `hiddenStates(_:layout:)`. Attention patterns are computed beside it, from
  /// the same queries and keys.
  ///
  /// - Returns: the normalised final hidden states [N, C], for `head`, and what was asked for.
  public func traced(
    _ idsN: Tensor, layout: PackedLayout, capturing request: CaptureRequest = .init(),
    edits: [ActivationEdit] = []
  ) -> (hiddenNC: Tensor, activations: Activations) {
    let rows = request.positions.rows(of: layout)
    let editing = edits.hooks(layout: layout)
    var kept = Activations()
    func picked(_ xNC: Tensor) -> Tensor { rows.map { xNC.selecting($0, along: 0) } ?? xNC }
    let hooks = ForwardHooks(
      residual: { point, xNC in
        let edited = editing?.residual(point, xNC) ?? xNC
        if request.residual.contains(point) { kept.residual[point] = picked(edited) }
        return edited
      },
      feedForward: { layer, yNC in
        if request.feedForward.contains(layer) { kept.feedForward[layer] = picked(yNC) }
      })
    let hiddenNC = hiddenStates(idsN, hooks: hooks) { layer, attention, qkvN in
      if request.attention.contains(layer) {
        kept.attention[layer] = attention.patterns(qkvN, layout: layout, rotary: rotary)
      }
      return attention.attend(qkvN, layout: layout, rotary: rotary)
    }
    return (hiddenNC, kept)
  }
}

/// What looks at a forward pass and may change it.
struct ForwardHooks {
  /// Given a point and the residual stream [N, C] there, the stream that goes on; the same object
  /// where nothing changes.
  var residual: (Int, Tensor) -> Tensor
  /// Given a block and its feed-forward output [N, C].
  var feedForward: (Int, Tensor) -> Void

  init(
    residual: @escaping (Int, Tensor) -> Tensor,
    feedForward: @escaping (Int, Tensor) -> Void = { _, _ in }
  ) {
    self.residual = residual
    self.feedForward = feedForward
  }
}
