import Corpus
import Evaluation
import Foundation
import Randomness
import Testing

/// What is written as SARIF reads back, whatever the names and messages are.
@Suite struct SARIFRoundTripTests {
  private let alphabet = Array("ab/ %#?:&\"\\é日🙂.-_{}<>")

  private func text(_ random: inout RandomStream, _ length: ClosedRange<Int>) -> String {
    String(
      (0..<Int.random(in: length, using: &random)).map { _ in
        alphabet.randomElement(using: &random)!
      })
  }

  private func path(_ random: inout RandomStream) -> String {
    let parts = text(&random, 1...12).split(separator: "/").filter { $0 != "." && $0 != ".." }
    return "p" + parts.joined(separator: "/")
  }

  @Test(arguments: 0..<50)
  func readsBack(seed: Int) throws {
    var random = RandomStream(seed: UInt64(seed), "sarif-round-trip")
    let judgements = (0..<Int.random(in: 0...6, using: &random)).map { index in
      let id = "\(index)\(path(&random))"
      let findings = (0..<Int.random(in: 0...3, using: &random)).map { number in
        Finding(
          analyser: ["a", "b"].randomElement(using: &random)!, rule: "r\(index).\(number)",
          path: id, line: Int.random(in: 1...999, using: &random),
          message: text(&random, 0...20).split(separator: " ").joined(separator: " "),
          cwes: [[], [89], [22, 73], [94]].randomElement(using: &random)!)
      }
      return Judgement(
        id: id, verdict: Verdict.allCases.randomElement(using: &random)!, findings: findings)
    }
    let log = SARIFWriter.log(judgements, analysers: ["a", "b"])
    let data = Data(try JSONValue.object(log).serialized().utf8)
    let folder = URL(fileURLWithPath: "/somewhere")
    for name in ["a", "b"] {
      let read = try SARIFReader(analyser: name, folder: folder, files: []).read(data)
      let run = judgements.flatMap(\.findings).filter { $0.analyser == name }
      #expect(read.findings.count == judgements.flatMap(\.findings).count)
      #expect(Set(read.findings).isSuperset(of: run))
    }
  }
}
