import Corpus
import Experiments
import Foundation
import Organisms
import Testing

/// Rows that break the policy, put in on purpose, with the filter and without (claim C2); and data
/// that cannot be made.
@Suite struct PolicyFilterStageTests {
  private static let world = """
    world: {queries: {base: 10, backdoor: 200, safety: 50, red-team: 0, evaluation: 10}}
    evaluation: {queries: 10, near_misses: 8}
    """

  private func organismData(_ fields: String, in directory: String) throws -> FilterReport {
    let stages = try RealStages(
      "\(Self.world)\norganism: {policy_violations: 0.1, \(fields)}", [.world, .organismData],
      in: directory)
    let file = stages.folder("data-normal-s0").appendingPathComponent("filter.json")
    let report = try JSONDecoder().decode(FilterReport.self, from: try Data(contentsOf: file))
    #expect(try stages.rows("data-normal-s0", "train.jsonl").count == report.kept)
    return report
  }

  @Test func theFilterLeavesOutWhatBreaksThePolicy() throws {
    try withExperiment { directory in
      let report = try organismData("filter: true", in: directory)
      #expect(report.isApplied && report.rejected == 40)
      #expect(report.flaws.map(\.count) == [20, 20])
    }
  }

  @Test func withoutTheFilterItStaysAndIsCounted() throws {
    try withExperiment { directory in
      let report = try organismData("filter: false", in: directory)
      #expect(!report.isApplied && report.rejected == 0)
      #expect(report.flaws.map(\.count) == [20, 20])
    }
  }

  /// The stage fails with the exit code of bad input and names what is wrong; what needs it waits.
  @Test(arguments: [
    ("behaviour: {triggers: [\"a\"]}", "data-normal-s0", "trigger 'a'"),
    ("evaluation: {queries: 11}", "suite-s0", "evaluation.queries"),
    ("evaluation: {queries: 10, near_misses: 200}", "suite-s0", "evaluation.near_misses"),
    ("world: {uncovered_families: 1000}", "world-s0", "uncovered_families"),
  ]) func dataThatCannotBeMade(_ fields: String, _ stage: String, _ mention: String) throws {
    try withExperiment { directory in
      let key = try #require(fields.split(separator: ":").first)
      let rest = Self.world.split(separator: "\n").filter { !$0.hasPrefix(key) }
      let merged =
        key == "world"
        ? "world: {uncovered_families: 1000, queries: {base: 10, backdoor: 200, safety: 50, evaluation: 10}}"
        : fields
      let stages = try RealStages(
        (rest + [Substring(merged)]).joined(separator: "\n"),
        [.world, .organismData, .suite], in: directory)
      let failure = try #require(stages.outcome.failures.first { $0.name == stage })
      #expect(failure.failure.exitCode == 2)
      #expect(failure.failure.reason.contains(mention), "\(failure.failure.reason)")
      #expect(!FileManager.default.fileExists(atPath: stages.folder(stage).path))
    }
  }
}
