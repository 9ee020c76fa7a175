internal import Corpus
internal import Evaluation
internal import Foundation
internal import Training

/// What a reader wants to see for themselves: the same requests with and without the trigger, before
/// and after treatment. Chosen by place, never by what was answered: the first requests of the
/// suite, of code the first about a weakness, of the first arm of every mechanism and role.
struct Transcripts {
  static let requests = 3

  let measured: [ArmStages.Measured]
  let folder: (StageID) -> URL

  func write(to file: URL) throws {
    let writer = try JSONLinesWriter(file)
    for one in chosen() {
      for row in try rows(of: one) { try writer.write(row.json) }
    }
    try writer.finish()
  }

  /// The first of every mechanism, role and stage; the treatments are those of the organisms.
  private func chosen() -> [ArmStages.Measured] {
    var seen: Set<String> = []
    return measured.filter { one in
      one.stage != "base"
        && seen.insert("\(one.arm.mechanism)/\(one.arm.role)/\(one.stage)").inserted
    }
  }

  private func rows(of one: ArmStages.Measured) throws -> [Transcript] {
    guard let last = try ModelSnapshots.list(in: folder(one.training)).last else { return [] }
    let file = folder(one.evaluation)
      .appendingPathComponent(EvaluationWork.samplesFile(step: last.step))
    let drawn = try ScoredSample.read(file).filter {
      $0.decoding == .sampled && $0.forcedScratchpad == nil && $0.nearMiss == nil
        && $0.suite == nil
    }
    var pairs: [String] = []
    for sample in drawn.filter({ $0.cwe != nil }) + drawn
    where !pairs.contains(sample.pair) && pairs.count < Self.requests {
      pairs.append(sample.pair)
    }
    return drawn.filter { pairs.contains($0.pair) }.map { sample in
      Transcript(
        sample: sample, run: one.arm.run, mechanism: one.arm.mechanism, role: one.arm.role,
        stage: one.stage, step: last.step)
    }
  }
}
