import Testing
import Tracking

@Suite struct ProgressLineTests {
  private let full = ProgressLine(
    step: 420, totalSteps: 2000, loss: 1.8321, learningRate: 0.0029, gradNorm: 0.8123,
    tokensPerSecond: 44_100, secondsElapsed: 11, secondsLeft: 41)

  @Test(arguments: [
    (120, "step 420/2000  21%  loss 1.832  lr 2.9e-03  grad 0.81  44.1k tok/s  0:41 left"),
    (80, "step 420/2000  21%  loss 1.832  lr 2.9e-03  grad 0.81  44.1k tok/s  0:41 left"),
    (77, "step 420/2000  21%  loss 1.832  lr 2.9e-03  grad 0.81  44.1k tok/s  0:41 left"),
    (76, "step 420/2000  21%  loss 1.832  lr 2.9e-03  44.1k tok/s  0:41 left"),
    (60, "step 420/2000  21%  loss 1.832  44.1k tok/s  0:41 left"),
    (50, "step 420/2000  loss 1.832  44.1k tok/s  0:41 left"),
    (40, "step 420/2000  loss 1.832  0:41 left"),
    (30, "step 420/2000  loss 1.832"), (20, "step 420/2000"), (6, "step 4"), (0, ""), (-1, ""),
  ])
  func leavesOutWhatMattersLeast(_ width: Int, _ text: String) {
    #expect(full.text(width: width) == text)
  }

  @Test func isNeverTooLong() {
    let long = ProgressLine(
      step: 123_456_789, totalSteps: 1_000_000_000, loss: 99_999.9, learningRate: 1e-300,
      gradNorm: .infinity, tokensPerSecond: 999_949, secondsElapsed: 0, secondsLeft: 86_399)
    for width in 0...130 {
      #expect(full.text(width: width).count <= width)
      #expect(long.text(width: width).count <= width)
    }
  }

  @Test func unknownTotalsShowTheTimeSpent() {
    let line = ProgressLine(step: 420, loss: .nan, secondsElapsed: 185)
    #expect(line.text(width: 80) == "step 420  loss nan  3:05 so far")
  }

  @Test(arguments: [(0, 5, "0%"), (1999, 2000, "99%"), (2000, 2000, "100%"), (7, 5, "100%")])
  func sharesAreRoundedDown(_ step: Int, _ total: Int, _ share: String) {
    #expect(
      ProgressLine(step: step, totalSteps: total).text(width: 80)
        == "step \(step)/\(total)  \(share)")
  }

  @Test func noStepsAtAll() {
    #expect(ProgressLine(step: 0, totalSteps: 0).text(width: 80) == "step 0/0  100%")
  }
}
