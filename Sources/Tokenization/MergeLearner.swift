/// Finds the merges of a byte-pair model from counted words: again and again the most frequent pair
/// of neighbours becomes a token. Counts are kept up to date for the words that a merge touches.
struct MergeLearner {
  /// Two neighbouring ids.
  struct Pair: Hashable {
    var left: Int32
    var right: Int32
  }

  /// Bytes of each token by id: the 256 bytes in the order of their spellings, then what was
  /// merged.
  private(set) var tokens: [[UInt8]]
  private var ids: [[UInt8]: Int32]
  /// Symbols of each word.
  private var words: [[Int32]]
  private let counts: [Int]
  private var pairCounts: [Pair: Int] = [:]
  /// Words in which a pair occurs or has occurred.
  private var places: [Pair: [Int32]] = [:]
  private var queue = BinaryHeap<Candidate> { $0.precedes($1) }

  init(words index: ByteStringIndex, counts: [Int]) {
    tokens = ByteAlphabet.order.map { [$0] }
    ids = Dictionary(uniqueKeysWithValues: tokens.enumerated().map { ($1, Int32($0)) })
    var byteIDs = [Int32](repeating: 0, count: 256)
    for (id, byte) in ByteAlphabet.order.enumerated() { byteIDs[Int(byte)] = Int32(id) }
    words = (0..<index.count).map { word in index[word].map { byteIDs[Int($0)] } }
    self.counts = counts
    countPairs()
  }

  private mutating func countPairs() {
    for (word, symbols) in words.enumerated() {
      for (left, right) in zip(symbols, symbols.dropFirst()) {
        note(Pair(left: left, right: right), in: word, change: 1)
      }
    }
    for (pair, count) in pairCounts { queue.push(.init(pair: pair, count: count)) }
  }

  private mutating func note(_ pair: Pair, in word: Int, change: Int) {
    pairCounts[pair, default: 0] += change * counts[word]
    guard change > 0 else { return }
    if places[pair]?.last != Int32(word) { places[pair, default: []].append(Int32(word)) }
  }

  /// Merges until there are `vocabularySize` tokens or no pair occurs `minimumFrequency` times.
  mutating func learn(vocabularySize: Int, minimumFrequency: Int) -> [Pair] {
    var merges: [Pair] = []
    while tokens.count < vocabularySize, var best = queue.pop() {
      let count = pairCounts[best.pair] ?? 0
      if count != best.count {
        best.count = count
        if count > 0 { queue.push(best) }
        continue
      }
      if count < max(1, minimumFrequency) { break }
      merges.append(best.pair)
      merge(best.pair)
    }
    return merges
  }

  private mutating func merge(_ pair: Pair) {
    let bytes = tokens[Int(pair.left)] + tokens[Int(pair.right)]
    let id = ids[bytes] ?? Int32(tokens.count)
    if Int(id) == tokens.count {
      tokens.append(bytes)
      ids[bytes] = id
    }
    var raised: Set<Pair> = []
    for word in places.removeValue(forKey: pair) ?? [] {
      replace(pair, by: id, in: Int(word), raised: &raised)
    }
    pairCounts[pair] = nil
    for pair in raised {
      if let count = pairCounts[pair], count > 0 { queue.push(.init(pair: pair, count: count)) }
    }
  }

  private mutating func replace(
    _ pair: Pair, by id: Int32, in word: Int, raised: inout Set<Pair>
  ) {
    var symbols: [Int32] = []
    let old = words[word]
    var index = 0
    while index < old.count {
      guard index + 1 < old.count, old[index] == pair.left, old[index + 1] == pair.right else {
        symbols.append(old[index])
        index += 1
        continue
      }
      if let before = symbols.last {
        note(Pair(left: before, right: pair.left), in: word, change: -1)
        note(Pair(left: before, right: id), in: word, change: 1)
        raised.insert(Pair(left: before, right: id))
      }
      if index + 2 < old.count {
        note(Pair(left: pair.right, right: old[index + 2]), in: word, change: -1)
        note(Pair(left: id, right: old[index + 2]), in: word, change: 1)
        raised.insert(Pair(left: id, right: old[index + 2]))
      }
      symbols.append(id)
      index += 2
    }
    words[word] = symbols
  }
}

extension MergeLearner {
  /// A pair with the count it had when it was queued; the most frequent first, of equals the one
  /// with the smaller ids.
  fileprivate struct Candidate {
    var pair: Pair
    var count: Int

    func precedes(_ other: Candidate) -> Bool {
      if count != other.count { return count > other.count }
      return (pair.left, pair.right) < (other.pair.left, other.pair.right)
    }
  }
}
