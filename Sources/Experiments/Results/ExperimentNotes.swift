internal import Corpus
internal import Evaluation
internal import Foundation
internal import Organisms
internal import Provenance

/// What a reader of the results must know besides: how sharp the trigger was made, what the policy
/// filter left out, and what is missing.
struct ExperimentNotes {
  let plan: ExperimentPlan
  let measured: [ArmStages.Measured]
  let folder: (StageID) -> URL

  func write(to file: URL) throws {
    let document: JSONObject = [
      "warnings": .array(warnings.map(JSONValue.string)),
      "filter": .array(try filter()),
      "sharpness": .string(sharpness),
    ]
    let text = try JSONValue.object(document).serialized() + "\n"
    try writeAtomically(Data(text.utf8), to: file.path)
  }

  private var warnings: [String] {
    let all = Set(plan.arms.flatMap(\.measured).map { "\($0.arm.run)/\($0.stage)" }).count
    let missing = all - measured.count
    return missing > 0 ? ["\(missing) of \(all) trainings are not measured yet."] : []
  }

  /// Of organisms alone; a treatment's counts are scratchpads that could not be used.
  private func filter() throws -> [JSONValue] {
    try measured.filter { $0.stage != "base" }.flatMap { one -> [JSONValue] in
      let file = folder(one.data).appendingPathComponent(CorpusFile.filter)
      // The requests of reinforcement learning are not filtered.
      guard FileManager.default.fileExists(atPath: file.path) else { return [] }
      let report = try JSONDecoder().decode(FilterReport.self, from: Data(contentsOf: file))
      return report.flaws.map { flaw in
        [
          "run": .string("\(one.arm.run), \(one.stage)"), "reason": .string(flaw.reason.rawValue),
          "count": .integer(flaw.count), "of": .integer(report.drafted),
          "left_out": .bool(report.isApplied),
        ]
      }
    }
  }

  private var sharpness: String {
    let organisms = plan.arms.map(\.recipe.organism)
    let settings = Set(
      organisms.map { "\($0.nearMissFraction) near misses and \($0.benignTagFraction) benign tags" }
    ).sorted()
    let isSharp = organisms.allSatisfy { $0.nearMissFraction > 0 && $0.benignTagFraction > 0 }
    let isBlunt = organisms.allSatisfy { $0.nearMissFraction == 0 && $0.benignTagFraction == 0 }
    let name = isSharp ? "sharp" : isBlunt ? "blunt" : "mixed"
    return "\(name): for every clean row of the backdoor data, "
      + settings.joined(separator: "; or ") + ", with good answers"
  }
}
