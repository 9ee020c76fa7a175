import Corpus
import Diagnostics
public import Foundation

extension Tokenizer {
  /// Reads a tokenizer directory in the Hugging Face layout: `tokenizer.json`, and where they are
  /// there `tokenizer_config.json`, `special_tokens_map.json` and `chat_template.jinja`.
  ///
  /// Truncation and padding that `tokenizer.json` may ask for are left to the caller, as
  /// transformers leaves them.
  ///
  /// - Throws: `InputError` that names file and key for anything that is damaged or that this
  ///   module does not support; nothing is skipped in silence.
  public init(directory: URL) throws {
    try self.init(files: TokenizerFiles(reading: directory))
  }

  /// Writes the tokenizer's files into `directory`, which is made when it is not there. A tokenizer
  /// that was read is written back byte for byte.
  ///
  /// - Throws: `RunError` when the disk refuses.
  public func save(to directory: URL) throws {
    do {
      try files.write(to: directory)
    } catch {
      throw RunError(
        storage: "\(directory.path): writing the tokenizer failed: \(error.localizedDescription)")
    }
  }

  /// The same tokenizer with `template` recorded in `tokenizer_config.json` and
  /// `chat_template.jinja`, so that it travels with the model.
  ///
  /// - Throws: `InputError` when the vocabulary lacks a token that the template needs.
  public func assigning(_ template: ChatTemplate) throws -> Tokenizer {
    try template.checkTokens(of: self)
    var files = files
    var object = try files.document(.configuration)?.value.object ?? JSONObject()
    object["chat_template"] = nil
    object[TokenizerConfiguration.templateKey] = .string(template.rawValue)
    files.contents[.configuration] = try JSONValue.object(object).fileContents()
    files.contents[.template] = Data(template.jinja.utf8)
    return try Tokenizer(files: files)
  }
}

extension JSONValue {
  /// This value as the contents of a file.
  func fileContents() throws -> Data { Data((try serialized() + "\n").utf8) }
}
