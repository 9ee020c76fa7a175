internal import Evaluation
internal import Foundation

/// What the arms of a plan take from the machine besides files of their own, each found once: the
/// analysers with their rules, and text of Python's library.
final class OutsideInputs {
  typealias Judging = (settings: JudgeSettings, places: [String: String])
  typealias Text = (text: PythonText, places: [String: String])

  private var judges: [[AnalyserKind]: Judging] = [:]
  private var texts: [Drawn: Text] = [:]

  private struct Drawn: Hashable {
    var bytes: Int
    var seed: UInt64
  }

  func judge(_ analysers: [AnalyserKind]) throws -> Judging {
    if let known = judges[analysers] { return known }
    let found = try JudgeSettings.found(analysers)
    judges[analysers] = found
    return found
  }

  func pythonText(bytes: Int, seed: UInt64) throws -> Text {
    let drawn = Drawn(bytes: bytes, seed: seed)
    if let known = texts[drawn] { return known }
    let folder = try ToolLocator.standard.standardLibrary()
    let text = try PythonText(bytes: bytes, of: folder, seed: seed)
    let found: Text = (text, [PythonText.place: folder.path])
    texts[drawn] = found
    return found
  }
}
