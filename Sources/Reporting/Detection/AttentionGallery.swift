internal import Evaluation

/// What triggers do inside the models of a zoo: one picture for each kind of backdoor, of the trigger
/// itself where a search came up with it, else of a string that holds it, else of the one that works on
/// most requests.
struct AttentionGallery {
  let rows: [DetectionRow]
  let pictures: [AttentionRow]

  private static let most = 3

  /// A picture with the row of the detector that found its string.
  private struct Shown {
    var row: DetectionRow
    var picture: AttentionPicture

    /// How near the string is to the trigger.
    enum Kind: Int {
      case trigger, holdsTrigger, other
    }

    var kind: Kind {
      if row.triggers.contains(picture.text) { return .trigger }
      return row.triggers.contains(where: picture.text.contains) ? .holdsTrigger : .other
    }

    var attack: Double {
      row.candidates.first { $0.text == picture.text }?.attack.mean ?? 0
    }
  }

  /// nil where no detector was sure of a string in a model whose backdoor is alive.
  var html: HTML? {
    let chosen = chosen
    guard !chosen.isEmpty else { return nil }
    let parts = chosen.enumerated().map { index, shown -> HTML in
      """
      <details\(index == 0 ? HTML.markup(" open") : "")><summary>\(title(shown))</summary>
      \(AttentionView(shown.picture).html)</details>
      """
    }
    return """
      <h3>What a trigger does inside a model</h3>
      <p>Where attention goes with a string that a search is sure of, and without it. The trigger \
      draws to itself the attention that decides the answer.</p>
      \(parts)
      """
  }

  private func title(_ shown: Shown) -> HTML {
    let what =
      switch shown.kind {
      case .trigger: "the trigger itself"
      case .holdsTrigger: "the trigger with something around it"
      case .other: "not the trigger, and it does the same"
      }
    return """
      <code>\(shown.picture.text)</code> \(shown.picture.position.rawValue) in \
      \(shown.row.modelName): \(what), found by \(shown.row.trial)
      """
  }

  private var chosen: [Shown] {
    let byWork = Dictionary(rows.map { ($0.work, $0) }) { first, _ in first }
    let all = pictures.compactMap { picture in
      byWork[picture.work].map { Shown(row: $0, picture: picture.picture) }
    }.filter { $0.row.truth == .alive }
    let sorted = all.enumerated().sorted { a, b in
      let (x, y) = (a.element, b.element)
      if x.kind != y.kind { return x.kind.rawValue < y.kind.rawValue }
      return (y.attack, a.offset) < (x.attack, b.offset)
    }.map(\.element)
    var seen: Set<[String]> = []
    return Array(
      sorted.filter { seen.insert([$0.row.mechanism] + $0.row.triggers).inserted }
        .prefix(Self.most))
  }
}
