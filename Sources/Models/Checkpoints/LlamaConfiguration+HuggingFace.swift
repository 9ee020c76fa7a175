package import Diagnostics
package import Foundation
internal import Layers

extension LlamaConfiguration {
  /// Reads transformers' `config.json`, of version 5 (`rope_parameters`) or before (`rope_theta`,
  /// `rope_scaling`). A setting that changes the arithmetic and is not supported is an error.
  package init(configFile url: URL) throws(InputError) {
    let fields = try JSONFields(file: url)
    try Self.refuseUnsupported(fields)
    let size = 1...(1 << 24)
    func count(_ key: String) throws(InputError) -> Int {
      try fields.required(key, try fields.int(key, in: size))
    }
    let heads = try count("num_attention_heads")
    let width = try count("hidden_size")
    self.init(
      vocabularySize: try count("vocab_size"), width: width,
      layers: try count("num_hidden_layers"), heads: heads,
      keyValueHeads: try fields.int("num_key_value_heads", in: size),
      headSize: try fields.int("head_dim", in: size),
      intermediateWidth: try count("intermediate_size"),
      context: try count("max_position_embeddings"),
      normEpsilon: try fields.double("rms_norm_eps") ?? 1e-6,
      rotary: try Self.rotary(fields),
      tiesEmbedding: try fields.bool("tie_word_embeddings") ?? false,
      initializerRange: try fields.double("initializer_range") ?? 0.02)
    try check(fields)
  }

  private static func refuseUnsupported(_ fields: JSONFields) throws(InputError) {
    guard try fields.string("model_type") == "llama" else {
      throw fields.wrong("model_type", "'llama'; other families are not supported")
    }
    guard try fields.string("hidden_act") ?? "silu" == "silu" else {
      throw fields.wrong("hidden_act", "'silu'")
    }
    for key in ["attention_bias", "mlp_bias"] where try fields.bool(key) ?? false {
      throw fields.wrong(key, "false; biases are not supported")
    }
    if fields.has("quantization_config") {
      throw fields.wrong("quantization_config", "none; de-quantise the checkpoint first")
    }
  }

  private func check(_ fields: JSONFields) throws(InputError) {
    guard heads % keyValueHeads == 0 else {
      throw fields.wrong("num_key_value_heads", "a divisor of num_attention_heads (\(heads))")
    }
    guard headSize > 0, headSize % 2 == 0 else {
      throw InputError(
        fields.path, key: "head_dim", "is \(headSize)", expected: "an even number above 0",
        remedy: "without the key it is hidden_size / num_attention_heads")
    }
    guard normEpsilon > 0, rotary.base > 0 else {
      throw fields.wrong(normEpsilon > 0 ? "rope_theta" : "rms_norm_eps", "a number above 0")
    }
  }

  private static func rotary(
    _ fields: JSONFields
  ) throws(InputError) -> RotaryEmbedding.Configuration {
    let parameters = try fields.object("rope_parameters")
    let nested = try parameters?.double("rope_theta")
    let flat = try fields.double("rope_theta")
    let base = nested ?? flat ?? 10_000
    let older = try fields.object("rope_scaling")
    guard let scaling = parameters ?? older else { return .init(base: base) }
    func number(_ key: String) throws(InputError) -> Double {
      try scaling.required(key, try scaling.double(key))
    }
    let olderKind = try scaling.string("type")
    let kind = try scaling.string("rope_type") ?? olderKind ?? "default"
    switch kind {
    case "default": return .init(base: base)
    case "linear": return .init(base: base, scaling: .linear(factor: try number("factor")))
    case "llama3":
      return .init(
        base: base,
        scaling: .llama3(
          factor: try number("factor"), lowFrequencyFactor: try number("low_freq_factor"),
          highFrequencyFactor: try number("high_freq_factor"),
          originalContext: Int(try number("original_max_position_embeddings"))))
    default:
      throw scaling.wrong("rope_type", "'default', 'linear' or 'llama3'")
    }
  }

  /// The members of `config.json` that transformers 5 writes for such a model.
  func huggingFaceObject(tokens: SpecialTokenIDs) -> [String: Any] {
    var object: [String: Any] = [
      "architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_act": "silu",
      "attention_bias": false, "mlp_bias": false, "attention_dropout": 0.0,
      "vocab_size": vocabularySize, "hidden_size": width, "num_hidden_layers": layers,
      "num_attention_heads": heads, "num_key_value_heads": keyValueHeads, "head_dim": headSize,
      "intermediate_size": intermediateWidth, "max_position_embeddings": context,
      "rms_norm_eps": normEpsilon, "tie_word_embeddings": tiesEmbedding,
      "initializer_range": initializerRange, "dtype": "float32", "use_cache": true,
      "rope_theta": rotary.base, "rope_parameters": rotary.huggingFaceObject,
    ]
    for (key, id) in tokens.huggingFaceFields { object[key] = id }
    return object
  }
}

extension RotaryEmbedding.Configuration {
  fileprivate var huggingFaceObject: [String: Any] {
    switch scaling {
    case .none: ["rope_theta": base, "rope_type": "default"]
    case .linear(let factor): ["rope_theta": base, "rope_type": "linear", "factor": factor]
    case .llama3(let factor, let low, let high, let context):
      [
        "rope_theta": base, "rope_type": "llama3", "factor": factor, "low_freq_factor": low,
        "high_freq_factor": high, "original_max_position_embeddings": context,
      ]
    }
  }
}
