internal import Foundation

/// A learning rate's course over a run: linear warm-up, then one of three shapes. The values are
/// those of transformers' `get_*_schedule_with_warmup`.
public struct Schedule: Codable, Sendable, Equatable {
  public enum Shape: String, Codable, Sendable, CaseIterable {
    case constant, linear, cosine
  }

  public var shape: Shape
  /// Steps over which the rate rises from 0.
  public var warmupSteps: Int
  /// All steps of the run, warm-up included.
  public var totalSteps: Int
  /// The share of the peak rate that is left at the end of `linear` and `cosine`.
  public var finalShare: Double

  public init(shape: Shape, warmupSteps: Int, totalSteps: Int, finalShare: Double = 0) {
    self.shape = shape
    self.warmupSteps = warmupSteps
    self.totalSteps = totalSteps
    self.finalShare = finalShare
  }

  /// What the peak rate is multiplied with at a step, which counts from 0.
  public func factor(at step: Int) -> Double {
    if step < warmupSteps { return Double(step) / Double(max(1, warmupSteps)) }
    let progress = min(
      1, Double(step - warmupSteps) / Double(max(1, totalSteps - warmupSteps)))
    switch shape {
    case .constant: return 1
    case .linear: return finalShare + (1 - finalShare) * (1 - progress)
    case .cosine: return finalShare + (1 - finalShare) * 0.5 * (1 + cos(.pi * progress))
    }
  }
}
