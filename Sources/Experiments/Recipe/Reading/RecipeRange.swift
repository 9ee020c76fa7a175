/// Which values of its type a field may have, with the words for it.
struct RecipeRange<Value>: Sendable {
  var text: String
  var contains: @Sendable (Value) -> Bool

  init(_ text: String, _ contains: @escaping @Sendable (Value) -> Bool) {
    self.text = text
    self.contains = contains
  }
}

extension RecipeRange where Value: Comparable & Sendable {
  static func atLeast(_ least: Value) -> Self { Self("at least \(least)") { $0 >= least } }
  static func above(_ bound: Value) -> Self { Self("above \(bound)") { $0 > bound } }
  static func within(_ range: ClosedRange<Value>) -> Self {
    Self("\(range.lowerBound) to \(range.upperBound)") { range.contains($0) }
  }
}

extension RecipeRange where Value == Double {
  /// A share of a whole.
  static var fraction: Self { Self("0 to 1") { (0...1).contains($0) } }
  /// A decay rate.
  static var belowOne: Self { Self("0 up to but not 1") { (0..<1).contains($0) } }
}

extension RecipeRange {
  /// The same for a field that can be null.
  func orNull() -> RecipeRange<Value?> {
    let contains = self.contains
    return RecipeRange<Value?>("\(text), or null") { $0.map(contains) ?? true }
  }
}

extension RecipeRange where Value == String {
  /// Text on one line that a person can see.
  static var line: Self {
    Self("text on one line") { text in
      !text.isEmpty && text.first?.isWhitespace == false && text.last?.isWhitespace == false
        && !text.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
  }
}
