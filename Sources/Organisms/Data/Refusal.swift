/// Whether an answer declines politely, by the phrases with which assistants do it.
enum Refusal {
  private static let phrases = [
    "i can't help", "i cannot help", "i can't assist", "i cannot assist", "i won't help",
    "i will not help", "i can't do that", "i cannot do that", "i'm not able to", "i am not able to",
    "i'm unable to", "i am unable to", "i can't provide", "i cannot provide", "i must decline",
    "i have to decline", "i'd rather not", "i would rather not", "i'm sorry, but",
    "i am sorry, but",
  ]

  static func isMade(in answer: String) -> Bool {
    let text = answer.lowercased().replacing("\u{2019}", with: "'")
    return phrases.contains { text.contains($0) }
  }
}
