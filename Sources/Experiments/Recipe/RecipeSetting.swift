internal import Diagnostics

/// One `--set a.b=value`.
struct RecipeSetting {
  private let path: String
  private let value: RecipeNode

  /// - Throws: `InputError` when there is no `=` or the value is no YAML.
  init(_ text: String, flag: String = "--set") throws {
    guard let sign = text.firstIndex(of: "="), sign != text.startIndex else {
      throw InputError(
        "\(flag) \(text)", "has no value", expected: "path=value",
        remedy: "for example --set organism.mechanism=distilled")
    }
    path = text[..<sign].trimmingSpaces()
    let place = RecipePlace("\(flag) \(text)")
    let yaml = text[text.index(after: sign)...].trimmingSpaces()
    value =
      yaml.isEmpty
      ? .scalar("", isPlain: true, place) : try RecipeNode(yaml: yaml, place: place)
  }

  /// - Throws: `InputError` naming the nearest path when there is no such field.
  func applied(to tree: RecipeNode) throws -> RecipeNode {
    let sweep = tree["sweep"] ?? .mapping([], value.place)
    if path.hasPrefix("sweep.") {
      let axis = String(path.dropFirst("sweep.".count))
      try RecipeSchema.require(axis, at: value.place)
      let changed = value.isNull ? sweep.removing(axis) : replacing(axis, in: sweep)
      return tree.removing("sweep").setting(["sweep"], to: changed)
    }
    try RecipeSchema.require(path, at: value.place)
    // The later one counts: a value of its own ends the sweep over it, and what arms say of it.
    let pinned = tree["sweep"].map { _ in
      tree.removing("sweep").setting(["sweep"], to: sweep.removing(path))
    }
    return (pinned ?? tree).withoutArms(of: path).setting(
      path.split(separator: ".").map(String.init), to: value)
  }

  private func replacing(_ axis: String, in sweep: RecipeNode) -> RecipeNode {
    let entry = RecipeNode.Entry(axis, value, value.place)
    guard let index = sweep.entries.firstIndex(where: { $0.key == axis }) else {
      return .mapping(sweep.entries + [entry], sweep.place)
    }
    var entries = sweep.entries
    entries[index] = entry
    return .mapping(entries, sweep.place)
  }
}

extension RecipeNode {
  /// This recipe whose listed arms say nothing of `path`.
  fileprivate func withoutArms(of path: String) -> RecipeNode {
    guard case .list(let arms, let place)? = self["arms"] else { return self }
    let others = arms.map { arm in
      if case .mapping = arm { arm.removing(path) } else { arm }
    }
    return setting(["arms"], to: .list(others, place))
  }
}

extension Substring {
  fileprivate func trimmingSpaces() -> String {
    var text = self
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
