import Evaluation
import Testing

/// The persistence curve's area and rank correlations.
@Suite struct TrendTests {
  @Test func weightsOfTheAreaSumToOne() throws {
    // x = log(1 + t / 10): 0, log 2, log 4. Trapezoid weights ¼, ½, ¼.
    let area = try #require(PersistenceArea(tokens: [0, 10, 30]))
    #expect(zip(area.weights, [0.25, 0.5, 0.25]).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(abs(area.area(of: [1, 1, 1]) - 1) < 1e-12 && area.area(of: [0, 0, 0]) == 0)
    #expect(abs(area.area(of: [1, 0.5, 0]) - 0.5) < 1e-12)
    let long = try #require(PersistenceArea(tokens: [0, 500, 1000, 2100, 4000, 8000, 16_000]))
    #expect(abs(long.weights.reduce(0, +) - 1) < 1e-12)
    #expect((long.weights.max() ?? 1) < 0.25)
  }

  @Test func theUnitOfTokensDoesNotMatter() throws {
    let small = try #require(PersistenceArea(tokens: [0, 10, 40, 100]))
    let large = try #require(PersistenceArea(tokens: [0, 1000, 4000, 10_000]))
    #expect(zip(small.weights, large.weights).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test(arguments: [[0], [], [0, 0], [10, 5], [0, 5, 5], [-1, 5]])
  func thereIsNoAreaWithoutACurve(_ tokens: [Int]) {
    #expect(PersistenceArea(tokens: tokens) == nil)
  }

  @Test func spearmanSharesTheRanksOfTies() {
    #expect(RankCorrelation.spearman([1, 2, 3], [10, 20, 15]) == 0.5)
    #expect(RankCorrelation.spearman([1, 2, 3, 4], [4, 3, 2, 1]) == -1)
    #expect(RankCorrelation.spearman([1, 2, 3], [5, 50, 5000]) == 1)
    // Ranks 1.5, 1.5, 3 against 1, 2, 3: 1.5 / √(1.5 · 2).
    let tied = RankCorrelation.spearman([1, 1, 2], [1, 2, 3]) ?? 0
    #expect(abs(tied - 1.5 / 3.0.squareRoot()) < 1e-12)
    #expect(RankCorrelation.spearman([1, 2], [3, 3]) == nil)
    #expect(RankCorrelation.spearman([1], [1]) == nil)
  }

  private func trend(_ values: [[Double]]) -> Estimate? {
    RankTrend([values.enumerated().map { .init(x: Double($0.offset), values: $0.element) }])
      .estimate()
  }

  @Test func aClearTrendIsClearOfZero() throws {
    let rising = try #require(trend([[0.1, 0.2, 0.15], [0.4, 0.5, 0.45], [0.8, 0.9, 0.7]]))
    #expect((rising.lo95 ?? 0) > 0.8 && rising.n == 9)
    let mixed = try #require(trend([[0.1, 0.9, 0.5], [0.5, 0.2, 0.8], [0.3, 0.9, 0.4]]))
    #expect((mixed.lo95 ?? 0) < 0 && (mixed.hi95 ?? 0) > 0)
  }

  @Test func oneSeedProvesNoTrend() throws {
    let three = try #require(trend([[0.1], [0.5], [0.9]]))
    #expect(three.mean == 1 && three.lo95 == -1 && three.hi95 == 1)
    let flat = try #require(trend([[1, 1], [1, 1], [1, 1]]))
    #expect(flat.mean == 0 && (flat.lo95 ?? 0) < 0 && (flat.hi95 ?? 0) > 0)
    #expect(trend([[1, 0.5]]) == nil)
    #expect(RankTrend([]).estimate() == nil)
  }

  @Test func groupsAreAveraged() throws {
    let rising: [RankTrend.Level] = (0..<3).map {
      .init(x: Double($0), values: [Double($0), Double($0) + 0.5])
    }
    let falling: [RankTrend.Level] = (0..<3).map {
      .init(x: Double($0), values: [-Double($0), -Double($0) - 0.5])
    }
    let both = try #require(RankTrend([rising, falling]).estimate())
    #expect(abs(both.mean ?? 1) < 1e-12)
  }
}
