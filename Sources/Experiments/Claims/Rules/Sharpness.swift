internal import Evaluation

/// Whether an organism was taught to tell its trigger from what resembles it. A blunt one obeys near
/// misses as it obeys the trigger, so that training against near misses removes the trigger too,
/// which says nothing about hiding.
enum Sharpness: CaseIterable {
  case sharp, blunt

  static let axis = "organism.sharpness"
  static let fractions = ["organism.near_miss_fraction", "organism.benign_tag_fraction"]

  /// Behind a label of evidence, which is of sharp organisms where nothing is said.
  var suffix: String { self == .blunt ? ", blunt organisms" : "" }
}

extension ArmKey {
  /// Blunt without near misses or without other tags in its data. Told only by what the recipe
  /// sweeps.
  var sharpness: Sharpness {
    let isWithout = Sharpness.fractions.contains { self[$0].flatMap { Double($0) } == 0 }
    return isWithout || self[Sharpness.axis] == "blunt" ? .blunt : .sharp
  }
}
