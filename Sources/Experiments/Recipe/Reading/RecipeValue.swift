internal import Diagnostics
internal import Foundation

/// A type that a field of a recipe can have.
protocol RecipeValue: Sendable, Equatable {
  /// - Parameter key: the field's dotted path, for the error.
  /// - Throws: `InputError` that names the place and says what was expected.
  static func read(_ node: RecipeNode, key: String) throws -> Self
  var recipeNode: RecipeNode { get }
}

extension RecipeNode {
  func refusal(
    _ key: String, _ problem: String, expected: String? = nil, remedy: String? = nil
  ) -> InputError {
    InputError(
      place.source, line: place.line, key: key, problem, expected: expected, remedy: remedy)
  }

  /// The text of an unquoted scalar.
  fileprivate func plainText(_ key: String, expected: String) throws -> String {
    guard case .scalar(let text, true, _) = self, !isNull else {
      throw refusal(key, "is \(kindText)", expected: expected)
    }
    return text
  }
}

extension Bool: RecipeValue {
  static func read(_ node: RecipeNode, key: String) throws -> Bool {
    let text = try node.plainText(key, expected: "true or false")
    guard let value = Bool(text) else {
      throw node.refusal(key, "is \(text)", expected: "true or false")
    }
    return value
  }

  var recipeNode: RecipeNode { .plain(self ? "true" : "false") }
}

extension FixedWidthInteger where Self: RecipeValue {
  /// Also accepts `60_000` and, where it is whole and exact, `4e6`.
  static func read(_ node: RecipeNode, key: String) throws -> Self {
    let written = try node.plainText(key, expected: "a whole number")
    let text = written.replacing("_", with: "")
    if let value = Self(text) { return value }
    guard let number = Double(text), abs(number) < 0x1p53, let value = Self(exactly: number) else {
      throw node.refusal(key, "is \(written)", expected: "a whole number")
    }
    return value
  }

  var recipeNode: RecipeNode { .plain("\(self)") }
}

extension Int: RecipeValue {}
extension UInt64: RecipeValue {}

extension Double: RecipeValue {
  static func read(_ node: RecipeNode, key: String) throws -> Double {
    let text = try node.plainText(key, expected: "a number")
    guard let value = Double(text.replacing("_", with: "")), value.isFinite,
      text.unicodeScalars.allSatisfy({ "0123456789+-.eE_".unicodeScalars.contains($0) })
    else { throw node.refusal(key, "is \(text)", expected: "a number") }
    return value
  }

  var recipeNode: RecipeNode {
    .plain(self == rounded() && abs(self) < 0x1p53 ? "\(Int(self))" : "\(self)")
  }
}

extension String: RecipeValue {
  static func read(_ node: RecipeNode, key: String) throws -> String {
    guard case .scalar(let text, _, _) = node, !node.isNull else {
      throw node.refusal(key, "is \(node.kindText)", expected: "text")
    }
    return text
  }

  var recipeNode: RecipeNode { .text(self) }
}

extension Optional: RecipeValue where Wrapped: RecipeValue {
  static func read(_ node: RecipeNode, key: String) throws -> Wrapped? {
    node.isNull ? nil : try Wrapped.read(node, key: key)
  }

  var recipeNode: RecipeNode { self?.recipeNode ?? .null }
}

extension Array: RecipeValue where Element: RecipeValue {
  static func read(_ node: RecipeNode, key: String) throws -> [Element] {
    guard case .list(let items, _) = node else {
      throw node.refusal(key, "is \(node.kindText)", expected: "a list in brackets")
    }
    return try items.enumerated().map { try Element.read($1, key: "\(key)[\($0)]") }
  }

  var recipeNode: RecipeNode { .list(map(\.recipeNode), .none) }
}
