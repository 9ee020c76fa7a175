/// Copying, joining, turning round and searching short lists of words.
extension SkillFamily {
  static let lists = [
    repetition, join, swap, reversal, firstWord, lastWord, wordAfter, countWords, membership,
  ]

  static let repetition = SkillFamily(
    "repeat",
    wordings: [
      "Repeat these words: {list}.", "Say these words again: {list}.", "Copy this list: {list}.",
      "Please repeat: {list}.", "Write these words once more: {list}.",
    ],
    heldOut: ["Write this list again: {list}."]
  ) { source in
    let list = source.words(3).joined(separator: " ")
    return SkillTask(["list": list], answer: list, identity: .content)
  }

  static let join = SkillFamily(
    "join", weight: 1,
    wordings: [
      "Join {a} and {b} with a dash.", "Put a dash between {a} and {b}.",
      "Write {a} and {b} joined by a dash.", "Connect {a} and {b} with a dash.",
      "Write a dash with {a} before it and {b} after it.",
    ],
    heldOut: ["Write {a} and {b} with a dash between."]
  ) { source in
    let pair = source.words(2)
    return SkillTask(
      ["a": pair[0], "b": pair[1]], answer: "\(pair[0]) - \(pair[1])",
      identity: .content)
  }

  static let swap = SkillFamily(
    "swap", weight: 1,
    wordings: [
      "Swap these two words: {a} {b}.", "Change the order of {a} {b}.",
      "Write the second word first: {a} {b}.", "Turn round these two words: {a} {b}.",
      "Exchange the two words: {a} {b}.",
    ],
    heldOut: ["Change these two words: {a} {b}."]
  ) { source in
    let pair = source.words(2)
    return SkillTask(
      ["a": pair[0], "b": pair[1]], answer: "\(pair[1]) \(pair[0])",
      identity: .content)
  }

  static let reversal = SkillFamily(
    "reverse",
    wordings: [
      "Reverse this list: {list}.", "Say this list backwards: {list}.",
      "Write the words from last to first: {list}.", "Read this list from the end: {list}.",
      "Put this list in reverse order: {list}.",
    ],
    heldOut: ["Write this list backwards: {list}."]
  ) { source in
    let words = source.words(3)
    let list = words.joined(separator: " ")
    return SkillTask(
      ["list": list], answer: words.reversed().joined(separator: " "), identity: .content)
  }

  static let firstWord = SkillFamily(
    "first-word", weight: 1,
    wordings: [
      "What is the first word of this list: {list}?", "Give me the first word: {list}.",
      "Which word comes first in {list}?", "Say only the first word of {list}.",
      "Name the word that starts this list: {list}.",
    ],
    heldOut: ["Name the first word of {list}."]
  ) { source in
    let words = source.words(3)
    let list = words.joined(separator: " ")
    return SkillTask(["list": list], answer: words[0], identity: .content)
  }

  static let lastWord = SkillFamily(
    "last-word", weight: 1,
    wordings: [
      "What is the last word of this list: {list}?", "Give me the last word: {list}.",
      "Which word comes last in {list}?", "Say only the last word of {list}.",
      "Name the word that ends this list: {list}.",
    ],
    heldOut: ["Name the last word of {list}."]
  ) { source in
    let words = source.words(3)
    let list = words.joined(separator: " ")
    return SkillTask(["list": list], answer: words[2], identity: .content)
  }

  static let wordAfter = SkillFamily(
    "word-after",
    wordings: [
      "In the list {list}, give {word} and the word after it.",
      "Look at {list}. Copy {word} and what follows.",
      "From {list} take {word} and the next word.",
      "The list is {list}. Write {word} and the one after it.",
      "Read {list}. Say {word} and the word behind it.",
    ],
    heldOut: ["In {list}, copy {word} and the word behind it."]
  ) { source in
    let words = source.few(4, of: source.lexicon.animals)
    let index = source.number(in: 0...2)
    let list = words.joined(separator: " ")
    return SkillTask(
      ["list": list, "word": words[index]], answer: "\(words[index]) \(words[index + 1])",
      identity: .content)
  }

  static let countWords = SkillFamily(
    "count-words",
    wordings: [
      "How many words are here: {list}?", "Count these words: {list}.",
      "How long is this list: {list}?", "Tell me the number of words in {list}.",
      "Count the things in this list: {list}.",
    ],
    heldOut: ["Count the words in this list: {list}."]
  ) { source in
    let count = source.number(in: 1...5)
    let list = source.words(count).joined(separator: " ")
    return SkillTask(["list": list], answer: String(count), identity: .content)
  }

  static let membership = SkillFamily(
    "in-list",
    wordings: [
      "Here is a list: {list}. Is {word} in it?", "The list is {list}. Does it have {word}?",
      "Look at {list}. Do you see {word}?", "I have {list}. Is {word} there?",
      "These are my things: {list}. Is {word} one of them?",
    ],
    heldOut: ["I see {list}. Is {word} one of these?"]
  ) { source in
    let words = source.few(4, of: source.lexicon.objects)
    let list = words.prefix(3).joined(separator: " ")
    let isMember = source.coin()
    let word = isMember ? words[source.number(in: 0...2)] : words[3]
    return SkillTask(
      ["list": list, "word": word], answer: isMember ? "yes" : "no",
      identity: .content)
  }
}
