/// A byte-level byte-pair model: which ids spell a word.
struct BytePairModel: Sendable {
  /// The id of each single byte.
  let byteIDs: [Int32]
  let merges: MergeTable
  /// The words that are taken whole where the model says `ignore_merges`.
  let wholeWords: WholeWords?

  /// Bytes of whole tokens → id.
  struct WholeWords: Sendable {
    var index: ByteStringIndex
    /// The id of each string of `index`.
    var ids: [Int32]

    func id(of word: UnsafeBufferPointer<UInt8>) -> Int32? {
      index.find(word).map { ids[$0] }
    }
  }

  /// Appends the ids of `word`, which is not empty, to `ids`.
  func encode(_ word: UnsafeBufferPointer<UInt8>, scratch: MergeScratch, into ids: inout [Int32]) {
    if let id = wholeWords?.id(of: word) {
      ids.append(id)
    } else if word.count <= MergeScratch.shortWord {
      mergeShort(word, scratch: scratch, into: &ids)
    } else {
      mergeLong(word, into: &ids)
    }
  }
}

/// Memory for merging one short word, reused from word to word.
final class MergeScratch {
  /// Words up to this many bytes are merged by repeated scans, longer ones with a heap.
  static let shortWord = 64

  let symbols = UnsafeMutablePointer<Int32>.allocate(capacity: shortWord)
  let pairs = UnsafeMutablePointer<UInt64>.allocate(capacity: shortWord)

  deinit {
    symbols.deallocate()
    pairs.deallocate()
  }
}
