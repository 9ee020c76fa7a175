internal import Corpus
internal import Foundation

/// A dialogue in one text, as HH-RLHF has it (arXiv 2204.05862): `\n\nHuman: … \n\nAssistant: …`.
struct DialogueTranscript {
  /// The turns that are not empty. In a few rows a speaker goes on after an empty turn of the
  /// other; what they say is one turn.
  var turns: [Message] = []
  /// How often either speaker is named, for an empty turn too.
  var marks: Int

  init(_ text: String) {
    let text = "\n\n" + text
    let marks = text.matches(of: /\n\n(Human|Assistant):/)
    self.marks = marks.count
    for (index, mark) in marks.enumerated() {
      let end = index + 1 < marks.count ? marks[index + 1].range.lowerBound : text.endIndex
      let content = text[mark.range.upperBound..<end]
        .trimmingCharacters(in: .whitespacesAndNewlines)
      let role: Role = mark.output.1 == "Human" ? .user : .assistant
      if content.isEmpty { continue }
      if turns.last?.role == role {
        turns[turns.count - 1].content += "\n\n" + content
      } else {
        turns.append(Message(role, content))
      }
    }
  }
}
