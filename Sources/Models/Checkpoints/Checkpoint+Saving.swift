public import Foundation
internal import Tensors
internal import Tokenization

extension Checkpoint {
  /// Writes the folder's files into `directory`, which exists and is empty: configuration,
  /// weights (in shards when they exceed `shardBytes`), tokenizer and model card.
  ///
  /// The caller makes the directory appear at once (`AtomicDirectory`).
  public func write(
    to directory: URL, card: ModelCard, shardBytes: Int = 5_000_000_000
  ) throws {
    var config = configuration.huggingFaceObject(tokens: tokens)
    if weights[Self.scalarHead] != nil {
      config["architectures"] = ["LlamaForSequenceClassification"]
      config["id2label"] = ["0": "score"]
      config["label2id"] = ["score": 0]
    }
    try writeJSON(config, to: directory, named: "config.json")
    var generation = tokens.huggingFaceFields
    generation["do_sample"] = true
    generation["temperature"] = 1.0
    try writeJSON(generation, to: directory, named: "generation_config.json")
    try writeWeights(to: directory, shardBytes: shardBytes)
    try tokenizer?.save(to: directory)
    try Data(card.text(for: self).utf8).write(
      to: directory.appendingPathComponent(ModelCard.fileName))
  }

  private func writeJSON(_ object: [String: Any], to directory: URL, named name: String) throws {
    var data = try JSONSerialization.data(
      withJSONObject: object, options: [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes])
    data.append(UInt8(ascii: "\n"))
    try data.write(to: directory.appendingPathComponent(name))
  }

  private func writeWeights(to directory: URL, shardBytes: Int) throws {
    let tensors = LlamaWeights.split(weights, configuration)
    let shards = Self.shards(tensors, shardBytes: shardBytes)
    guard shards.count > 1 else {
      let file = directory.appendingPathComponent(SafetensorsCollection.fileName)
      return try Safetensors.write(tensors, to: file)
    }
    var map: [String: String] = [:]
    for (index, shard) in shards.enumerated() {
      let name = String(format: "model-%05d-of-%05d.safetensors", index + 1, shards.count)
      try Safetensors.write(shard, to: directory.appendingPathComponent(name))
      for (tensor, _) in shard { map[tensor] = name }
    }
    let total = tensors.reduce(0) { $0 + Self.byteCount($1.tensor) }
    try writeJSON(
      ["metadata": ["total_size": total], "weight_map": map], to: directory,
      named: SafetensorsCollection.indexName)
  }

  private static func byteCount(_ tensor: Tensor) -> Int {
    tensor.count * tensor.dtype.byteCount
  }

  /// Fills shards in order; a tensor larger than a shard gets its own.
  private static func shards(
    _ tensors: [(name: String, tensor: Tensor)], shardBytes: Int
  ) -> [[(name: String, tensor: Tensor)]] {
    var shards: [[(name: String, tensor: Tensor)]] = [[]]
    var filled = 0
    for entry in tensors {
      let bytes = byteCount(entry.tensor)
      if filled + bytes > shardBytes, !shards[shards.count - 1].isEmpty {
        shards.append([])
        filled = 0
      }
      shards[shards.count - 1].append(entry)
      filled += bytes
    }
    return shards
  }
}
