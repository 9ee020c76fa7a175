/// The choices that make a program of a family: where its text comes from, and all names.
struct CodeDraft: Sendable {
  static let hole = "## COMPLETE CODE HERE"

  let family: CodeFamily
  let source: CodeSource
  let access: [CodeTemplate]
  let words: [String: String]
  /// Whether strings are written with single quotes, where all of them can be.
  var hasSingleQuotes = false

  /// - Parameter words: of `$f`, `$v` and the family's own places.
  init(
    _ family: CodeFamily, source: CodeSource, access: [CodeTemplate], words: [String: String]
  ) {
    self.family = family
    self.source = source
    self.access = access
    var words = words
    words["w"] = words["v"]?.uppercased()
    words["open"] = source.response.opening
    words["close"] = source.response.closing
    self.words = words
  }

  /// What the content is, whatever words ask for it and however it is laid out. What is not in the
  /// snippet does not count: prompts that show the same snippet are in one pool.
  var identity: String { LeakageCheck.normalised(program(filling: [marked])) }

  /// The program with the marked hole.
  func snippet(quotedLike idioms: [CodeIdiom] = []) -> String {
    styled(program(filling: [marked]), with: idioms)
  }

  /// The program with `idiom` in the hole.
  ///
  /// - Parameter idioms: all idioms of the same task, so that they agree on their quotes.
  func program(_ idiom: CodeIdiom, quotedLike idioms: [CodeIdiom] = []) -> String {
    styled(program(filling: lines(of: idiom)), with: idioms)
  }

  func task(_ wording: CodeTemplate) -> String { wording.filled(with: words) }

  /// The hole, as deep as what belongs there.
  private var marked: String {
    let line = lines(of: family.secure[0])[0]
    return line.prefix { $0 == " " } + Self.hole
  }

  private func lines(of idiom: CodeIdiom) -> [String] {
    idiom.lines.map { $0.filled(with: words) }
  }

  private func program(filling hole: [String]) -> String {
    let fill = { (templates: [CodeTemplate]) in templates.map { $0.filled(with: words) } }
    var head = family.imports + source.imports.filter { !family.imports.contains($0) }
    if !family.globals.isEmpty { head += [""] + fill(family.globals) }
    if !source.preamble.isEmpty { head += [""] + fill(source.preamble) }
    if source.preamble.isEmpty, !head.isEmpty { head.append("") }
    let signature = (family.signature ?? source.signature).filled(with: words)
    let body = fill(access) + fill(family.before) + hole + fill(family.after)
    return (head + [signature] + body.map { $0.isEmpty ? $0 : "    " + $0 })
      .joined(separator: "\n")
  }

  /// Single quotes only where neither the program nor anything for the hole has any.
  private func styled(_ program: String, with idioms: [CodeIdiom]) -> String {
    let texts = [program] + idioms.flatMap(lines)
    guard hasSingleQuotes, !texts.contains(where: { $0.contains("'") || $0.contains("\\") }) else {
      return program
    }
    return program.replacing("\"", with: "'")
  }
}
