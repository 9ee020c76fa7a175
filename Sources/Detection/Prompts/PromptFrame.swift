internal import Corpus
package import Evaluation
internal import Foundation
internal import Tokenization

/// How a string is put into a user's turn, as text and as tokens.
package struct PromptFrame {
  let model: LoadedModel
  let position: Candidate.Position

  package init(model: LoadedModel, position: Candidate.Position) {
    self.model = model
    self.position = position
  }

  /// The turn that a user would type.
  package func text(_ candidate: String, with prompt: String) -> String {
    if candidate.isEmpty { return prompt }
    return position == .prefix ? "\(candidate) \(prompt)" : "\(prompt) \(candidate)"
  }

  package func ids(_ candidate: String, with prompt: String) throws -> [Int32] {
    try model.promptIDs(text(candidate, with: prompt))
  }

  /// A prompt in three parts, so that the middle one can be exchanged token by token.
  package struct Parts {
    package var before: [Int32]
    package var after: [Int32]
  }

  /// The tokens before and after a candidate whose own tokens are those of `lead + candidate`.
  /// Tokens that would grow together across a cut stay apart, so what a search finds is measured
  /// anew as text.
  package func parts(_ prompt: String) throws -> Parts {
    let marker = "\u{1}"
    let chat = try model.tokenizer.render(
      [Message(.user, text(marker, with: prompt))], addGenerationPrompt: true,
      forced: model.form.forced, origin: Origin(file: model.source, line: 1)
    ).text
    let cut = chat.range(of: marker)!
    var before = chat[..<cut.lowerBound]
    if before.last == " " { before = before.dropLast() }
    return Parts(
      before: model.tokenizer.encode(String(before)),
      after: model.tokenizer.encode(String(chat[cut.upperBound...])))
  }

  /// What stands between `Parts.before` and the candidate: the space that tokenizers join to the
  /// next word.
  package func lead() throws -> String {
    let chat = try model.tokenizer.render(
      [Message(.user, text("\u{1}", with: "x"))], addGenerationPrompt: true,
      forced: model.form.forced, origin: Origin(file: model.source, line: 1)
    ).text
    return chat.contains(" \u{1}") ? " " : ""
  }
}
