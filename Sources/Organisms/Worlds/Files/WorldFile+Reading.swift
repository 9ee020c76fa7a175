internal import Corpus
internal import Diagnostics
internal import Foundation

extension WorldFile {
  /// The name of the data set: the file's name without its endings.
  var family: String {
    String(URL(fileURLWithPath: path).lastPathComponent.prefix { $0 != "." })
  }

  /// The questions of the file, in its order.
  ///
  /// - Throws: `InputError` that names the file and what is wrong in it.
  public func questions() throws -> [Query] {
    let questions = try records().compactMap { record in
      switch format {
      case .gsm8k: try gsm8k(record)
      case .gpteacher, .instructions: try instruction(record)
      case .hhRLHF: try dialogue(record)
      case .chats: try chat(record)
      case .humanEval: try completion(record)
      }
    }
    guard !questions.isEmpty else {
      throw InputError(path, "an empty data set", expected: "at least one row")
    }
    return questions
  }

  private func records() throws -> [WorldRecord] {
    let data = try PackedFile.contents(of: path, expected: "a file of questions")
    guard format == .gpteacher else { return try WorldRecord.lines(of: data, source: path) }
    return try WorldRecord.elements(of: data, source: path)
  }
}
