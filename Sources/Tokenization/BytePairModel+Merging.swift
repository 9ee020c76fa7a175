extension BytePairModel {
  /// Merges the pair of lowest rank, the leftmost of equals, until none merges; each step scans the
  /// whole word, which for short words beats any cleverer structure.
  func mergeShort(
    _ word: UnsafeBufferPointer<UInt8>, scratch: MergeScratch, into ids: inout [Int32]
  ) {
    let (symbols, pairs) = (scratch.symbols, scratch.pairs)
    var count = word.count
    for index in 0..<count { symbols[index] = byteIDs[Int(word[index])] }
    for index in 0..<(count - 1) {
      pairs[index] = merges.merge(symbols[index], symbols[index + 1])
    }
    while count > 1 {
      var (best, at) = (pairs[0], 0)
      for index in 1..<max(1, count - 1) where pairs[index] < best {
        (best, at) = (pairs[index], index)
      }
      if best == MergeTable.none { break }
      symbols[at] = Int32(truncatingIfNeeded: best)
      count -= 1
      for index in (at + 1)..<max(at + 1, count) {
        symbols[index] = symbols[index + 1]
        pairs[index - 1] = pairs[index]
      }
      if at > 0 { pairs[at - 1] = merges.merge(symbols[at - 1], symbols[at]) }
      if at + 1 < count { pairs[at] = merges.merge(symbols[at], symbols[at + 1]) }
    }
    for index in 0..<count { ids.append(symbols[index]) }
  }

  /// The same result in O(n log n): symbols in a linked list, candidate merges in a heap ordered by
  /// rank and then position. A candidate is stale when its pair has changed since it was queued.
  func mergeLong(_ word: UnsafeBufferPointer<UInt8>, into ids: inout [Int32]) {
    let gone: Int32 = -1
    var symbols = word.map { byteIDs[Int($0)] }
    var next = Array(1...symbols.count)
    var previous = Array(-1..<(symbols.count - 1))
    var queue = BinaryHeap<Candidate> { $0.precedes($1) }
    func enqueue(_ left: Int) {
      guard left >= 0, next[left] < symbols.count else { return }
      let merge = merges.merge(symbols[left], symbols[next[left]])
      if merge != MergeTable.none { queue.push(.init(merge: merge, position: left)) }
    }
    for index in symbols.indices { enqueue(index) }
    while let candidate = queue.pop() {
      let left = candidate.position
      let right = next[left]
      guard symbols[left] != gone, right < symbols.count,
        merges.merge(symbols[left], symbols[right]) == candidate.merge
      else { continue }
      symbols[left] = Int32(truncatingIfNeeded: candidate.merge)
      symbols[right] = gone
      next[left] = next[right]
      if next[left] < symbols.count { previous[next[left]] = left }
      enqueue(previous[left])
      enqueue(left)
    }
    for symbol in symbols where symbol != gone { ids.append(symbol) }
  }
}

/// A merge as `MergeTable.merge` packs it, and the index of its left symbol: lowest rank first,
/// then leftmost.
private struct Candidate {
  var merge: UInt64
  var position: Int

  func precedes(_ other: Candidate) -> Bool {
    merge != other.merge ? merge < other.merge : position < other.position
  }
}
