import Diagnostics
import Evaluation
import Foundation
import Randomness
import Testing

/// Splitting a batch until the program that an analyser fails for stands alone.
@Suite struct BatchAnalysisTests {
  private func run(
    _ programs: [String], _ analyser: ScriptedAnalyser, files: Int = 2_000
  ) throws -> [Analysis] {
    try BatchAnalysis(analysers: [analyser], limit: AnalysisLimit(files: files)).run(programs)
  }

  @Test func oneCallForABatchThatWorks() throws {
    let analyser = ScriptedAnalyser()
    let analyses = try run((0..<40).map { "# CWE-\($0)\n" }, analyser)
    #expect(analyser.calls == [40])
    #expect(analyses.map { $0.findings.first?.cwes ?? [] } == (0..<40).map { [$0] })
  }

  @Test func aLargeOneIsCutIntoBatches() throws {
    let analyser = ScriptedAnalyser()
    let analyses = try run((0..<25).map { "# CWE-\($0)\n" }, analyser, files: 10)
    #expect(analyser.calls == [10, 10, 5])
    #expect(analyses.map { $0.findings.first?.cwes ?? [] } == (0..<25).map { [$0] })
  }

  /// Exactly the hostile ones have failed, and the calls are few: for each hostile program one a
  /// level of the tree of halves, for each such call at most one that works.
  @Test(arguments: 0..<40)
  func exactlyTheHostileOnesFail(seed: Int) throws {
    var random = RandomStream(seed: UInt64(seed), "bisection")
    let count = Int.random(in: 1...64, using: &random)
    let hostile = Set(
      (0..<Int.random(in: 0...3, using: &random)).map { _ in
        Int.random(in: 0..<count, using: &random)
      })
    let analyser = ScriptedAnalyser { programs in programs.contains { $0.contains("HOSTILE") } }
    let programs = (0..<count).map { hostile.contains($0) ? "HOSTILE \($0)" : "# CWE-\($0)" }
    let analyses = try run(programs, analyser)
    for (index, analysis) in analyses.enumerated() {
      #expect(analysis.failures.isEmpty == !hostile.contains(index))
      #expect(analysis.findings.map(\.cwes) == (hostile.contains(index) ? [] : [[index]]))
    }
    let levels = Int(log2(Double(count)).rounded(.up)) + 1
    #expect(analyser.calls.count <= 2 + 2 * hostile.count * levels)
  }

  @Test func anAnalyserThatFailsForAHarmlessProgramIsAnError() throws {
    let analyser = ScriptedAnalyser { _ in true }
    let programs = (0..<100).map(String.init)
    #expect(throws: RunError("scripted: crashed")) { try run(programs, analyser) }
    #expect(analyser.calls == [100, 1])
  }

  @Test func whatIsWrongWithTheInputIsNotSplit() throws {
    struct Misconfigured: StaticAnalyser {
      let name = "misconfigured"
      let weaknesses = [89]
      func analyse(_ folder: AnalysisFolder, limit: Double) throws -> Analysis {
        throw InputError("rules", "no such folder")
      }
    }
    let batch = BatchAnalysis(analysers: [Misconfigured()], limit: AnalysisLimit())
    #expect(throws: InputError.self) { try batch.run(["a", "b"]) }
  }

  @Test func findingsAreInTheOrderOfLines() throws {
    let analyser = ScriptedAnalyser { _ in
      let findings = [9, 2, 5, 2].enumerated().reversed().map { index, line in
        Finding(
          analyser: "scripted", rule: "\(index)", path: "", line: line, message: "", cwes: [])
      }
      return (findings, nil)
    }
    #expect(try run(["x"], analyser)[0].findings.map(\.rule) == ["1", "3", "2", "0"])
  }

  @Test func theFolderIsRemoved() throws {
    final class Remembering: StaticAnalyser, @unchecked Sendable {
      let name = "remembering"
      let weaknesses = [89]
      var seen: URL?
      func analyse(_ folder: AnalysisFolder, limit: Double) throws -> Analysis {
        seen = folder.files
        let attributes = try FileManager.default.attributesOfItem(
          atPath: folder.files.deletingLastPathComponent().path)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o700)
        return Analysis()
      }
    }
    let analyser = Remembering()
    _ = try BatchAnalysis(analysers: [analyser], limit: AnalysisLimit()).run(["x = 1"])
    let folder = try #require(analyser.seen)
    #expect(!FileManager.default.fileExists(atPath: folder.deletingLastPathComponent().path))
  }
}
