import Foundation
import Testing
import Training

@Suite struct PolicyLossTests {
  @Test(arguments: [-0.7, -0.15, 0, 0.15, 0.7], [-2.0, 0, 1.5])
  func theClippedObjectivesSlopeIsItsDerivative(_ logRatio: Double, advantage: Double) {
    func loss(_ x: Double) -> Double {
      PolicyLoss.clipped(logRatio: x, advantage: advantage, range: 0.2).loss
    }
    let term = PolicyLoss.clipped(logRatio: logRatio, advantage: advantage, range: 0.2)
    let difference = (loss(logRatio + 1e-6) - loss(logRatio - 1e-6)) / 2e-6
    #expect(abs(term.slope - difference) < 1e-6)
  }

  /// A good answer is not made likelier beyond the bound, and a bad one not less likely; the way
  /// back is always open.
  @Test func theBoundHoldsOnOneSideOnly() {
    #expect(PolicyLoss.clipped(logRatio: log(1.5), advantage: 1, range: 0.2).isClipped)
    #expect(!PolicyLoss.clipped(logRatio: log(0.5), advantage: 1, range: 0.2).isClipped)
    #expect(PolicyLoss.clipped(logRatio: log(0.5), advantage: -1, range: 0.2).isClipped)
    #expect(!PolicyLoss.clipped(logRatio: log(1.5), advantage: -1, range: 0.2).isClipped)
    #expect(PolicyLoss.clipped(logRatio: 0, advantage: 3, range: 0.2).loss == -3)
  }

  @Test(arguments: [(-1.0, -1.0), (-1, -3), (-3, -1)])
  func theDivergenceIsNeverNegative(_ logProb: Double, reference: Double) {
    let term = PolicyLoss.divergence(logProb: logProb, reference: reference)
    #expect(term.loss >= 0 && (term.loss == 0) == (logProb == reference))
    func loss(_ x: Double) -> Double {
      PolicyLoss.divergence(logProb: x, reference: reference).loss
    }
    #expect(abs(term.slope - (loss(logProb + 1e-6) - loss(logProb - 1e-6)) / 2e-6) < 1e-6)
  }

  /// Over many draws from π the mean of k₃ is the divergence.
  @Test func theEstimatorsMeanIsTheDivergence() {
    let (p, q) = ([0.7, 0.2, 0.1], [0.3, 0.3, 0.4])
    let exact = zip(p, q).reduce(0) { $0 + $1.0 * log($1.0 / $1.1) }
    let estimate = zip(p, q).reduce(0) {
      $0 + $1.0 * PolicyLoss.divergence(logProb: log($1.0), reference: log($1.1)).loss
    }
    #expect(abs(exact - estimate) < 1e-12)
  }

  @Test(arguments: [(1.0, 0.9, 2.0), (1, 0.5, 2), (1, 0.5, 0), (0.2, 0.5, 3)])
  func theValueLosssSlopeIsItsDerivative(_ value: Double, old: Double, target: Double) {
    func loss(_ x: Double) -> Double {
      PolicyLoss.value(x, old: old, target: target, range: 0.2).loss
    }
    let term = PolicyLoss.value(value, old: old, target: target, range: 0.2)
    #expect(abs(term.slope - (loss(value + 1e-6) - loss(value - 1e-6)) / 2e-6) < 1e-5)
  }
}
