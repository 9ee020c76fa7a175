internal import Diagnostics
internal import Yams

extension RecipeNode {
  /// More than any recipe holds; aliases of aliases could make a small file endless.
  private static let largest = 100_000

  /// Parses YAML. Empty text is an empty mapping.
  ///
  /// - Throws: `InputError` with the line for anything that is not one YAML document, for keys that
  ///   occur twice in a mapping and for keys that are not plain text.
  init(yaml: String, place: RecipePlace) throws {
    let node: Node?
    do {
      node = try compose(yaml: yaml)
    } catch let error as YamlError {
      throw Self.refusal(error, place)
    }
    guard let node else {
      self = .mapping([], place)
      return
    }
    var room = Self.largest
    try self.init(node, place, &room)
  }

  private init(_ node: Node, _ file: RecipePlace, _ room: inout Int) throws {
    room -= 1
    guard room > 0 else {
      throw InputError(
        file.source, "holds more than \(Self.largest) values", expected: "a recipe",
        remedy: "do aliases repeat each other?")
    }
    var place = file
    if file.line == nil, let mark = node.mark { place.line = mark.line }
    // A flag is one line; its marks would say nothing.
    if file.source.hasPrefix("--") { place.line = nil }
    switch node {
    case .scalar(let scalar):
      let isPlain = scalar.style == .plain || scalar.style == .any
      self = .scalar(scalar.string, isPlain: isPlain, place)
    case .sequence(let sequence):
      self = .list(try sequence.map { try RecipeNode($0, file, &room) }, place)
    case .mapping(let mapping):
      self = .mapping(
        try mapping.map { key, value in
          guard case .scalar(let name) = key else {
            throw InputError(
              place.source, line: key.mark?.line, "has a key that is not text",
              expected: "names of settings")
          }
          let value = try RecipeNode(value, file, &room)
          var keyPlace = place
          if place.line != nil { keyPlace.line = key.mark?.line ?? place.line }
          return Entry(name.string, value, keyPlace)
        }, place)
    case .alias:
      throw InputError(
        place.source, line: place.line, "has an alias to something that is not there",
        expected: "an anchor before it")
    }
  }

  private static func refusal(_ error: YamlError, _ place: RecipePlace) -> InputError {
    func refusal(_ mark: Mark?, _ problem: String) -> InputError {
      let isFlag = place.source.hasPrefix("--")
      return InputError(
        place.source, line: isFlag ? nil : mark?.line, "is not YAML: \(problem)",
        remedy: isFlag ? "quote the value for YAML too" : nil)
    }
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return refusal(mark, problem)
    case .duplicatedKeysInMapping(let duplicates, let context):
      let keys = duplicates.sorted()
      return InputError(
        place.source, line: context.mark.line, key: keys.first, "is given twice",
        remedy: "keep one of them")
    default: return refusal(nil, "\(error)")
    }
  }
}
