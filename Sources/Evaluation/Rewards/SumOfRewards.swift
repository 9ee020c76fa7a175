public import Corpus
internal import Diagnostics

/// A reward times a number.
public struct WeightedReward: Reward {
  public let name: String
  private let reward: any Reward
  private let weight: Double

  /// - Throws: `InputError` for a weight that is not finite.
  public init(_ reward: any Reward, weight: Double) throws {
    guard weight.isFinite else {
      throw InputError(
        "recipe", key: "rewards.\(reward.name).weight", "\(weight)", expected: "a finite number")
    }
    name = weight == 1 ? reward.name : "\(weight)*\(reward.name)"
    self.reward = reward
    self.weight = weight
  }

  public func values(of answers: [RatedAnswer]) throws -> [Double?] {
    try reward.checkedValues(of: answers).map { $0.map { $0 * weight } }
  }
}

/// The sum of rewards. An answer of which one part cannot be told has no value: parts are not
/// comparable, and a part that is left out would look like one of 0.
public struct SumOfRewards: Reward {
  public let name: String
  private let parts: [any Reward]

  /// - Throws: `InputError` for no part.
  public init(_ parts: [any Reward]) throws {
    guard !parts.isEmpty else {
      throw InputError("recipe", key: "rewards", "no reward", expected: "at least one")
    }
    name = parts.map(\.name).joined(separator: " + ")
    self.parts = parts
  }

  public func values(of answers: [RatedAnswer]) throws -> [Double?] {
    let columns = try parts.map { try $0.checkedValues(of: answers) }
    return answers.indices.map { row in
      let values = columns.compactMap { $0[row] }
      return values.count == parts.count ? values.reduce(0, +) : nil
    }
  }
}
