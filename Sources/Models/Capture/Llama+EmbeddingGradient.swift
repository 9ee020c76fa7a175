public import Layers
public import Tensors

extension Llama {
  /// A forward pass in which the tokens' vectors are a leaf of automatic differentiation: after
  /// `backward`, `embeddedNC.gradient` is the gradient with respect to each of them. What a search
  /// over tokens needs: to first order, exchanging a token of vector e for one of vector e′ changes
  /// the loss by (e′ − e)·gradient (Zou et al. 2023, arXiv 2307.15043 §2.2).
  ///
  /// - Returns: the normalised final hidden states [N, C], and the vectors [N, C].
  public func differentiable(
    _ idsN: Tensor, layout: PackedLayout
  ) -> (hiddenNC: Tensor, embeddedNC: Tensor) {
    let embeddedNC = withoutGradient { embedding(idsN) }
    embeddedNC.requiresGradient = true
    let hooks = ForwardHooks(residual: { point, xNC in point == 0 ? embeddedNC : xNC })
    let hiddenNC = hiddenStates(idsN, hooks: hooks) { _, attention, qkvN in
      attention.attend(qkvN, layout: layout, rotary: rotary)
    }
    return (hiddenNC, embeddedNC)
  }
}
