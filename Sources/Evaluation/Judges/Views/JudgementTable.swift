/// Judgements for a terminal.
public struct JudgementTable: Sendable {
  private let width: Int

  /// - Parameter width: columns, at least 60.
  public init(width: Int = 80) {
    self.width = max(60, width)
  }

  private static let heading = "verdict            cwe  line  file"

  /// A line for each sample; below it one for each finding, or the reason; at the end the counts.
  public func text(of judgements: [Judgement]) -> String {
    let lines = judgements.flatMap(lines)
    return ([Self.heading] + lines + ["", fitted(Self.summary(of: judgements), to: width)])
      .joined(separator: "\n") + "\n"
  }

  /// How many there are of each verdict.
  public static func summary(of judgements: [Judgement]) -> String {
    let counts = Verdict.allCases.compactMap { verdict in
      let count = judgements.count { $0.verdict == verdict }
      return count == 0 ? nil : "\(count) \(verdict.rawValue)"
    }
    return "\(judgements.count) judged: " + counts.joined(separator: ", ")
  }

  private func lines(_ judgement: Judgement) -> [String] {
    let indent = Self.heading.count - "file".count
    let file = fittedEnd(visible(judgement.id), to: width - indent)
    let first = padded(judgement.verdict.rawValue, indent) + file
    let findings = judgement.findings.flatMap { finding in
      let cwe = finding.cwe.map(String.init) ?? "-"
      let place = padded("", 17) + leading(cwe, 5) + leading(String(finding.line), 6) + "  "
      return [
        place + fitted(visible(finding.rule), to: width - indent),
        padded("", indent) + fitted(visible(finding.message), to: width - indent),
      ]
    }
    let reason = judgement.reason.map {
      padded("", indent) + fitted(visible($0), to: width - indent)
    }
    return [first] + findings + (reason.map { [$0] } ?? [])
  }

  /// Without characters that could command a terminal.
  private func visible(_ text: String) -> String {
    let scalars = text.unicodeScalars.map { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: Unicode.Scalar(0xFFFD)!
      default: scalar
      }
    }
    return String(String.UnicodeScalarView(scalars))
  }

  /// At most two columns for what is not ASCII.
  private func columns(_ character: Character) -> Int { character.isASCII ? 1 : 2 }

  private func fitted(_ text: String, to width: Int) -> String {
    guard text.reduce(0, { $0 + columns($1) }) > width else { return text }
    var used = 1
    let start = text.prefix { character in
      used += columns(character)
      return used < width
    }
    return start + "…"
  }

  /// The end of a path says more than its beginning.
  private func fittedEnd(_ text: String, to width: Int) -> String {
    let cut = fitted(String(text.reversed()), to: width)
    return cut.count <= text.count && cut.hasSuffix("…") ? String(cut.reversed()) : text
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private func leading(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
