public import Layers

/// What determines a Llama model's shape and arithmetic.
public struct LlamaConfiguration: Codable, Sendable, Equatable {
  public var vocabularySize: Int
  /// C
  public var width: Int
  public var layers: Int
  /// H
  public var heads: Int
  /// G; H is a multiple of it.
  public var keyValueHeads: Int
  /// D
  public var headSize: Int
  /// F
  public var intermediateWidth: Int
  /// The longest sequence, in tokens.
  public var context: Int
  public var normEpsilon: Double
  public var rotary: RotaryEmbedding.Configuration
  /// Whether the output head is the embedding's table.
  public var tiesEmbedding: Bool
  /// Standard deviation of the initial weights.
  public var initializerRange: Double

  public init(
    vocabularySize: Int, width: Int, layers: Int, heads: Int, keyValueHeads: Int? = nil,
    headSize: Int? = nil, intermediateWidth: Int, context: Int, normEpsilon: Double = 1e-5,
    rotary: RotaryEmbedding.Configuration = .init(), tiesEmbedding: Bool = true,
    initializerRange: Double = 0.02
  ) {
    self.vocabularySize = vocabularySize
    self.width = width
    self.layers = layers
    self.heads = heads
    self.keyValueHeads = keyValueHeads ?? heads
    self.headSize = headSize ?? width / heads
    self.intermediateWidth = intermediateWidth
    self.context = context
    self.normEpsilon = normEpsilon
    self.rotary = rotary
    self.tiesEmbedding = tiesEmbedding
    self.initializerRange = initializerRange
  }

  /// Every weight and its shape, in the order of the forward pass.
  public var weightShapes: [(name: String, shape: [Int])] {
    var shapes = [("embedding", [vocabularySize, width])]
    for layer in 0..<layers {
      shapes += [
        ("layers.\(layer).inputNorm", [width]),
        ("layers.\(layer).qkv", [(heads + 2 * keyValueHeads) * headSize, width]),
        ("layers.\(layer).output", [width, heads * headSize]),
        ("layers.\(layer).feedForwardNorm", [width]),
        ("layers.\(layer).gateUp", [2 * intermediateWidth, width]),
        ("layers.\(layer).down", [width, intermediateWidth]),
      ]
    }
    shapes.append(("finalNorm", [width]))
    if !tiesEmbedding { shapes.append(("head", [vocabularySize, width])) }
    return shapes
  }

  /// Trainable numbers, a tied head counted once.
  public var parameterCount: Int {
    weightShapes.reduce(0) { $0 + $1.shape.reduce(1, *) }
  }

  /// Parameters of the matrix products of one token: all but the norms and, when the head is
  /// separate, the embedding. A training step takes 6 operations for each of them and token.
  public var productParameterCount: Int {
    weightShapes.filter { $0.shape.count == 2 && (tiesEmbedding || $0.name != "embedding") }
      .reduce(0) { $0 + $1.shape.reduce(1, *) }
  }
}
