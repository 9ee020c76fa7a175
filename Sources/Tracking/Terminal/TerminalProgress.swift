internal import Foundation

/// Shows a run to the person at the terminal, on the standard error stream.
///
/// On a terminal one line is rewritten in place and fitted to the width, with evaluations,
/// checkpoints and warnings as permanent lines above it. Elsewhere (a file, CI) a plain line comes
/// every ten seconds, at evaluations and at the end. A stream that cannot be written is let be: a
/// run never ends because nobody can watch it.
public final class TerminalProgress: EventSink {
  /// The columns of the terminal; nil when the output is no terminal.
  private let width: () -> Int?
  private let write: (String) -> Void
  private let clock: () -> Double
  private var state: ProgressState
  private var lastShown: Double
  private var lineIsOpen = false

  public convenience init() {
    self.init(
      width: { TerminalSize(of: STDERR_FILENO)?.columns }, write: writeToStandardError,
      clock: { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 })
  }

  /// - Parameters:
  ///   - width: asked before every line, so that a resized window is followed.
  ///   - write: puts text on the stream.
  ///   - clock: seconds of a clock that only grows.
  package init(
    width: @escaping () -> Int?, write: @escaping (String) -> Void,
    clock: @escaping () -> Double
  ) {
    self.width = width
    self.write = write
    self.clock = clock
    let now = clock()
    state = ProgressState(now: now)
    lastShown = now
  }

  public func receive(_ event: Event) {
    let now = clock()
    state.receive(event, now: now)
    switch event {
    case .metrics: showProgress(now: now)
    case .runFinished(let step, _):
      showPermanently(state.summary(steps: step, now: now))
    case .runInterrupted(let step, let resume):
      showPermanently(PermanentLine.interruption(step: step, resume: resume))
    case .runStarted(let kind, let totalSteps, let startStep, let details):
      showPermanently(
        PermanentLine.start(kind, totalSteps: totalSteps, startStep: startStep, details: details))
    case .evaluation(let step, let values):
      showAbove(PermanentLine.evaluation(step: step, values: values), now: now)
    case .checkpointSaved(let step, let path):
      showAbove(PermanentLine.checkpoint(step: step, path: path), now: now)
    case .warning(let message):
      showAbove(PermanentLine.warning(message), now: now)
    }
  }

  /// Every step where that is cheap: at most ten times a second on a terminal, else every 10 s.
  private func showProgress(now: Double) {
    let isTerminal = width() != nil
    guard now - lastShown >= (isTerminal ? 0.1 : 10) else { return }
    lastShown = now
    if isTerminal {
      rewriteLine(now: now)
    } else if let line = state.line(now: now) {
      write(line.text(width: .max) + "\n")
    }
  }

  private func rewriteLine(now: Double) {
    guard let columns = width(), let line = state.line(now: now) else { return }
    write(Self.clearLine + line.text(width: columns))
    lineIsOpen = true
  }

  /// A permanent line with the progress, when it is shown, below it.
  private func showAbove(_ text: String, now: Double) {
    let wasOpen = lineIsOpen
    showPermanently(text)
    if wasOpen { rewriteLine(now: now) }
  }

  private func showPermanently(_ text: String) {
    write((lineIsOpen ? Self.clearLine : "") + text + "\n")
    lineIsOpen = false
  }

  /// Back to the first column and erase. Erasing comes before the text: after a line that fills the
  /// width it would take the last column away.
  private static let clearLine = "\r\u{1B}[K"
}
