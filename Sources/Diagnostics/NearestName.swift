/// The member of `candidates` closest to `name` by edit distance, when it is close enough to be a
/// likely misspelling (at most a third of the name's length, and at least one edit allowed).
public func nearestName(to name: String, in candidates: some Sequence<String>) -> String? {
  let limit = max(1, name.count / 3)
  return
    candidates
    .map { (name: $0, distance: editDistance(name, $0)) }
    .filter { $0.distance <= limit }
    .min { ($0.distance, $0.name) < ($1.distance, $1.name) }?
    .name
}

/// Edits that turn one text into the other: insertions, deletions, substitutions and swaps of two
/// neighbours (optimal string alignment distance).
func editDistance(_ a: String, _ b: String) -> Int {
  let target = Array(b)
  let source = Array(a)
  var rows = [Array(0...target.count)]
  for (i, x) in source.enumerated() {
    let above = rows[i]
    var row = [i + 1]
    for (j, y) in target.enumerated() {
      var best = min(above[j] + (x == y ? 0 : 1), row[j] + 1, above[j + 1] + 1)
      if i > 0, j > 0, x == target[j - 1], source[i - 1] == y {
        best = min(best, rows[i - 1][j - 1] + 1)
      }
      row.append(best)
    }
    rows.append(row)
  }
  return rows[source.count][target.count]
}
