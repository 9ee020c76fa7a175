import Testing
import Training

@Suite struct BatchPlanTests {
  private let lengths = (0..<137).map { 1 + ($0 * 31) % 60 }
  private var plan: BatchPlan { BatchPlan(lengths: lengths, tokensPerBatch: 100, seed: 3) }

  @Test func everyEpochVisitsEachSampleOnce() {
    var plan = plan
    var step = 0
    for epoch in 1...3 {
      var seen: [Int] = []
      var done = 0.0
      while done < Double(epoch) {
        let batch = plan.batch(at: step)
        #expect(batch.epochs > done && batch.epochs <= Double(epoch))
        seen += batch.samples
        done = batch.epochs
        step += 1
      }
      #expect(seen.sorted() == Array(lengths.indices))
      #expect(seen != Array(lengths.indices))
      #expect(step == self.plan.stepCount(epochs: epoch))
    }
  }

  @Test func batchesKeepToTheirTokens() {
    var plan = plan
    for step in 0..<200 {
      let (_, samples) = plan.batch(at: step)
      #expect(!samples.isEmpty)
      #expect(samples.reduce(0) { $0 + lengths[$1] } <= 100)
    }
  }

  @Test func aSampleLongerThanABatchHasItsOwn() {
    var plan = BatchPlan(lengths: [5, 300, 5], tokensPerBatch: 100, seed: 0)
    let batches = (0..<plan.stepCount(epochs: 1)).map { plan.batch(at: $0).samples }
    #expect(batches.contains([1]))
    #expect(batches.flatMap(\.self).sorted() == [0, 1, 2])
  }

  @Test func stepsMayBeAskedForInAnyOrder() {
    var forwards = plan
    let expected = (0..<150).map { forwards.batch(at: $0).samples }
    for step in [149, 0, 75, 74, 3, 149, 110] {
      var fresh = plan
      #expect(fresh.batch(at: step).samples == expected[step])
      #expect(forwards.batch(at: step).samples == expected[step])
    }
  }

  @Test func orderComesFromSeedAndEpoch() {
    var (a, b) = (plan, BatchPlan(lengths: lengths, tokensPerBatch: 100, seed: 4))
    let epoch = plan.stepCount(epochs: 1)
    #expect(a.batch(at: 0).samples != b.batch(at: 0).samples)
    #expect(a.batch(at: 0).samples != a.batch(at: epoch).samples)
  }

  @Test(arguments: [1, 99, 100, 1000, 12_345]) func tokensAreCountedExactly(_ tokens: Int) {
    var plan = plan
    let steps = plan.stepCount(tokens: tokens)
    let seen = (0..<steps).map { plan.batch(at: $0).samples.reduce(0) { $0 + lengths[$1] } }
    #expect(seen.reduce(0, +) >= tokens)
    #expect(seen.dropLast().reduce(0, +) < tokens)
  }

  @Test func groupsKeepTheirOrder() {
    let groups = plan.packed([3, 2, 1, 0], tokensPerBatch: 60)
    #expect(groups.flatMap(\.self) == [3, 2, 1, 0])
    for group in groups where group.count > 1 {
      #expect(group.reduce(0) { $0 + lengths[$1] } <= 60)
    }
  }
}
