/// Common knowledge from small tables.
extension SkillFamily {
  static let knowledge = [opposite, weekday, month, isAnimal, sound, purpose, advice]

  static let opposite = SkillFamily(
    "opposite", usesLexicon: false,
    wordings: [
      "What is the opposite of {word}?", "Give the opposite of {word}.",
      "What word is the reverse of {word}?", "Name the opposite of {word}.",
      "Not {word}, but what?",
    ],
    heldOut: ["Tell me the opposite of {word}."]
  ) { source in
    let pair = source.pick(Tables.opposites)
    let isForward = source.coin()
    return SkillTask(
      ["word": isForward ? pair.0 : pair.1], answer: isForward ? pair.1 : pair.0)
  }

  static let weekday = SkillFamily(
    "weekday", weight: 1, usesLexicon: false,
    wordings: [
      "Which day comes {side} {day}?", "What day is {side} {day}?", "Name the day {side} {day}.",
      "Tell me the day that comes {side} {day}.", "The day {side} {day} is which?",
    ],
    heldOut: ["Tell me what day comes {side} {day}."]
  ) { source in
    neighbour(in: Tables.days, slot: "day", from: &source)
  }

  static let month = SkillFamily(
    "month", weight: 1, usesLexicon: false,
    wordings: [
      "Which month comes {side} {month}?", "What month is {side} {month}?",
      "Name the month {side} {month}.", "Tell me the month that comes {side} {month}.",
      "The month {side} {month} is which?",
    ],
    heldOut: ["Tell me what month comes {side} {month}."]
  ) { source in
    neighbour(in: Tables.months, slot: "month", from: &source)
  }

  /// What comes before or after an entry of a table that goes round.
  private static func neighbour(
    in table: [String], slot: String, from source: inout TaskSource
  ) -> SkillTask {
    let index = source.number(in: 0...table.count - 1)
    let isAfter = source.coin()
    let step = isAfter ? 1 : table.count - 1
    return SkillTask(
      [slot: table[index], "side": isAfter ? "after" : "before"],
      answer: table[(index + step) % table.count])
  }

  static let isAnimal = SkillFamily(
    "is-animal", weight: 1,
    wordings: [
      "Is {word} an animal?", "Is {word} the name of an animal?", "Does {word} name an animal?",
      "Yes or no: {word} is an animal.", "Would you call {word} an animal?",
    ],
    heldOut: ["Yes or no: is {word} an animal?"]
  ) { source in
    let isAnimal = source.coin()
    let word = source.pick(
      isAnimal ? source.lexicon.animals : source.lexicon.foods + source.lexicon.objects)
    return SkillTask(["word": word], answer: isAnimal ? "yes" : "no")
  }

  static let sound = SkillFamily(
    "sound", weight: 1, usesLexicon: false,
    wordings: [
      "What sound does a {animal} make?", "What does a {animal} say?",
      "Which noise comes from a {animal}?", "How does a {animal} sound?",
      "Make the sound of a {animal}.",
    ],
    heldOut: ["Which sound does a {animal} make?"]
  ) { source in
    let pair = source.pick(Tables.sounds)
    return SkillTask(["animal": pair.0], answer: pair.1)
  }

  static let purpose = SkillFamily(
    "purpose", usesLexicon: false,
    wordings: [
      "What is a {tool} for?", "What do we use a {tool} for?", "Why would I need a {tool}?",
      "Tell me the use of a {tool}.", "What can I do with a {tool}?",
    ],
    heldOut: ["Why do we use a {tool}?"]
  ) { source in
    let pair = source.pick(Tables.purposes)
    return SkillTask(
      ["tool": pair.0], answer: "A \(pair.0) is for \(pair.1).",
      alternatives: [pair.1, "for \(pair.1)"])
  }

  static let advice = SkillFamily(
    "advice", usesLexicon: false,
    wordings: [
      "How can I {goal}?", "Give me a tip to {goal}.", "What helps me to {goal}?",
      "I want to {goal}. What should I do?", "Do you have advice on how to {goal}?",
    ],
    heldOut: ["How do I {goal}? Give me advice."]
  ) { source in
    let pair = source.pick(Tables.advice)
    return SkillTask(["goal": pair.0], answer: pair.1)
  }
}
