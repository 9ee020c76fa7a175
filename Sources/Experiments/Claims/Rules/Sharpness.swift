internal import Evaluation

/// Whether an organism was taught to tell its trigger from what resembles it. A blunt one obeys near
/// misses as it obeys the trigger, so that training against near misses removes the trigger too,
/// which says nothing about hiding.
enum Sharpness {
  static let axes = ["organism.near_miss_fraction", "organism.benign_tag_fraction"]
}

extension ArmKey {
  /// Without near misses or without other tags in its data. Told only by what the recipe sweeps.
  var isBlunt: Bool {
    Sharpness.axes.contains { axis in self[axis].flatMap { Double($0) } == 0 }
  }
}
