import Layers
import TestSupport
import Testing

@Suite struct ScheduleTests {
  struct Golden: Decodable {
    let warmupSteps: Int
    let totalSteps: Int
    let cosineFloor: Double
    let constant, constantWithWarmup, linear, linearWithWarmup, cosine: [Double]
    let cosineWithWarmup, cosineWithWarmupAndFloor: [Double]
  }

  @Test func factorsAreThoseOfTransformers() throws {
    let golden = try Goldens.json("optimizers/schedules.json", as: Golden.self)
    let (warmup, total) = (golden.warmupSteps, golden.totalSteps)
    let cases: [(Schedule, [Double])] = [
      (Schedule(shape: .constant, warmupSteps: 0, totalSteps: total), golden.constant),
      (
        Schedule(shape: .constant, warmupSteps: warmup, totalSteps: total),
        golden.constantWithWarmup
      ),
      (Schedule(shape: .linear, warmupSteps: 0, totalSteps: total), golden.linear),
      (Schedule(shape: .linear, warmupSteps: warmup, totalSteps: total), golden.linearWithWarmup),
      (Schedule(shape: .cosine, warmupSteps: 0, totalSteps: total), golden.cosine),
      (Schedule(shape: .cosine, warmupSteps: warmup, totalSteps: total), golden.cosineWithWarmup),
      (
        Schedule(
          shape: .cosine, warmupSteps: warmup, totalSteps: total, finalShare: golden.cosineFloor),
        golden.cosineWithWarmupAndFloor
      ),
    ]
    for (schedule, expected) in cases {
      let factors = expected.indices.map { schedule.factor(at: $0) }
      #expect(mismatch(factors, expected, tolerance: 1e-12) == nil, "\(schedule)")
    }
  }

  @Test(arguments: Schedule.Shape.allCases) func staysInBounds(_ shape: Schedule.Shape) {
    for (warmup, total) in [(0, 0), (0, 1), (5, 5), (9, 3), (2, 10)] {
      let schedule = Schedule(
        shape: shape, warmupSteps: warmup, totalSteps: total, finalShare: 0.1)
      for step in 0..<30 { #expect((0...1).contains(schedule.factor(at: step))) }
      #expect(schedule.factor(at: 1000) == (shape == .constant ? 1 : 0.1))
    }
  }
}
