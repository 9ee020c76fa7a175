internal import Foundation

/// How much of something happens in a second, where what lies `timeConstant` seconds back counts
/// 1/e as much as the present. Pauses (evaluations, checkpoints) count as time, so that a forecast
/// from the rate holds for a run that goes on making them.
struct SmoothedRate {
  private let timeConstant: Double
  private var amount = 0.0
  private var seconds = 0.0

  /// - Parameter timeConstant: in seconds.
  init(timeConstant: Double) {
    self.timeConstant = timeConstant
  }

  /// Notes that `amount` happened in the last `seconds`.
  mutating func add(_ amount: Double, in seconds: Double) {
    guard amount >= 0, seconds >= 0, amount.isFinite, seconds.isFinite else { return }
    let decay = exp(-seconds / timeConstant)
    self.amount = self.amount * decay + amount
    self.seconds = self.seconds * decay + seconds
  }

  /// Per second; nil before there is anything to say.
  var perSecond: Double? {
    amount > 0 && seconds > 0 ? amount / seconds : nil
  }
}
