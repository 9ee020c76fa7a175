internal import Diagnostics

/// A mapping of a recipe with a fixed set of keys. One list of fields serves reading, writing and
/// the naming of misspelt keys. Values are read over what the section already holds: its defaults.
protocol RecipeSection: RecipeValue {
  /// Every field at its default.
  init()
  /// In the order in which they are written.
  static var fields: [RecipeField<Self>] { get }
  /// Checks what concerns several fields, after all were read.
  ///
  /// - Parameters:
  ///   - given: the keys that were written; the others hold defaults.
  ///   - node: the section, for the place of errors.
  mutating func settle(given: [String], _ node: RecipeNode, key: String) throws
}

extension RecipeSection {
  mutating func settle(given: [String], _ node: RecipeNode, key: String) throws {}

  static func read(_ node: RecipeNode, key: String) throws -> Self {
    var section = Self()
    try section.take(node, key: key)
    return section
  }

  /// Reads `node` over the values that are there.
  mutating func take(_ node: RecipeNode, key: String) throws {
    guard case .mapping(let entries, _) = node else {
      throw node.refusal(key, "is \(node.kindText)", expected: "a mapping of settings")
    }
    let fields = Self.fields
    for entry in entries {
      let path = dotted(key, entry.key)
      guard let field = fields.first(where: { $0.name == entry.key }) else {
        throw RecipeSchema.unknown(path, among: fields.map(\.name), at: entry.place)
      }
      try field.read(&self, entry.value, path)
    }
    try settle(given: entries.map(\.key), node, key: key)
  }

  var recipeNode: RecipeNode {
    .mapping(Self.fields.map { .init($0.name, $0.write(self)) }, .none)
  }
}

/// One key of a section.
struct RecipeField<Section: RecipeSection> {
  var name: String
  var read: (inout Section, RecipeNode, _ key: String) throws -> Void
  var write: (Section) -> RecipeNode
  /// The dotted names below this one; empty for a single value.
  var inner: [String] = []

  /// A value of its own.
  init<Value: RecipeValue>(
    _ name: String, _ path: WritableKeyPath<Section, Value>, _ range: RecipeRange<Value>? = nil
  ) {
    self.name = name
    read = { section, node, key in
      let value = try Value.read(node, key: key)
      if let range, !range.contains(value) {
        throw node.refusal(key, "is \(value.recipeNode.displayText)", expected: range.text)
      }
      section[keyPath: path] = value
    }
    write = { $0[keyPath: path].recipeNode }
  }

  /// A list without repetitions, each element within `range`.
  init<Element: RecipeValue>(
    _ name: String, set path: WritableKeyPath<Section, [Element]>,
    _ range: RecipeRange<Element>? = nil
  ) {
    self.init(name, path)
    read = { section, node, key in
      let values = try [Element].read(node, key: key)
      for (index, value) in values.enumerated() {
        let key = "\(key)[\(index)]"
        let text = value.recipeNode.displayText
        if let range, !range.contains(value) {
          throw node.refusal(key, "is '\(text)'", expected: range.text)
        }
        if values[..<index].contains(value) { throw node.refusal(key, "is '\(text)' once more") }
      }
      section[keyPath: path] = values
    }
  }

  /// A section inside this one.
  init<Inner: RecipeSection>(_ name: String, section path: WritableKeyPath<Section, Inner>) {
    self.name = name
    read = { section, node, key in try section[keyPath: path].take(node, key: key) }
    write = { $0[keyPath: path].recipeNode }
    inner = Inner.paths
  }
}

extension RecipeField {
  /// A section that may be absent: null, or settings over its defaults.
  init<Inner: RecipeSection>(
    _ name: String, optional path: WritableKeyPath<Section, Inner?>
  ) {
    self.init(name, path)
    inner = Inner.paths
  }
}

extension RecipeSection {
  /// The dotted paths of every field, sections themselves included.
  static var paths: [String] {
    fields.flatMap { field in [field.name] + field.inner.map { "\(field.name).\($0)" } }
  }
}

/// `key` inside the section at `path`.
func dotted(_ path: String, _ key: String) -> String {
  path.isEmpty ? key : "\(path).\(key)"
}
