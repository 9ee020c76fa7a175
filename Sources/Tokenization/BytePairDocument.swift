import Corpus

/// The `model` of `tokenizer.json`: vocabulary and merges.
struct BytePairDocument {
  /// Bytes of each token by id.
  private(set) var tokens: [Int32: [UInt8]] = [:]
  private(set) var model: BytePairModel
  /// The tokens as the file spells them, and their ids in the same order.
  private let spellings: ByteStringIndex
  private let ids: [Int32]

  init(_ node: DocumentNode) throws {
    try Self.checkKind(of: node)
    let vocabulary = try node.require("vocab")
    (spellings, ids, tokens) = try Self.tokens(vocabulary)
    let lookup = Lookup(spellings: spellings, ids: ids)
    let ignoresMerges = try node.child("ignore_merges")?.bool() ?? false
    model = BytePairModel(
      byteIDs: try Self.byteIDs(vocabulary, lookup),
      merges: MergeTable(try Self.merges(node.require("merges"), lookup)),
      wholeWords: ignoresMerges ? Self.wholeWords(spellings, ids) : nil)
  }

  /// The id of a token as the file spells it.
  func id(of spelling: String) -> Int32? {
    Lookup(spellings: spellings, ids: ids).id(of: Array(spelling.utf8)[...])
  }

  private static func checkKind(of node: DocumentNode) throws {
    try node.allowOnly([
      "type", "dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix",
      "fuse_unk", "byte_fallback", "ignore_merges", "vocab", "merges",
    ])
    try node.requireNeutral("type", "BPE")
    try node.requireNeutral("dropout", 0, 0.0)
    try node.requireNeutral("continuing_subword_prefix", "")
    try node.requireNeutral("end_of_word_suffix", "")
    try node.requireNeutral("byte_fallback", false)
  }

  private struct Lookup {
    var spellings: ByteStringIndex
    var ids: [Int32]

    func id(of spelling: ArraySlice<UInt8>) -> Int32? {
      spelling.withUnsafeBufferPointer { spellings.find($0).map { ids[$0] } }
    }
  }

  private static func tokens(
    _ node: DocumentNode
  ) throws -> (ByteStringIndex, [Int32], [Int32: [UInt8]]) {
    let members = try node.object().members
    var spellings = ByteStringIndex(minimumCapacity: members.count)
    var ids: [Int32] = []
    var tokens = [Int32: [UInt8]](minimumCapacity: members.count)
    for member in members {
      let path = "\(node.path).\(member.key)"
      let entry = DocumentNode(value: member.value, file: node.file, path: path)
      let id = try entry.tokenID()
      guard !member.key.isEmpty else { throw entry.error("an empty token", expected: "some text") }
      let bytes = ByteAlphabet.bytes(of: member.key) ?? Array(member.key.utf8)
      guard tokens.updateValue(bytes, forKey: id) == nil else {
        throw entry.error("the id \(id) is there twice", expected: "an id of its own")
      }
      var spelling = member.key
      _ = spelling.withUTF8 { spellings.insert($0) }
      ids.append(id)
    }
    return (spellings, ids, tokens)
  }

  /// Every byte needs a token: otherwise text would be lost.
  private static func byteIDs(_ node: DocumentNode, _ lookup: Lookup) throws -> [Int32] {
    try (UInt8.min...UInt8.max).map { byte in
      let spelling = ByteAlphabet.spelling(of: [byte])
      guard let id = lookup.id(of: Array(spelling.utf8)[...]) else {
        throw node.error(
          "no token for the byte \(byte), spelt '\(spelling)'", expected: "all 256 bytes",
          remedy: "train with the byte-level alphabet as the initial alphabet")
      }
      return id
    }
  }

  private static func merges(
    _ node: DocumentNode, _ lookup: Lookup
  ) throws -> [(left: Int32, right: Int32, merged: Int32)] {
    try (node.value.array ?? node.elements().map(\.value)).enumerated().map { index, element in
      let entry = DocumentNode(value: element, file: node.file, path: "\(node.path)[\(index)]")
      let (left, right) = try pair(entry)
      guard let leftID = lookup.id(of: left), let rightID = lookup.id(of: right),
        let merged = lookup.id(of: (Array(left) + right)[...])
      else {
        throw entry.error(
          "a merge of or into a token that is not in the vocabulary", expected: "known tokens")
      }
      return (leftID, rightID, merged)
    }
  }

  /// Both spellings of a merge: "a b" and ["a", "b"].
  private static func pair(
    _ entry: DocumentNode
  ) throws -> (ArraySlice<UInt8>, ArraySlice<UInt8>) {
    let parts: [ArraySlice<UInt8>]
    if let text = entry.value.string {
      parts = Array(text.utf8).split(
        separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    } else {
      parts = try entry.elements().map { Array(try $0.string().utf8)[...] }
    }
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
      throw entry.error("not a pair", expected: "two tokens")
    }
    return (parts[0], parts[1])
  }

  /// Tokens outside the byte alphabet cannot match a word, which is spelt in it.
  private static func wholeWords(
    _ spellings: ByteStringIndex, _ ids: [Int32]
  ) -> BytePairModel.WholeWords {
    var words = BytePairModel.WholeWords(
      index: ByteStringIndex(minimumCapacity: ids.count), ids: [])
    for (index, id) in ids.enumerated() {
      let spelling = String(decoding: spellings[index], as: UTF8.self)
      guard let bytes = ByteAlphabet.bytes(of: spelling) else { continue }
      _ = bytes.withUnsafeBufferPointer { words.index.insert($0) }
      words.ids.append(id)
    }
    return words
  }
}

extension Dictionary {
  fileprivate init(minimumCapacity: Int) {
    self.init()
    reserveCapacity(minimumCapacity)
  }
}
