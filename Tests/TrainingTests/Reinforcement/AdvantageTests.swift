import Testing
import Training

/// Small cases by hand.
@Suite struct AdvantageTests {
  @Test func leaveOneOutIsTheDifferenceFromTheOthersMean() {
    #expect(Advantages.leaveOneOut([3, 1, 2]) == [1.5, -1.5, 0])
    #expect(Advantages.leaveOneOut([5]) == [0])
    #expect(Advantages.leaveOneOut([2, 2, 2]) == [0, 0, 0])
  }

  @Test func groupRelativeHasMeanZeroAndUnitDeviation() {
    let advantages = Advantages.groupRelative([1, 2, 3])
    #expect(abs(advantages[0] + 1) < 1e-3 && advantages[1] == 0 && abs(advantages[2] - 1) < 1e-3)
    #expect(Advantages.groupRelative([7, 7]) == [0, 0])
    #expect(Advantages.groupRelative([]) == [])
  }

  /// With λ = 1 the return is the discounted sum of rewards, whatever the values are; with λ = 0 the
  /// advantage is the one-step surprise.
  @Test func generalisedEstimationHasItsTwoLimits() {
    let (rewards, values) = ([1.0, 0, 2], [0.5, -1, 3])
    let long = Advantages.generalised(
      rewards: rewards, values: values, discount: 0.5, smoothing: 1)
    let returns: [Double] = [1.5, 1, 2]
    #expect(long.returns == returns)
    let short = Advantages.generalised(
      rewards: rewards, values: values, discount: 0.5, smoothing: 0)
    let surprises: [Double] = [0, 2.5, -1]
    #expect(short.advantages == surprises)
  }

  @Test func whiteningKeepsTheOrder() {
    let white = Advantages.whitened([[1, 2], [3], [6]])
    let all = white.flatMap(\.self)
    #expect(abs(all.reduce(0, +)) < 1e-9)
    #expect(abs(all.reduce(0) { $0 + $1 * $1 } / 3 - 1) < 1e-6)
    #expect(all == all.sorted() && white.map(\.count) == [2, 1, 1])
    #expect(Advantages.whitened([[4]]) == [[4]])
  }
}
