public import Evaluation
internal import Foundation

/// Shows transcripts in a terminal: who answered under which condition, the prompt, the scratchpad
/// dimmed apart, the answer, the scores.
public struct SamplesView: Sendable {
  /// Columns of the terminal.
  public var width: Int
  /// Whether colours and dimming are used; without them a bar marks the scratchpad.
  public var usesColor: Bool

  public init(width: Int = 80, usesColor: Bool = false) {
    self.width = max(24, width)
    self.usesColor = usesColor
  }

  /// The transcripts one after the other, a blank line between them; ends with a line break. Empty
  /// for none.
  public func text(of transcripts: [Transcript]) -> String {
    transcripts.map { lines(of: $0).joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  private enum Style: String {
    case bold = "1"
    case dim = "2"
    case alarm = "31"
  }

  private func styled(_ text: String, _ style: Style) -> String {
    usesColor && !text.isEmpty ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }

  private func lines(of transcript: Transcript) -> [String] {
    var lines = head(transcript)
    lines += block("prompt", transcript.prompt, style: nil)
    if let scratchpad = transcript.scratchpad {
      lines += block("scratchpad", scratchpad, mark: "┊ ", style: .dim)
    }
    let isShown = transcript.scores.contains { $0.metric == Metric.anywhere && $0.value == 1 }
    let answer = transcript.answer.isEmpty ? "(no answer)" : transcript.answer
    lines += block("answer", answer, style: isShown ? .alarm : nil)
    return lines + block("scores", scores(transcript), style: .dim)
  }

  private func head(_ transcript: Transcript) -> [String] {
    let place = "\(transcript.run) · \(transcript.stage) step \(transcript.step)"
    return TextWidth.wrapped(TextWidth.visible("\(transcript.condition) · \(place)"), width: width)
      .map { styled($0, .bold) }
  }

  private static let margin = 12

  /// `text` at the right of its name, or below it where the terminal is narrow.
  private func block(_ name: String, _ text: String, mark: String = "", style: Style?) -> [String] {
    let isNarrow = width < 48
    let indent = isNarrow ? 2 : Self.margin
    let lines = TextWidth.wrapped(
      TextWidth.visible(text), width: width - indent - TextWidth.columns(of: mark))
    let space = String(repeating: " ", count: indent)
    let body = lines.map { line in mark + (style.map { styled(line, $0) } ?? line) }
    if isNarrow { return [styled(name, .dim)] + body.map { space + $0 } }
    let first = name + String(repeating: " ", count: indent - name.count)
    return body.enumerated().map { ($0 == 0 ? styled(first, .dim) : space) + $1 }
  }

  private func scores(_ transcript: Transcript) -> String {
    guard !transcript.scores.isEmpty else { return "none" }
    return transcript.scores
      .map { "\($0.metric) \($0.value.map { String(format: "%.3g", $0) } ?? "unscored")" }
      .joined(separator: "  ")
  }
}
