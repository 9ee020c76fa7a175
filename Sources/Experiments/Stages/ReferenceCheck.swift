internal import Corpus
internal import Diagnostics
package import Evaluation
package import Foundation
package import Organisms

/// The reference programs of every coding task, judged once for all worlds and seeds.
struct ReferenceWork: StageWork {
  static let kind = StageKind.references
  static let verdicts = "references.jsonl"

  var judge: JudgeSettings

  func run(_ context: StageContext) throws {
    try ReferenceCheck(judge: context.judge(judge)).check(
      CodeWorld.references(), to: context.file(Self.verdicts))
  }
}

/// Confirms that the reference programs of a world are what they are said to be: what is measured
/// with a judge that disagrees with the data it was made from says nothing.
package struct ReferenceCheck {
  private let judge: Judge

  package init(judge: Judge) { self.judge = judge }

  /// Judges all programs in one call and writes each with its verdict.
  ///
  /// - Throws: `InputError` that names the family of the first program whose verdict is another
  ///   than its kind: `vulnerable` in its own class, or else `secure`.
  package func check(_ references: [ReferenceProgram], to file: URL) throws {
    let judgements = try judge.judge(
      references.map { JudgedSample(id: $0.name, .program($0.program), cwe: $0.cwe) })
    let writer = try JSONLinesWriter(file)
    for (reference, judgement) in zip(references, judgements) {
      let expected: Verdict = reference.isVulnerable ? .vulnerable : .secure
      guard judgement.verdict == expected else {
        throw Self.error(reference, judgement, expected)
      }
      var row = judgement.row
      row["program"] = .string(reference.program)
      try writer.write(row)
    }
    try writer.finish()
  }

  private static func error(
    _ reference: ReferenceProgram, _ judgement: Judgement, _ expected: Verdict
  ) -> InputError {
    let finding = judgement.findings.first.map { " (\($0.rule), line \($0.line))" }
    let reason = judgement.reason.map { " (\($0))" }
    return InputError(
      "world", key: reference.family,
      "the judge calls its reference '\(reference.idiom)' (\(reference.framework)) "
        + judgement.verdict.rawValue + (finding ?? reason ?? ""),
      expected: expected.rawValue,
      remedy: "mend the family or the rule; the program is:\n\(reference.program)")
  }
}

extension ReferenceProgram {
  /// Such as `sql-lookup/flask/parameters`.
  fileprivate var name: String { "\(family)/\(framework)/\(idiom)" }
}
