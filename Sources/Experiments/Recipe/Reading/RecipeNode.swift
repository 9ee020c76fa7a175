/// A value of a recipe as it was written, with the place it was written at. Yams parses; everything
/// after works on this tree, so that `--set` and `sweep` change values before they are decoded.
public indirect enum RecipeNode: Sendable {
  /// - `isPlain`: written without quotes, so that it can be a number, a truth value or null.
  case scalar(String, isPlain: Bool, RecipePlace)
  case list([RecipeNode], RecipePlace)
  /// In the order written.
  case mapping([Entry], RecipePlace)

  public struct Entry: Sendable {
    public var key: String
    public var value: RecipeNode
    /// Where the key stands.
    public var place: RecipePlace

    public init(_ key: String, _ value: RecipeNode, _ place: RecipePlace = .none) {
      self.key = key
      self.value = value
      self.place = place
    }
  }
}

/// Where a value of a recipe was written.
public struct RecipePlace: Sendable {
  /// The recipe's file as the user named it, or the flag.
  public var source: String
  public var line: Int?
  /// The folder to which relative paths are relative.
  public var folder: String

  public init(_ source: String, line: Int? = nil, folder: String = ".") {
    self.source = source
    self.line = line
    self.folder = folder
  }

  /// Of values that the program made.
  public static let none = RecipePlace("recipe")
}

/// Equal when the same is written, wherever it is.
extension RecipeNode: Equatable {
  public static func == (a: RecipeNode, b: RecipeNode) -> Bool {
    switch (a, b) {
    case (.scalar(let x, let isPlain, _), .scalar(let y, let otherIsPlain, _)):
      x == y && isPlain == otherIsPlain
    case (.list(let x, _), .list(let y, _)): x == y
    case (.mapping(let x, _), .mapping(let y, _)):
      x.count == y.count && zip(x, y).allSatisfy { $0.key == $1.key && $0.value == $1.value }
    default: false
    }
  }
}

extension RecipeNode {
  public var place: RecipePlace {
    switch self {
    case .scalar(_, _, let place), .list(_, let place), .mapping(_, let place): place
    }
  }

  static func plain(_ text: String) -> RecipeNode { .scalar(text, isPlain: true, .none) }
  static let null = plain("null")

  var isNull: Bool {
    guard case .scalar(let text, true, _) = self else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }

  /// What this is, for an error's text.
  var kindText: String {
    switch self {
    case .scalar(let text, let isPlain, _):
      isNull ? "null" : isPlain ? text : "the text \"\(text)\""
    case .list: "a list"
    case .mapping: "a mapping"
    }
  }

  var entries: [Entry] {
    if case .mapping(let entries, _) = self { entries } else { [] }
  }

  subscript(key: String) -> RecipeNode? {
    entries.first { $0.key == key }?.value
  }

  /// The value under `path`; nil when something on the way is not there.
  subscript(path: [String]) -> RecipeNode? {
    path.reduce(Optional(self)) { $0?[$1] }
  }
}

extension RecipeNode {
  /// This tree with `value` at `path`; mappings on the way are made when absent. A mapping is laid
  /// over what is there, key by key; anything else replaces it.
  func setting(_ path: [String], to value: RecipeNode) -> RecipeNode {
    guard let key = path.first else { return overlaid(with: value) }
    var entries = self.entries
    let rest = Array(path.dropFirst())
    if let index = entries.firstIndex(where: { $0.key == key }) {
      entries[index].value = entries[index].value.setting(rest, to: value)
    } else {
      let empty = RecipeNode.mapping([], value.place)
      entries.append(Entry(key, rest.isEmpty ? value : empty.setting(rest, to: value), value.place))
    }
    return .mapping(entries, place)
  }

  /// This mapping without `key`.
  func removing(_ key: String) -> RecipeNode {
    .mapping(entries.filter { $0.key != key }, place)
  }

  private func overlaid(with other: RecipeNode) -> RecipeNode {
    guard case .mapping = self, case .mapping(let entries, _) = other else { return other }
    return entries.reduce(self) { $0.setting([$1.key], to: $1.value) }
  }
}
