internal import Diagnostics
public import Foundation
internal import Provenance

/// Takes a model out of an experiment: its files in the Hugging Face layout, and its card with them.
/// A model organism that travels without its card is a danger to whoever meets it, so a model
/// without one, or with another than it was made with, does not leave.
public enum ModelExport {
  /// Copies the model in `source` to `target`, which appears whole or not at all.
  ///
  /// - Returns: the names of the files.
  /// - Throws: `InputError` for a folder that is no model, a card that is missing or was changed,
  ///   and a target that is not empty.
  @discardableResult
  public static func write(from source: URL, to target: URL) throws -> [String] {
    _ = try Checkpoint(directory: source)
    try checkCard(in: source)
    let names = try files(of: source)
    try DirectoryCommit.write(target.path) { temporary in
      for name in names {
        try FileManager.default.copyItem(
          at: source.appendingPathComponent(name),
          to: URL(fileURLWithPath: temporary).appendingPathComponent(name))
      }
    }
    return names
  }

  /// The names of a model's files in its folder, the card among them, sorted.
  package static func files(of folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().filter {
      fixedNames.contains($0) || ($0.hasPrefix("model") && $0.hasSuffix(".safetensors"))
    }
  }

  private static let fixedNames: Set = [
    "config.json", "generation_config.json", "tokenizer.json", "tokenizer_config.json",
    "special_tokens_map.json", "chat_template.jinja", "model.safetensors.index.json",
    ModelCard.fileName,
  ]

  private static func checkCard(in source: URL) throws {
    let card = source.appendingPathComponent(ModelCard.fileName).path
    guard FileManager.default.fileExists(atPath: card) else {
      throw InputError(
        source.path, "has no model card (\(ModelCard.fileName))",
        expected: "the card that says what the model is",
        remedy: "restore it from where the model was made")
    }
    let path = source.path
    guard FileManager.default.fileExists(atPath: "\(path)/\(Manifest.fileName)"),
      let written = try Manifest(readingFrom: path).outputs[ModelCard.fileName]
    else { return }
    guard try Digest(ofFile: card) == written else {
      throw InputError(
        card, "is not the card that the model was made with",
        expected: "the file whose digest \(Manifest.fileName) names",
        remedy: "restore it, and say more about the model elsewhere")
    }
  }
}
