internal import Evaluation
internal import Foundation

extension Section {
  static func claims(_ context: ReportContext) -> Section {
    let claims = context.input.claims
    let body =
      claims.isEmpty
      ? Section.missing("claims.json holds no verdicts: no claim of the paper was tested.")
      : """
      <p>Each rule was written down before anything was measured. A verdict needs intervals that \
      clear the rule or its opposite; everything else is inconclusive.</p>
      <div class="claims">\(claims.map(card))</div>
      """
    return Section(id: "claims", title: "Claims of the paper, tested", body: body)
  }

  private static func card(_ claim: ClaimVerdict) -> HTML {
    let name = claim.verdict.rawValue
    let evidence = claim.evidence.map { evidence -> [HTML] in
      [
        "\(evidence.label)", number(evidence), "\(evidence.n)", "\(evidence.seeds)",
      ]
    }
    let table =
      evidence.isEmpty
      ? Section.missing("no numbers of ours")
      : HTMLTable(
        [
          .init("ours"), .init("value, 95 %", isNumber: true), .init("n", isNumber: true),
          .init("seeds", isNumber: true),
        ], rows: evidence
      ).html
    return """
      <article class="claim \(Self.style(claim.verdict))" id="claim-\(claim.id)">
      <h3><span class="id">\(claim.id)</span> <span class="verdict">\(name)</span></h3>
      <p class="statement">\(claim.statement)</p>
      <p class="reason">\(claim.reason)</p>
      <dl><dt>Rule</dt><dd>\(claim.rule)</dd><dt>The paper</dt><dd>\(claim.paper)</dd></dl>
      \(table)
      </article>
      """
  }

  /// Evidence may be a rate, a difference or a correlation, so it is given as it stands.
  private static func number(_ evidence: ClaimVerdict.Evidence) -> HTML {
    guard let mean = evidence.mean else { return "<span class=\"none\">–</span>" }
    guard let low = evidence.lo95, let high = evidence.hi95 else { return "\(decimal(mean))" }
    return """
      \(decimal(mean)) <span class="interval">\(decimal(low)) to \(decimal(high))</span>
      """
  }

  private static func decimal(_ value: Double) -> String {
    let text = String(format: "%.3f", abs(value))
    return value < 0 && text != "0.000" ? "−\(text)" : text
  }

  private static func style(_ verdict: ClaimVerdict.Verdict) -> String {
    switch verdict {
    case .supported: "supported"
    case .contradicted: "contradicted"
    case .inconclusive: "inconclusive"
    case .notTested: "not-tested"
    }
  }
}
