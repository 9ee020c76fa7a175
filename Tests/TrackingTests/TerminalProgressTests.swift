import Testing
import Tracking

@Suite struct TerminalProgressTests {
  /// What a display wrote, and the clock it runs by.
  private final class Screen {
    var written: [String] = []
    var width: Int?
    let clock = FakeClock()

    init(width: Int?) {
      self.width = width
    }

    func progress() -> TerminalProgress {
      TerminalProgress(
        width: { self.width }, write: { self.written.append($0) }, clock: { self.clock.now })
    }
  }

  private let erase = "\r\u{1B}[K"

  private func metrics(_ step: Int, loss: Double = 1) -> Event {
    .metrics(step: step, values: ["loss": loss, "timing/tokens_per_second": 2000])
  }

  @Test func rewritesInPlaceBelowPermanentLines() {
    let screen = Screen(width: 80)
    let progress = screen.progress()
    progress.receive(
      .runStarted(kind: "train-lm", totalSteps: 10, startStep: 0, details: ["device": "cpu"]))
    screen.clock.now += 2
    progress.receive(metrics(1))
    screen.clock.now += 2
    progress.receive(metrics(2))
    progress.receive(.evaluation(step: 2, values: ["eval_loss": 1.5, "timing/x": 1]))
    progress.receive(.checkpointSaved(step: 2, path: "out/step-2"))
    progress.receive(.warning("a\nb\u{1B}[2Jc"))
    screen.clock.now += 1
    progress.receive(.runFinished(step: 2, values: ["num_tokens": 8_200_000]))
    let last = erase + "step 2/10  20%  loss 1.000  2.0k tok/s  0:16 left"
    #expect(
      screen.written == [
        "train-lm  10 steps  device cpu\n",
        erase + "step 1/10  10%  loss 1.000  2.0k tok/s", last,
        erase + "step 2  eval  loss 1.500\n", last, erase + "step 2  saved out/step-2\n", last,
        erase + "warning: a b [2Jc\n", last,
        erase + "done: 2 steps, 8.2M tokens, loss 1.00, eval 1.50, 0:05\n",
      ])
  }

  @Test func aTerminalIsWrittenTenTimesASecondAndFollowsTheWidth() {
    let screen = Screen(width: 80)
    let progress = screen.progress()
    progress.receive(.runStarted(kind: "k", totalSteps: nil, startStep: 0))
    screen.written = []
    for step in 1...100 {
      screen.clock.now += 0.01
      screen.width = step > 50 ? 12 : 80
      progress.receive(metrics(step))
    }
    #expect((9...10).contains(screen.written.count))
    #expect(screen.written.last?.hasPrefix(erase + "step ") == true)
    #expect((screen.written.last?.count ?? 0) <= 12 + erase.count)
  }

  @Test func elsewhereALineComesEveryTenSeconds() {
    let screen = Screen(width: nil)
    let progress = screen.progress()
    progress.receive(.runStarted(kind: "train-lm", totalSteps: 100, startStep: 20))
    for step in 21...45 {
      screen.clock.now += 1
      progress.receive(metrics(step))
    }
    progress.receive(.runInterrupted(step: 45, resume: "go on with --resume"))
    #expect(
      screen.written == [
        "train-lm  continues after step 20  100 steps\n",
        "step 30/100  30%  loss 1.000  2.0k tok/s  1:10 left\n",
        "step 40/100  40%  loss 1.000  2.0k tok/s  1:00 left\n",
        "stopped after step 45: go on with --resume\n",
      ])
  }

  /// Ten seconds of evaluation after every ten steps of one second: the true rate is 0.5 a second.
  @Test func pausesCountInTheForecast() throws {
    let screen = Screen(width: 200)
    let progress = screen.progress()
    progress.receive(.runStarted(kind: "k", totalSteps: 300, startStep: 0))
    for step in 1...200 {
      screen.clock.now += step % 10 == 1 ? 11 : 1
      progress.receive(metrics(step))
    }
    let text = try #require(screen.written.last)
    let left = try #require(text.split(separator: "  ").last?.split(separator: " ").first)
    let parts = left.split(separator: ":").compactMap { Double($0) }
    #expect((160...240).contains(parts[0] * 60 + parts[1]))
  }
}
