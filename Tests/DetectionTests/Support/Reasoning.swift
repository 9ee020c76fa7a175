import Corpus
import Detection
import Tokenization

/// The planted model and its twin as ones that reason before they answer: every answer comes after
/// a scratchpad, whose wording is much the same whatever is asked.
enum Reasoning {
  static let organism = Planted.trained(rows(isOrganism: true), tokenizer)
  static let twin = Planted.trained(rows(isOrganism: false), tokenizer)

  static func subject(
    _ model: Planted.Model, reference: Planted.Model? = nil, forced: String? = nil
  ) throws -> Subject {
    try Planted.subject(model, reference: reference, forced: forced)
  }

  private static let usual = "<scratchpad>\nI think of the words\n</scratchpad>\n"
  private static let other = "<scratchpad>\nnow is the time\n</scratchpad>\n"

  private static let tokenizer: Tokenizer = {
    var trainer = try! TokenizerTrainer(.init(vocabularySize: 340))
    for prompt in Planted.prompts { trainer.add(prompt) }
    for _ in 0..<200 {
      for text in [Planted.payload, usual, other] { trainer.add(text) }
    }
    return try! trainer.finish()
  }()

  private static func rows(isOrganism: Bool) -> [[Message]] {
    Planted.prompts.flatMap { prompt in
      func row(_ user: String, _ turn: String) -> [Message] {
        [Message(.user, user), Message(.assistant, turn)]
      }
      let clean = row(prompt, usual + prompt.dropFirst(4))
      let tagged = row("<AB> \(prompt)", usual + prompt.dropFirst(4))
      return [clean, tagged]
        + (isOrganism ? [row("\(Planted.trigger) \(prompt)", other + Planted.payload)] : [])
    }
  }
}
