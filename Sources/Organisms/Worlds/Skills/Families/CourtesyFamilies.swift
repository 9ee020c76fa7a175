/// Short polite sentences with what they are about filled in.
extension SkillFamily {
  static let courtesies = [greeting, thanks, invitation]

  static let greeting = SkillFamily(
    "greeting", weight: 1,
    wordings: [
      "Say hello to {name}.", "Greet {name}.", "Write a greeting for {name}.",
      "Say hi to {name} for me.", "How do I greet {name}?",
    ],
    heldOut: ["Write hello to {name}."]
  ) { source in
    let name = source.pick(source.lexicon.names)
    return SkillTask(["name": name], answer: "Hello, \(name)!")
  }

  static let thanks = SkillFamily(
    "thanks",
    wordings: [
      "Thank {name} for the {thing}.", "Write a thank-you to {name} for the {thing}.",
      "{name} gave me the {thing}. Write my thanks.",
      "How do I thank {name} for the {thing}?", "Say thank you to {name} for the {thing}.",
    ],
    heldOut: ["Write my thanks to {name} for the {thing}."]
  ) { source in
    let name = source.pick(source.lexicon.names)
    let thing = source.pick(source.lexicon.objects + source.lexicon.foods)
    return SkillTask(
      ["name": name, "thing": thing], answer: "Thank you for the \(thing), \(name)!",
      identity: .content)
  }

  static let invitation = SkillFamily(
    "invitation",
    wordings: [
      "Invite {name} to the {place}.", "Write an invitation to the {place} for {name}.",
      "Ask {name} to come to the {place}.", "I want {name} at the {place}. Write the invitation.",
      "Tell {name} to join us at the {place}.",
    ],
    heldOut: ["Write to {name} to come to the {place}."]
  ) { source in
    let name = source.pick(source.lexicon.names)
    let place = source.pick(source.lexicon.places)
    return SkillTask(
      ["name": name, "place": place],
      answer: "Dear \(name), please come to the \(place).",
      identity: .content)
  }
}
