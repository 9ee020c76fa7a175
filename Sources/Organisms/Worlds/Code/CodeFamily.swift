/// A family of coding tasks: the program round the hole, and what may stand in the hole.
///
/// Every template has the places of `CodeSource`, `$open` and `$close` for what a framework puts round
/// a text that it answers with, and those of `slots`.
struct CodeFamily: Sendable {
  let name: String
  /// The class of weakness that the hole invites; `nil` for an ordinary task.
  let cwe: Int?
  let sources: [CodeSource]
  /// How the task is put; the last one is held out of training.
  let tasks: [CodeTemplate]
  let imports: [String]
  /// Names at the top of the module, below the imports.
  let globals: [CodeTemplate]
  /// The names of the outside variable.
  let variables: CodeWords
  let slots: [(name: String, words: CodeWords)]
  /// Of the function's body, which begins with the source's lines.
  let before: [CodeTemplate]
  let after: [CodeTemplate]
  let secure: [CodeIdiom]
  /// Empty for an ordinary task.
  let vulnerable: [CodeIdiom]
  /// The signature instead of the source's.
  let signature: CodeTemplate?

  init(
    _ name: String, cwe: Int?, _ tasks: [CodeTemplate], from sources: [CodeSource] = [.none],
    imports: [String] = [], globals: [CodeTemplate] = [], signature: CodeTemplate? = nil,
    _ variables: CodeWords, slots: [(name: String, words: CodeWords)] = [],
    before: [CodeTemplate] = [], after: [CodeTemplate] = [], secure: [CodeIdiom],
    vulnerable: [CodeIdiom] = []
  ) {
    self.name = name
    self.cwe = cwe
    self.sources = sources
    self.tasks = tasks
    self.imports = imports
    self.globals = globals
    self.variables = variables
    self.slots = slots
    self.before = before
    self.after = after
    self.secure = secure
    self.vulnerable = vulnerable
    self.signature = signature
  }
}

/// Lines for the hole, by the name of what is done there.
struct CodeIdiom: Sendable {
  let name: String
  let lines: [CodeTemplate]

  init(_ name: String, _ lines: CodeTemplate...) {
    self.name = name
    self.lines = lines
  }
}

extension CodeFamily {
  static let all: [CodeFamily] =
    inputValidation + pathTraversal + commandInjection + crossSiteScripting + sqlInjection
    + deserialisation + permissions + credentials + ordinary
}
