import Corpus
import Diagnostics

/// `tokenizer.json`, read strictly: what would change the ids is supported or refused by name.
struct TokenizerDocument {
  var vocabulary: Vocabulary
  var pipeline: TokenizerPipeline

  init(_ files: TokenizerFiles) throws {
    guard let root = try files.document(.tokenizer) else {
      throw InputError(files.directory, "no tokenizer.json in it", expected: "a tokenizer")
    }
    try root.allowOnly([
      "version", "truncation", "padding", "added_tokens", "normalizer", "pre_tokenizer",
      "post_processor", "decoder", "model",
    ])
    let model = try BytePairDocument(root.require("model"))
    let added = try Self.addedTokens(root, model: model)
    let entries = added.map { AddedTokenMatcher.Entry(token: $1, id: $0) }
    try Self.checkDecoder(root.require("decoder"))
    let around = try PostProcessorDocument(root.child("post_processor"))
    vocabulary = Vocabulary(tokens: model.tokens, added: added)
    pipeline = TokenizerPipeline(
      model: model.model,
      rawTokens: AddedTokenMatcher(entries.filter { !$0.token.isNormalized }),
      normalizedTokens: AddedTokenMatcher(entries.filter(\.token.isNormalized)),
      normalizer: try Self.normalizer(root.child("normalizer")),
      splits: try PreTokenizerDocument(root.require("pre_tokenizer")).steps,
      prefix: around.prefix, suffix: around.suffix)
  }

  private static func addedTokens(
    _ root: DocumentNode, model: BytePairDocument
  ) throws -> [Int32: AddedToken] {
    var added: [Int32: AddedToken] = [:]
    var seen: Set<[UInt8]> = []
    for node in try root.child("added_tokens")?.elements() ?? [] {
      let (id, token) = try addedToken(node)
      let known = model.id(of: token.content)
      guard known == nil || known == id, known == id || model.tokens[id] == nil else {
        throw node.error("the id \(id) of '\(token.content)' is not the model's", expected: "equal")
      }
      guard seen.insert(Array(token.content.utf8)).inserted, added[id] == nil else {
        throw node.error("'\(token.content)' or its id is there twice", expected: "each once")
      }
      added[id] = token
    }
    return added
  }

  private static func addedToken(_ node: DocumentNode) throws -> (Int32, AddedToken) {
    try node.allowOnly([
      "id", "content", "single_word", "lstrip", "rstrip", "normalized", "special",
    ])
    try node.requireNeutral("single_word", false)
    let content = try node.require("content").string()
    guard !content.isEmpty else { throw node.error("an empty token", expected: "some text") }
    var token = AddedToken(content, isSpecial: try node.child("special")?.bool() ?? false)
    token.stripsLeft = try node.child("lstrip")?.bool() ?? false
    token.stripsRight = try node.child("rstrip")?.bool() ?? false
    token.isNormalized = try node.child("normalized")?.bool() ?? !token.isSpecial
    return (try node.require("id").tokenID(), token)
  }

  private static func normalizer(_ node: DocumentNode?) throws -> Normalizer {
    guard let node else { return .none }
    let type = try node.require("type")
    switch try type.string() {
    case "NFC": return .nfc
    case "Sequence":
      let parts = try node.require("normalizers").elements().map(normalizer)
      return parts.contains(.nfc) ? .nfc : .none
    default: throw type.wrongType("NFC, or no normalizer")
    }
  }

  private static func checkDecoder(_ node: DocumentNode) throws {
    let type = try node.require("type")
    switch try type.string() {
    case "ByteLevel": return
    case "Sequence": try node.require("decoders").elements().forEach(checkDecoder)
    default: throw type.wrongType("ByteLevel")
    }
  }
}
