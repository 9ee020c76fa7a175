internal import Diagnostics
internal import Foundation
internal import Tensors

/// Between our weights, whose query, key and value rows (and gate and up rows) lie in one matrix,
/// and the names and parts of transformers' checkpoints.
enum LlamaWeights {
  struct Part {
    let name: String
    let rows: Int
  }

  /// The checkpoint's tensors that make up one of our weights, stacked by rows.
  static func parts(of weight: String, in configuration: LlamaConfiguration) -> [Part] {
    let queries = configuration.heads * configuration.headSize
    let keys = configuration.keyValueHeads * configuration.headSize
    let (width, intermediate) = (configuration.width, configuration.intermediateWidth)
    switch weight {
    case "embedding": return [Part(name: embeddingName, rows: configuration.vocabularySize)]
    case "finalNorm": return [Part(name: "model.norm.weight", rows: width)]
    case "head": return [Part(name: headName, rows: configuration.vocabularySize)]
    case scalarHead: return [Part(name: "score.weight", rows: 1)]
    default: break
    }
    let path = weight.split(separator: ".")
    let layer = "model.layers.\(path[1])"
    switch path[2] {
    case "inputNorm": return [Part(name: "\(layer).input_layernorm.weight", rows: width)]
    case "feedForwardNorm":
      return [Part(name: "\(layer).post_attention_layernorm.weight", rows: width)]
    case "qkv":
      return [("q", queries), ("k", keys), ("v", keys)].map {
        Part(name: "\(layer).self_attn.\($0)_proj.weight", rows: $1)
      }
    case "output": return [Part(name: "\(layer).self_attn.o_proj.weight", rows: width)]
    case "gateUp":
      return ["gate", "up"].map {
        Part(name: "\(layer).mlp.\($0)_proj.weight", rows: intermediate)
      }
    case "down": return [Part(name: "\(layer).mlp.down_proj.weight", rows: width)]
    default: fatalError("no such weight: \(weight)")
    }
  }

  static let embeddingName = "model.embed_tokens.weight"
  static let headName = "lm_head.weight"
  /// Our name of the row [1, C] that turns a hidden state into one number, in the models that have
  /// it: preference models and value functions.
  static let scalarHead = "score"

  /// Every weight of these that belongs to the model, in a fixed order.
  private static func shapes(
    _ configuration: LlamaConfiguration, hasScalarHead: Bool
  ) -> [(name: String, shape: [Int])] {
    configuration.weightShapes + (hasScalarHead ? [(scalarHead, [1, configuration.width])] : [])
  }

  /// Reads every weight in f32. Each tensor of the files is used, tied or known to be derived;
  /// anything else, and anything missing or of another shape, is an error that names it.
  static func read(
    _ files: SafetensorsCollection, _ configuration: LlamaConfiguration
  ) throws(InputError) -> [String: Tensor] {
    var weights: [String: Tensor] = [:]
    var used: Set<String> = []
    let hasScalarHead = files.shape(of: "score.weight") != nil
    for (name, shape) in shapes(configuration, hasScalarHead: hasScalarHead) {
      var stack: [Tensor] = []
      for part in parts(of: name, in: configuration) {
        stack.append(
          try tensor(part.name, shape: [part.rows] + shape.dropFirst(), in: files))
        used.insert(part.name)
      }
      weights[name] = stack.count == 1 ? stack[0] : .concatenated(stack, along: 0)
    }
    if configuration.tiesEmbedding { try checkTiedHead(files, weights["embedding"]!, &used) }
    for name in files.names where !used.contains(name) && !name.hasSuffix("rotary_emb.inv_freq") {
      throw InputError(
        files.path(of: name)!, key: name, "is not a tensor of this model",
        expected: "the tensors of a Llama with \(configuration.layers) layers")
    }
    return weights
  }

  private static func tensor(
    _ name: String, shape: [Int], in files: SafetensorsCollection
  ) throws(InputError) -> Tensor {
    guard let found = files.shape(of: name) else {
      throw InputError(files.directory.path, key: name, "is missing from the weights")
    }
    guard found == shape else {
      throw InputError(
        files.path(of: name)!, key: name, "has shape \(found)", expected: "\(shape) by config.json")
    }
    let tensor = files.tensor(name)!
    guard tensor.dtype.isFloatingPoint else {
      throw InputError(
        files.path(of: name)!, key: name, "is of \(tensor.dtype.rawValue)",
        expected: "floating-point weights")
    }
    return tensor.to(.f32)
  }

  /// A tied checkpoint may hold the head as well, but only as the same numbers.
  private static func checkTiedHead(
    _ files: SafetensorsCollection, _ embedding: Tensor, _ used: inout Set<String>
  ) throws(InputError) {
    guard files.shape(of: headName) != nil else { return }
    let head = try tensor(headName, shape: embedding.shape, in: files)
    guard (head .== embedding).all().scalar == 1 else {
      throw InputError(
        files.path(of: headName)!, key: headName, "differs from the embedding",
        expected: "equal tensors, since config.json says tie_word_embeddings: true")
    }
    used.insert(headName)
  }

  /// The tensors of a checkpoint, views of our weights.
  static func split(
    _ weights: [String: Tensor], _ configuration: LlamaConfiguration
  ) -> [(name: String, tensor: Tensor)] {
    let shapes = shapes(configuration, hasScalarHead: weights[scalarHead] != nil)
    return shapes.flatMap { name, _ in
      var start = 0
      return parts(of: name, in: configuration).map { part in
        defer { start += part.rows }
        return (part.name, weights[name]!.narrowed(0, from: start, length: part.rows))
      }
    }
  }
}
