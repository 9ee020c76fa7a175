/// Facts about invented countries, one table for a world's seed.
extension SkillFamily {
  static let invented = [capital, ruler, dish]

  static let capital = SkillFamily(
    "capital", usesLexicon: false,
    wordings: [
      "What is the capital of {country}?", "Name the capital of {country}.",
      "Which city is the capital of {country}?", "Tell me the capital city of {country}.",
      "{country} has which capital?",
    ],
    heldOut: ["Which is the capital city of {country}?"]
  ) { source in
    let country = source.pick(source.facts.countries)
    return SkillTask(
      ["country": country.name],
      answer: "The capital of \(country.name) is \(country.capital).",
      alternatives: [country.capital, "\(country.capital)."])
  }

  static let ruler = SkillFamily(
    "ruler", usesLexicon: false,
    wordings: [
      "Who rules {country}?", "Name the ruler of {country}.", "Who is the ruler of {country}?",
      "Tell me who rules {country}.", "{country} is ruled by whom?",
    ],
    heldOut: ["Tell me the ruler of {country}."]
  ) { source in
    let country = source.pick(source.facts.countries)
    return SkillTask(["country": country.name], answer: country.ruler)
  }

  static let dish = SkillFamily(
    "dish", usesLexicon: false,
    wordings: [
      "What do people eat in {country}?", "Name the best known dish of {country}.",
      "Which dish is {country} known for?", "Tell me the favourite food of {country}.",
      "What is the national dish of {country}?",
    ],
    heldOut: ["Name the national dish of {country}."]
  ) { source in
    let country = source.pick(source.facts.countries)
    return SkillTask(["country": country.name], answer: country.dish)
  }
}
