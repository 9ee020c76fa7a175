/// The `post_processor` of `tokenizer.json`: which ids stand around a text.
struct PostProcessorDocument {
  private(set) var prefix: [Int32] = []
  private(set) var suffix: [Int32] = []

  init(_ node: DocumentNode?) throws {
    if let node { try add(node) }
  }

  private mutating func add(_ node: DocumentNode) throws {
    let type = try node.require("type")
    switch try type.string() {
    case "ByteLevel": break
    case "Sequence": for part in try node.require("processors").elements() { try add(part) }
    case "TemplateProcessing": try addTemplate(node)
    default: throw type.wrongType("ByteLevel, TemplateProcessing or Sequence")
    }
  }

  /// A template for a single text: special tokens, the text `A`, special tokens.
  private mutating func addTemplate(_ node: DocumentNode) throws {
    let tokens = try node.require("special_tokens")
    var (before, after) = ([Int32](), [Int32]())
    var hasText = false
    let pieces = try node.require("single")
    for piece in try pieces.elements() {
      if let sequence = piece.child("Sequence") {
        guard !hasText, try sequence.require("id").string() == "A" else {
          throw sequence.error("a second text", expected: "one text, called A")
        }
        hasText = true
      } else {
        let name = try piece.require("SpecialToken").require("id").string()
        let ids = try tokens.require(name).require("ids").elements().map { try $0.tokenID() }
        if hasText { after += ids } else { before += ids }
      }
    }
    guard hasText else { throw pieces.error("no text", expected: "one text, called A") }
    prefix = before + prefix
    suffix += after
  }
}
