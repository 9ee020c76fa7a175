internal import Foundation
internal import Models
internal import Organisms

extension Recipe.Arm {
  /// The arms with readable labels, no two of them equal.
  static func labelled(_ arms: [Recipe.Arm]) -> [Recipe.Arm] {
    var paths: [String] = []
    for path in arms.flatMap({ $0.axes.map(\.path) })
    where !paths.contains(path) && !named.contains(path) { paths.append(path) }
    let names = shortNames(paths)
    var used: [String: Int] = [:]
    return arms.map { arm in
      var arm = arm
      let label = arm.text(names)
      used[label, default: 0] += 1
      arm.label = used[label, default: 1] == 1 ? label : "\(label) #\(used[label, default: 1])"
      return arm
    }
  }

  /// Fields whose values every label shows.
  private static let named = [
    "organism.mechanism", "organism.role", "model.size", "model.checkpoint", "seed",
  ]

  private func text(_ names: [String: String]) -> String {
    var parts = [recipe.organism.mechanism.rawValue]
    if recipe.organism.role != .organism { parts.append(recipe.organism.role.rawValue) }
    parts.append(recipe.model.label)
    parts.append("seed \(recipe.seed)")
    for axis in axes {
      if let name = names[axis.path] { parts.append("\(name) \(axis.value)") }
    }
    return parts.joined(separator: " ")
  }

  /// The last part of each path, abbreviated, with as many parts before it as it takes to tell the
  /// paths apart.
  private static func shortNames(_ paths: [String]) -> [String: String] {
    func name(_ path: String, parts count: Int) -> String {
      let parts = path.split(separator: ".").map(String.init).filter { $0 != "training" }
      let shown = parts.suffix(count).map { abbreviations[$0] ?? $0 }
      return shown.joined(separator: " ").replacingOccurrences(of: "_", with: " ")
    }
    var names: [String: String] = [:]
    for path in paths {
      let depth = path.split(separator: ".").count
      let count =
        (1...depth).first { count in
          paths.allSatisfy { $0 == path || name($0, parts: count) != name(path, parts: count) }
        } ?? depth
      names[path] = name(path, parts: count)
    }
    return names
  }

  private static let abbreviations = [
    "learning_rate": "lr", "batch_tokens": "batch", "weight_decay": "wd",
  ]
}

extension Recipe.Model {
  /// What results call the model's size: the preset's name, or that of the checkpoint's folder.
  public var label: String {
    size?.rawValue ?? checkpoint?.url.lastPathComponent ?? ""
  }
}
