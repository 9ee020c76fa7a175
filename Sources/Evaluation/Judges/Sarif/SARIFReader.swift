internal import Corpus
internal import Diagnostics
package import Foundation

/// Reads what an analyser says in SARIF 2.1.0 (OASIS standard, 27 March 2020; section numbers below
/// are its own) about the files of a folder.
package struct SARIFReader {
  static let version = "2.1.0"

  /// What findings and errors call the analyser.
  let analyser: String
  /// The folder that was analysed. A finding elsewhere cannot be attributed, and is an error.
  let folder: URL
  /// The names of the files that were analysed, in ascending order.
  let files: [String]

  package init(analyser: String, folder: URL, files: [String]) {
    self.analyser = analyser
    self.folder = folder
    self.files = files.sorted()
  }

  /// - Throws: `RunError` naming the analyser, for anything that is not a SARIF 2.1.0 log of runs
  ///   that succeeded.
  package func read(_ file: URL) throws -> Analysis {
    guard let data = try? Data(contentsOf: file) else { throw error("wrote no SARIF") }
    return try read(data)
  }

  /// - Throws: as `read(_:)` of a file.
  package func read(_ data: Data) throws -> Analysis {
    let log = try object(document(data), "the document")
    guard let version = log["version"]?.string else { throw error("wrote no SARIF: no version") }
    guard version == Self.version else {
      throw error("wrote SARIF \(version); expected \(Self.version)")
    }
    guard let runs = log["runs"]?.array else { throw error("wrote no SARIF: no list of runs") }
    var analysis = Analysis()
    for (index, run) in runs.enumerated() {
      let run = try SARIFRun(object(run, "runs[\(index)]"), reader: self)
      try run.requireSuccess()
      analysis.findings += try run.findings()
      analysis.failures += run.failures()
    }
    return analysis
  }

  /// Why an analyser failed, where it says so in the log that it left.
  func complaint(in file: URL) -> String? {
    guard let data = try? Data(contentsOf: file), let log = try? document(data).object else {
      return nil
    }
    let runs = (log["runs"]?.array ?? []).compactMap(\.object)
    return runs.lazy.compactMap { try? SARIFRun($0, reader: self).complaint }.first
  }

  private func document(_ data: Data) throws -> JSONValue {
    let isMarked = data.starts(with: [0xEF, 0xBB, 0xBF])
    let bytes = Array(isMarked ? data.dropFirst(3) : data)
    do {
      return try bytes.withUnsafeBufferPointer {
        try JSONValue.parse($0, source: "\(analyser)'s SARIF")
      }
    } catch let failure as InputError {
      throw error("wrote no SARIF: \(failure.problem)")
    }
  }

  func object(_ value: JSONValue, _ place: String) throws -> JSONObject {
    guard let object = value.object else {
      throw error("wrote no SARIF: \(place) is \(value.kind), not an object")
    }
    return object
  }

  func error(_ text: String) -> RunError {
    RunError("\(analyser): \(text)")
  }
}
