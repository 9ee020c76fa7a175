import Diagnostics

/// The `pre_tokenizer` of `tokenizer.json`: how text is cut into words.
struct PreTokenizerDocument {
  private(set) var steps: [TokenizerPipeline.SplitStep] = []

  init(_ node: DocumentNode) throws {
    var isByteLevel = false
    try add(node, isByteLevel: &isByteLevel)
    guard isByteLevel else {
      throw node.error("no ByteLevel step", expected: "a byte-level tokenizer")
    }
  }

  private mutating func add(_ node: DocumentNode, isByteLevel: inout Bool) throws {
    let type = try node.require("type")
    if isByteLevel { throw node.error("a step after ByteLevel", expected: "ByteLevel to be last") }
    switch try type.string() {
    case "Sequence":
      for part in try node.require("pretokenizers").elements() {
        try add(part, isByteLevel: &isByteLevel)
      }
    case "Split": try addSplit(node)
    case "Digits": try addDigits(node)
    case "ByteLevel":
      try addByteLevel(node)
      isByteLevel = true
    default: throw type.wrongType("Sequence, Split, Digits or ByteLevel")
    }
  }

  private mutating func addSplit(_ node: DocumentNode) throws {
    try node.allowOnly(["type", "pattern", "behavior", "invert"])
    let pattern = try node.require("pattern")
    try pattern.allowOnly(["Regex"])
    let regex = try pattern.require("Regex")
    let behavior = try node.require("behavior")
    guard try behavior.string() == "Isolated" else { throw behavior.wrongType("Isolated") }
    // Isolated keeps matches and what lies between them alike, so `invert` changes nothing.
    _ = try node.child("invert")?.bool()
    steps.append(
      .pattern(try SplitPattern(try regex.string(), file: regex.file, key: regex.path)))
  }

  private mutating func addDigits(_ node: DocumentNode) throws {
    try node.allowOnly(["type", "individual_digits"])
    let areSeparate = try node.child("individual_digits")?.bool() ?? false
    let source = areSeparate ? #"\p{N}"# : #"\p{N}+"#
    steps.append(.pattern(try SplitPattern(source, file: node.file, key: node.path)))
  }

  private mutating func addByteLevel(_ node: DocumentNode) throws {
    try node.allowOnly(["type", "add_prefix_space", "trim_offsets", "use_regex"])
    if try node.child("add_prefix_space")?.bool() ?? true { steps.append(.prefixSpace) }
    if try node.child("use_regex")?.bool() ?? true {
      let pattern = SplitPattern.Family.gpt2
      steps.append(.pattern(try SplitPattern(pattern, file: node.file, key: node.path)))
    }
  }
}
