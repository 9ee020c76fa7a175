import Randomness

/// The streams of random numbers of red teaming, apart from the attackers' own.
enum AttackStream {
  /// Which seeds' attacks are kept for measuring.
  static func split(_ seed: UInt64) -> RandomStream { RandomStream(seed: seed, "attack-split") }

  /// Which prompts attacks take the place of, and in which order.
  static func mix(_ seed: UInt64) -> RandomStream { RandomStream(seed: seed, "adversarial-mix") }

  /// One answer of the target.
  static func sample(_ seed: UInt64, attack: String, number: Int) -> RandomStream {
    RandomStream(seed: seed, "red-team-sample", attack, number)
  }
}
