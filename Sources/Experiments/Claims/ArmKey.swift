internal import Evaluation

/// What an arm is, its seed apart: the values by which arms are matched. Arms that coincide have
/// one key: where there are no scratchpads, what treatment does with them makes no difference.
struct ArmKey: Hashable {
  private(set) var values: [String: String]

  init(_ row: ResultRow) {
    values = row.axes
    values["seed"] = nil
    values["organism.mechanism"] = row.mechanism
    values["model.size"] = row.size
    values["safety_method"] = row.safetyMethod
    if !row.safetyMethod.hasSuffix("-scratchpad") { values["treatment.scratchpad"] = nil }
  }

  subscript(axis: String) -> String? { values[axis] }

  func removing(_ isRemoved: (String) -> Bool) -> ArmKey {
    var key = self
    key.values = values.filter { !isRemoved($0.key) }
    return key
  }

  /// Without one axis, and without what follows from it.
  func removing(axis: String) -> ArmKey {
    removing { $0 == axis || (axis == "treatment.scratchpad" && $0 == "safety_method") }
  }

  /// The values in the order of their names.
  var text: String {
    values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
  }

  /// The organism before its treatment.
  var organism: ArmKey {
    removing { $0.hasPrefix("treatment.") || $0 == "safety_method" }
  }

  /// Such as `normal 0.2m`, with the other swept fields behind it.
  var organismName: String {
    let named = ["organism.mechanism", "model.size"]
    let others = organism.removing { named.contains($0) }.text
    let name = named.compactMap { values[$0] }.joined(separator: " ")
    return others.isEmpty ? name : "\(name), \(others)"
  }
}
