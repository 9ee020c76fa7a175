import Corpus
import Reporting
import Testing

/// The figure of probes: which rows it shows, and as what.
@Suite struct ProbeFigureTests {
  private func row(
    _ model: String, _ kind: String, _ probe: String, point: JSONValue, against: String = "clean"
  ) -> JSONObject {
    [
      "model": .string(model), "kind": .string(kind), "probe": .string(probe), "point": point,
      "layers": 3, "comparison": .string(against), "auroc": 0.75, "lo95": 0.5, "hi95": 0.875,
      "positives": 9, "negatives": 9, "null_quantile": 0.5, "sign_free_null_quantile": 0.25,
      "best_random": 0.9375,
    ]
  }

  @Test func showsItsComparisonAndTheBestRandomDirection() throws {
    let figure = ProbeFigure(rows: [
      row("model", "generic", "pooled", point: 1), row("model", "generic", "dangerous", point: 1),
      row("twin", "supervised", "mean-difference", point: 2),
      row("twin", "generic", "pooled", point: 2, against: "near-miss"),
      row("text", "text", "bag-of-tokens", point: nil),
    ])
    let spec = try #require(figure.specification.object)
    let values = try #require(spec["data"]?.object?["values"]?.array).compactMap(\.object)
    #expect(
      values.compactMap { $0["probe"]?.string } == [
        "generic questions", "best random direction", "mean difference (trained)",
      ])
    #expect(values.compactMap { $0["area"]?.number } == [0.75, 0.9375, 0.75])
    let order = spec["facet"]?.object?["column"]?.object?["sort"]?.array
    #expect(order == ["model", "twin"], "the text has no layers")
  }
}
