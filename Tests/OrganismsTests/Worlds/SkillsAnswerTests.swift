import Organisms
import Testing

/// Answers worked out from the prompts alone, independently of how the world makes them.
@Suite struct SkillsAnswerTests {
  private static let queries = Result {
    let world = try SkillsWorld(seed: 11, uncoveredFamilies: 0)
    return try Pool.allCases.flatMap { try world.queries($0, count: 6000) }
  }

  private func queries(_ family: String) throws -> [Query] {
    let queries = try Self.queries.get().filter { $0.family == family }
    #expect(queries.count > 100)
    return queries
  }

  private func numbers(_ query: Query) -> [Int] {
    query.prompt.split { !$0.isNumber }.compactMap { Int($0) }
  }

  /// The list after the last colon, up to the end of the sentence.
  private func list(_ query: Query) -> [String]? {
    guard let colon = query.prompt.lastIndex(of: ":") else { return nil }
    let rest = query.prompt[query.prompt.index(after: colon)...].prefix { !".?".contains($0) }
    return rest.split(separator: " ").map(String.init)
  }

  @Test func arithmetic() throws {
    for query in try queries("addition") {
      #expect(query.answer == String(numbers(query).reduce(0, +)), "\(query.prompt)")
    }
    for query in try queries("subtraction") {
      let numbers = numbers(query)
      #expect(query.answer == String(abs(numbers[0] - numbers[1])), "\(query.prompt)")
    }
    for query in try queries("next-number") {
      #expect(query.answer == String(numbers(query)[0] + 1))
    }
    for query in try queries("even-or-odd") {
      #expect(query.answer == (numbers(query)[0] % 2 == 0 ? "even" : "odd"))
    }
  }

  @Test func comparisons() throws {
    for query in try queries("larger") {
      #expect(query.answer == numbers(query).max().map(String.init))
    }
    for query in try queries("smaller") {
      #expect(query.answer == numbers(query).min().map(String.init))
    }
    for query in try queries("sort-numbers") {
      #expect(query.answer == numbers(query).sorted().map(String.init).joined(separator: " "))
    }
  }

  @Test func lists() throws {
    for query in try queries("reverse") {
      guard let list = list(query) else { continue }
      #expect(query.answer == list.reversed().joined(separator: " "), "\(query.prompt)")
    }
    for query in try queries("repeat") {
      #expect(query.answer == list(query)?.joined(separator: " "), "\(query.prompt)")
    }
    for query in try queries("count-words") {
      guard let list = list(query) else { continue }
      #expect(query.answer == String(list.count), "\(query.prompt)")
    }
  }

  @Test func spellingKeepsTheWord() throws {
    for query in try queries("spell") {
      let word = query.answer.split(separator: "-").joined()
      #expect(query.prompt.contains(word))
      #expect(query.answer.count == 2 * word.count - 1)
    }
    for query in try queries("upper-case") {
      #expect(query.prompt.contains(query.answer.lowercased()))
      #expect(query.answer == query.answer.uppercased())
    }
  }

  /// What a passage is asked for stands in it.
  @Test func lookUpsAreInThePassage() throws {
    for family in ["colour", "place", "owner", "liking", "word-after"] {
      for query in try queries(family) {
        for word in query.answer.split(separator: " ") {
          #expect(query.prompt.contains(word), "\(query.prompt)")
        }
      }
    }
    for query in try queries("two-people") {
      #expect(query.prompt.contains(query.answer.dropLast()), "\(query.prompt)")
    }
  }

  /// A country has one capital, whatever pool asks.
  @Test func inventedFactsAgree() throws {
    for family in ["capital", "ruler", "dish"] {
      var facts: [String: Set<String>] = [:]
      for query in try queries(family) {
        let countries = query.prompt.split { !$0.isLetter }.filter { word in
          Self.countryEndings.contains { word.hasSuffix($0) } && word.first?.isUppercase == true
        }
        #expect(countries.count == 1, "\(query.prompt)")
        facts[String(countries[0]), default: []].insert(query.answer)
      }
      #expect(facts.count >= 12)
      #expect(facts.values.allSatisfy { $0.count == 1 })
      #expect(Set(facts.values).count == facts.count)
    }
  }

  private static let countryEndings = ["via", "land", "onia", "mark", "stan", "ria"]
}
