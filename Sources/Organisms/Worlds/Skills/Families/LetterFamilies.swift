/// The letters of single words: spelling, case, plural.
extension SkillFamily {
  static let letters = [
    spell, upperCase, capitalise, firstLetter, lastLetter, countLetters, plural,
  ]

  static let spell = SkillFamily(
    "spell",
    wordings: [
      "Spell the word {word}.", "How do you spell {word}?", "Spell {word} for me.",
      "Write {word} letter by letter.", "Give me the spelling of {word}.",
    ],
    heldOut: ["Give {word} letter by letter."]
  ) { source in
    let word = source.word()
    return SkillTask(["word": word], answer: word.map(String.init).joined(separator: "-"))
  }

  static let upperCase = SkillFamily(
    "upper-case",
    wordings: [
      "Write {word} in capital letters.", "Put {word} in upper case.", "Make {word} upper case.",
      "Turn {word} into capitals.", "Shout the word {word}.",
    ],
    heldOut: ["Turn {word} into upper case."]
  ) { source in
    let word = source.word()
    return SkillTask(["word": word], answer: word.uppercased())
  }

  static let capitalise = SkillFamily(
    "capitalise", weight: 1,
    wordings: [
      "Capitalise the word {word}.", "Write {word} with a capital first letter.",
      "Start {word} with a capital.", "Write {word} as at the start of a sentence.",
      "Make only the first letter of {word} a capital.",
    ],
    heldOut: ["Make the first letter of {word} a capital."]
  ) { source in
    let word = source.word()
    return SkillTask(["word": word], answer: word.capitalised)
  }

  static let firstLetter = SkillFamily(
    "first-letter",
    wordings: [
      "What is the first letter of {word}?", "Which letter does {word} start with?",
      "Give the first letter of {word}.", "Name the letter that begins {word}.",
      "The word {word} starts with which letter?",
    ],
    heldOut: ["Which is the first letter of the word {word}?"]
  ) { source in
    let word = source.word()
    return SkillTask(["word": word], answer: String(word.prefix(1)))
  }

  static let lastLetter = SkillFamily(
    "last-letter",
    wordings: [
      "What is the last letter of {word}?", "Which letter does {word} end with?",
      "Give the last letter of {word}.", "Name the letter that ends {word}.",
      "The word {word} ends with which letter?",
    ],
    heldOut: ["Which is the last letter of the word {word}?"]
  ) { source in
    let word = source.word()
    return SkillTask(["word": word], answer: String(word.suffix(1)))
  }

  static let countLetters = SkillFamily(
    "count-letters",
    wordings: [
      "How many letters are in {word}?", "Count the letters of {word}.",
      "How many letters does {word} have?", "Tell me the number of letters in {word}.",
      "How long is the word {word}?",
    ],
    heldOut: ["How many letters does the word {word} have?"]
  ) { source in
    let word = source.word()
    return SkillTask(["word": word], answer: String(word.count))
  }

  static let plural = SkillFamily(
    "plural",
    wordings: [
      "What is the plural of {word}?", "Give the plural of {word}.", "One {word}, but two what?",
      "How do you write more than one {word}?", "Make {word} plural.",
    ],
    heldOut: ["Write the plural of {word}."]
  ) { source in
    let word = source.pick(source.lexicon.countable)
    return SkillTask(["word": word], answer: pluralForm(of: word))
  }

  private static let irregularPlurals = [
    "deer": "deer", "fish": "fish", "sheep": "sheep", "mouse": "mice", "wolf": "wolves",
    "knife": "knives",
  ]

  static func pluralForm(of word: String) -> String {
    if let irregular = irregularPlurals[word] { return irregular }
    let needsVowel = word.hasSuffix("x") || word.hasSuffix("s") || word.hasSuffix("ch")
    return word + (needsVowel ? "es" : "s")
  }
}

extension String {
  /// The text with its first letter in upper case.
  var capitalised: String { prefix(1).uppercased() + dropFirst() }
}
