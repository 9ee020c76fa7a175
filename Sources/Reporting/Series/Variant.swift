internal import Foundation

/// The values that an arm has on the swept fields which nothing else in the report names: what
/// tells two arms of one mechanism, size and treatment apart.
struct Variant: Sendable, Hashable {
  struct Axis: Sendable, Hashable {
    var path: String
    var value: String
  }

  /// Sorted by path.
  var axes: [Axis]

  /// Fields that rows carry under names of their own.
  private static let named: Set = [
    "organism.mechanism", "organism.role", "model.size", "model.checkpoint", "seed",
    "treatment.scratchpad", "treatment.method", "behaviour.objective",
  ]

  /// The axes of `axes` that can matter for `stage`: what comes later has no influence, nor has
  /// what another kind of treatment would have looked at.
  init(_ axes: [String: String], stage: String, treatment: Treatment = .fineTuning) {
    let excluded =
      switch stage {
      case "base": ["organism.", "treatment.", "behaviour."]
      case "organism": ["treatment."]
      default: treatment.unusedFields
      }
    self.axes =
      axes
      .filter { axis in
        !Self.named.contains(axis.key) && !excluded.contains { axis.key.hasPrefix($0) }
      }
      .map { Axis(path: $0.key, value: $0.value) }
      .sorted { $0.path < $1.path }
  }

  /// Such as `lr 1e-3, tokens 120000`; empty without axes.
  var text: String {
    axes.map { "\(name(of: $0.path)) \(Self.short($0.value))" }.joined(separator: ", ")
  }

  private func name(of path: String) -> String {
    let last = Self.lastPart(path)
    let isShared = axes.contains { $0.path != path && Self.lastPart($0.path) == last }
    let text = isShared ? path.replacingOccurrences(of: ".training.", with: " ") : last
    return text.replacingOccurrences(of: "learning_rate", with: "lr")
      .replacingOccurrences(of: "adversarial_share", with: "attack share")
      .replacingOccurrences(of: ".", with: " ").replacingOccurrences(of: "_", with: " ")
  }

  private static func lastPart(_ path: String) -> String {
    path.split(separator: ".").last.map(String.init) ?? path
  }

  /// Numbers of five digits and more with a unit.
  private static func short(_ value: String) -> String {
    guard let number = Int(value), number >= 10_000, number % 1000 == 0 else { return value }
    return number % 1_000_000 == 0 ? "\(number / 1_000_000)M" : "\(number / 1000)k"
  }

  /// By value, numbers as numbers.
  static func < (a: Variant, b: Variant) -> Bool {
    for (x, y) in zip(a.axes, b.axes) where x != y {
      if x.path != y.path { return x.path < y.path }
      if let first = Double(x.value), let second = Double(y.value) { return first < second }
      return x.value < y.value
    }
    return a.axes.count < b.axes.count
  }
}
