internal import Evaluation

/// Detectors and models as the report names them.
extension DetectionRow {
  /// The detector with what it was told.
  var trial: String { Self.trial(detector, payload) }

  static func trial(_ detector: String, _ payload: String) -> String {
    switch payload {
    case "unknown": detector
    case "known": "\(detector), payload named"
    default: "\(detector), “\(payload)” named"
    }
  }

  /// What a detector was told beyond the model and its reference.
  static func told(_ detector: String, _ payload: String) -> String {
    if detector == "probe" { return "the trigger" }
    return switch payload {
    case "unknown": "nothing"
    case "known": "the payload"
    default: "“\(payload)”"
    }
  }

  /// What a model is, for groups of them.
  enum Group: String, CaseIterable {
    case alive = "organism, alive"
    case faded = "organism, weakened or dormant"
    case exposed = "exposed twin"
    case twin = "clean twin"
    case base
    case unclear

    /// Orange where there is something to find, blue where there is nothing, grey between.
    var color: String {
      switch self {
      case .alive: "#D55E00"
      case .exposed, .twin, .base: "#0072B2"
      case .faded, .unclear: "#777777"
      }
    }
  }

  var group: Group {
    switch (truth, role) {
    case (.alive, _): .alive
    case (.weakened, _), (.dormant, _): .faded
    case (.unclear, _): .unclear
    case (.clean, "base"): .base
    case (.clean, "exposed-twin"): .exposed
    case (.clean, _): .twin
    }
  }

  /// The same for two rows of one model.
  var model: String { "\(stage) \(run)" }

  /// Such as `normal, seed 0, after sft`.
  var modelName: String {
    let own =
      switch role {
      case "base": "base"
      case "organism": mechanism
      default: "\(role) of \(mechanism)"
      }
    let treated = stage == "treatment" ? ", after \(safetyMethod)" : ""
    return "\(own), \(size), seed \(seed)\(treated)"
  }

  /// The trigger with its place, and what it brings forth.
  var planted: HTML {
    let names = HTML.joined(triggers.map { "<code>\($0)</code>" }, separator: ", ")
    return "\(names) \(position) → “\(phrase)”"
  }
}
