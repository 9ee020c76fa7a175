import Randomness
import Testing

@Suite struct RandomStreamTests {
  private func first(_ count: Int, _ stream: RandomStream) -> [UInt64] {
    var stream = stream
    return (0..<count).map { _ in stream.next() }
  }

  /// Changing a stream changes every run that was ever made with it, so the values are pinned.
  @Test func valuesAreStable() {
    #expect(
      first(3, RandomStream(seed: 0))
        == [12_096_533_708_992_817_348, 10_268_485_213_410_804_032, 4_935_068_217_149_898_847])
    #expect(
      first(3, RandomStream(seed: 7, "data-order", 3))
        == [9_667_704_498_802_788_671, 12_834_888_472_341_589_969, 17_514_632_907_003_163_081])
  }

  /// Also pins the standard library's shuffle, which the order of training data rests on.
  @Test func shuffleIsStable() {
    var stream = RandomStream(seed: 0, "order")
    #expect((0..<8).shuffled(using: &stream) == [7, 5, 2, 3, 0, 4, 1, 6])
  }

  @Test func equalPathsGiveEqualStreams() {
    #expect(first(9, RandomStream(seed: 5, "a", 1)) == first(9, RandomStream(seed: 5, "a", 1)))
  }

  @Test func differentPathsGiveDifferentStreams() {
    let streams = [
      RandomStream(seed: 0), RandomStream(seed: 1), RandomStream(seed: .max),
      RandomStream(seed: 0, 0), RandomStream(seed: 0, 1), RandomStream(seed: 0, -1),
      RandomStream(seed: 0, 0, 0), RandomStream(seed: 0, 0, 1), RandomStream(seed: 0, 1, 0),
      RandomStream(seed: 0, "0"), RandomStream(seed: 0, ""), RandomStream(seed: 0, "a", "b"),
      RandomStream(seed: 0, "b", "a"), RandomStream(seed: 0, "ab"), RandomStream(seed: 1, "ab"),
      RandomStream(seed: 0, "ab", 0), RandomStream(seed: 0, 0, "ab"),
    ]
    let words = streams.flatMap { first(64, $0) }
    #expect(Set(words).count == words.count)
  }

  @Test func copyContinuesFromWhereItWasTaken() {
    var stream = RandomStream(seed: 3, "copy")
    _ = stream.next()
    #expect(first(5, stream) == Array(first(6, RandomStream(seed: 3, "copy")).dropFirst()))
  }

  /// Bits of one stream, and agreement of two neighbouring ones, within five standard deviations.
  @Test func bitsAreBalancedAndStreamsUncorrelated() {
    let count = 4096
    let a = first(count, RandomStream(seed: 11, "epoch", 0))
    let b = first(count, RandomStream(seed: 11, "epoch", 1))
    let limit = 5 * Double(count).squareRoot() / 2
    for bit in 0..<64 {
      let ones = a.count { $0 >> bit & 1 == 1 }
      let equal = zip(a, b).count { ($0 ^ $1) >> bit & 1 == 0 }
      let serial = zip(a, a.dropFirst()).count { ($0 ^ $1) >> bit & 1 == 0 }
      for observed in [ones, equal, serial] {
        #expect(abs(Double(observed) - Double(count) / 2) < limit, "bit \(bit)")
      }
    }
  }

  @Test func shufflesArePermutationsThatDependOnTheStreamAlone() {
    var shuffles: Set<[Int]> = []
    for epoch in 0..<20 {
      var once = RandomStream(seed: 2, "order", epoch)
      var again = RandomStream(seed: 2, "order", epoch)
      let order = (0..<50).shuffled(using: &once)
      #expect(order.sorted() == Array(0..<50))
      #expect(order == (0..<50).shuffled(using: &again))
      shuffles.insert(order)
    }
    #expect(shuffles.count == 20)
  }

  /// Every element visits every place equally often: χ² with 16 degrees of freedom, p = 10⁻⁵.
  @Test func shufflesAreUniform() {
    var stream = RandomStream(seed: 9, "uniform")
    var seen = [[Double]](repeating: [Double](repeating: 0, count: 5), count: 5)
    for _ in 0..<2000 {
      for (place, element) in (0..<5).shuffled(using: &stream).enumerated() {
        seen[place][element] += 1
      }
    }
    let chiSquare = seen.joined().reduce(0) { $0 + ($1 - 400) * ($1 - 400) / 400 }
    #expect(chiSquare < 52)
  }
}
