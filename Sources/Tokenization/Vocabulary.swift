/// The tokens of a vocabulary as bytes, by id.
struct Vocabulary: Sendable {
  private let bytes: [UInt8]
  /// `starts[id]..<starts[id + 1]` are the bytes of a token; empty for an id that is not used.
  private let starts: [Int]
  let added: [Int32: AddedToken]
  private let ids: [[UInt8]: Int32]

  /// - Parameter tokens: bytes of the model's tokens by id.
  init(tokens: [Int32: [UInt8]], added: [Int32: AddedToken]) {
    let all = tokens.merging(added.mapValues { Array($0.content.utf8) }) { $1 }
    let count = all.keys.max().map { Int($0) + 1 } ?? 0
    var (bytes, starts) = ([UInt8](), [0])
    for id in 0..<count {
      bytes += all[Int32(id)] ?? []
      starts.append(bytes.count)
    }
    self.bytes = bytes
    self.starts = starts
    self.added = added
    ids = Dictionary(all.map { ($1, $0) }) { min($0, $1) }.merging(
      added.map { (Array($1.content.utf8), $0) }
    ) { $1 }
  }

  var count: Int { starts.count - 1 }

  func id(of token: String) -> Int32? { ids[Array(token.utf8)] }

  /// The bytes of a token; none for an id outside the vocabulary.
  func bytes(of id: Int32) -> ArraySlice<UInt8> {
    id >= 0 && id < count ? bytes[starts[Int(id)]..<starts[Int(id) + 1]] : []
  }

  func isSpecial(_ id: Int32) -> Bool { added[id]?.isSpecial ?? false }
}
