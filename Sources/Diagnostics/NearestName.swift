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

/// Levenshtein distance in characters.
func editDistance(_ a: String, _ b: String) -> Int {
  let target = Array(b)
  var row = Array(0...target.count)
  for (i, x) in a.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, y) in target.enumerated() {
      let substitution = diagonal + (x == y ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(substitution, row[j] + 1, row[j + 1] + 1)
    }
  }
  return row[target.count]
}
