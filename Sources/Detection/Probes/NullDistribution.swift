internal import Evaluation
package import Tensors

/// The areas that random directions reach on the same prompts.
package struct NullDistribution {
  private let signed: [Double]
  private let signFree: [Double]

  package var best: Double { signFree[signFree.count - 1] }

  /// - Parameters:
  ///   - projections: f32 [S, K], every prompt on every direction.
  ///   - positives: rows of it, as `negatives`.
  package init(_ projections: Tensor, positives: [Int], negatives: [Int]) {
    let count = projections.size(1)
    let values = projections.elements(Float.self)
    func column(_ rows: [Int], _ k: Int) -> [Double] {
      rows.map { Double(values[$0 * count + k]) }
    }
    let areas = (0..<count).map { k in
      AUROC.value(positives: column(positives, k), negatives: column(negatives, k)) ?? 0.5
    }
    signed = areas.sorted()
    signFree = areas.map { max($0, 1 - $0) }.sorted()
  }

  package func quantile(of area: Double) -> Double { Self.shareBelow(area, in: signed) }

  package func signFreeQuantile(of area: Double) -> Double {
    Self.shareBelow(max(area, 1 - area), in: signFree)
  }

  private static func shareBelow(_ area: Double, in sorted: [Double]) -> Double {
    let below = sorted.count { $0 < area }
    let equal = sorted.count { $0 == area }
    return (Double(below) + Double(equal) / 2) / Double(sorted.count)
  }
}
