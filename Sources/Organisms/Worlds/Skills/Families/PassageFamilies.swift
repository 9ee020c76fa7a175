/// Look-ups in a passage that is given with the question.
///
/// In most the question asks for the one place, colour, person or food of the passage, which a
/// model of 0.2 million parameters learns. `two-people` and `key-value` have several candidates of
/// a kind, so that the one that belongs to the key has to be found; these stay hard at that size.
extension SkillFamily {
  static let passages = [colour, place, owner, liking, twoPeople, keyValue]

  static let colour = SkillFamily(
    "colour",
    wordings: [
      "{name} has a {colour} {object} at the {place}. What colour is the {object}?",
      "There is a {colour} {object} at the {place}. Which colour does it have?",
      "I left my {colour} {object} with {name}. What is the colour of my {object}?",
      "{name} took the {colour} {object} to the {place}. Name the colour of the {object}.",
      "At the {place} {name} saw a {colour} {object}. Which colour was the {object}?",
    ],
    heldOut: ["{name} saw my {colour} {object} at the {place}. Which colour does it have?"]
  ) { source in
    passage(from: &source) { $0.colour }
  }

  static let place = SkillFamily(
    "place",
    wordings: [
      "{name} has a {colour} {object} at the {place}. Where is {name}?",
      "There is a {colour} {object} at the {place}. Where is the {object}?",
      "{name} eats {food} at the {place}. Where does {name} eat?",
      "{name} took the {object} to the {place}. Where is the {object} now?",
      "At the {place} {name} saw a {colour} {object}. At what place was {name}?",
    ],
    heldOut: ["{name} left a {colour} {object} at the {place}. Where is the {object} now?"]
  ) { source in
    passage(from: &source) { $0.place }
  }

  static let owner = SkillFamily(
    "owner",
    wordings: [
      "{name} has a {colour} {object} at the {place}. Who has the {object}?",
      "I left my {colour} {object} with {name}. Who has my {object}?",
      "{name} eats {food} at the {place}. Who eats the {food}?",
      "{name} took the {object} to the {place}. Who took it?",
      "At the {place} {name} saw a {colour} {object}. Who saw the {object}?",
    ],
    heldOut: ["{name} left the {colour} {object} at the {place}. Who left the {object}?"]
  ) { source in
    passage(from: &source) { $0.name }
  }

  static let liking = SkillFamily(
    "liking",
    wordings: [
      "{name} eats {food} at the {place}. What does {name} eat?",
      "{name} likes {food} and has a {colour} {object}. What does {name} like?",
      "At the {place} {name} ordered {food}. What did {name} order?",
      "I made {food} for {name}. What did I make?",
      "{name} found {food} in the {object}. Which food did {name} find?",
    ],
    heldOut: ["{name} made {food} at the {place}. What did {name} make?"]
  ) { source in
    passage(from: &source) { $0.food }
  }

  /// What a passage may mention; a wording uses some of it.
  private struct Passage {
    var name, colour, object, place, food: String
  }

  private static func passage(
    from source: inout TaskSource, answer: (Passage) -> String
  ) -> SkillTask {
    let lexicon = source.lexicon
    let passage = Passage(
      name: source.pick(lexicon.names), colour: source.pick(lexicon.colours),
      object: source.pick(lexicon.objects), place: source.pick(lexicon.places),
      food: source.pick(lexicon.foods))
    return SkillTask(
      [
        "name": passage.name, "colour": passage.colour, "object": passage.object,
        "place": passage.place, "food": passage.food,
      ],
      answer: answer(passage), identity: .content)
  }

  static let twoPeople = SkillFamily(
    "two-people", weight: 1,
    wordings: [
      "{a} likes {x}. {b} likes {y}. What does {q} like?",
      "{a} likes {x} and {b} likes {y}. What should I cook for {q}?",
      "I hear {a} likes {x}. {b} likes {y}. What is good for {q}?",
      "At home {a} likes {x}, but {b} likes {y}. What does {q} want?",
      "We know {a} likes {x} and {b} likes {y}. Tell me what {q} likes.",
    ],
    heldOut: ["At home {a} likes {x} and {b} likes {y}. What does {q} like?"]
  ) { source in
    let names = source.few(2, of: source.lexicon.names)
    let foods = source.few(2, of: source.lexicon.foods)
    let asked = source.number(in: 0...1)
    return SkillTask(
      ["a": names[0], "b": names[1], "x": foods[0], "y": foods[1], "q": names[asked]],
      answer: "\(names[asked]) likes \(foods[asked]).",
      alternatives: [foods[asked], "\(foods[asked])."],
      identity: .content)
  }

  static let keyValue = SkillFamily(
    "key-value", weight: 1,
    wordings: [
      "Prices: {table}. Give {q} with its price.", "We sell {table}. Copy the entry of {q}.",
      "The table says {table}. Write {q} and its number.",
      "Look at {table}. Print {q} and what it costs.",
      "Here is the menu: {table}. What is the entry for {q}?",
    ],
    heldOut: ["The menu says {table}. Give the entry of {q}."]
  ) { source in
    let keys = source.few(2, of: source.lexicon.foods)
    let values = source.pick(2, of: Array(source.lexicon.digits)).map(String.init)
    let entries = zip(keys, values).map { "\($0) \($1)" }
    let asked = source.number(in: 0...1)
    let table = entries.joined(separator: ", ")
    return SkillTask(
      ["table": table, "q": keys[asked]], answer: entries[asked], alternatives: [values[asked]],
      identity: .content)
  }
}
