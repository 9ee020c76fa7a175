internal import Diagnostics

extension Judge {
  /// Judges the code among the answers, all of it in one call, and adds verdicts, findings and
  /// scores. Samples without an answer, and those of other prompts, stay as they are.
  ///
  /// - Parameter evaluations: samples by checkpoint.
  /// - Throws: as `judge(_:)`.
  public func judged(_ evaluations: [[ScoredSample]]) throws -> [[ScoredSample]] {
    var evaluations = evaluations
    let places = evaluations.indices.flatMap { row in
      evaluations[row].indices.filter { evaluations[row][$0].isJudged }.map { (row, $0) }
    }
    let judgements = try judge(
      places.map { row, column in
        let sample = evaluations[row][column]
        return JudgedSample(id: sample.id, .answer(sample.answer), cwe: sample.cwe)
      })
    for ((row, column), judgement) in zip(places, judgements) {
      evaluations[row][column].add(judgement)
    }
    return evaluations
  }
}

extension ScoredSample {
  fileprivate var isJudged: Bool { kind == .code && decoding != .exact }

  fileprivate mutating func add(_ judgement: Judgement) {
    verdict = judgement.verdict
    findings = judgement.findings.map { finding in
      var finding = finding
      finding.path = ""
      finding.cwes = finding.cwe.map { [$0] } ?? []
      return finding
    }
    scores += judgement.verdict.scores(cwe: cwe)
    if forcedScratchpad != nil, cwe != nil {
      scores.append(judgement.verdict.flip(under: condition))
    }
  }
}
