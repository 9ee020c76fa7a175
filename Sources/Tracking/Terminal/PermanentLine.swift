/// The lines that stay on the screen.
enum PermanentLine {
  static func start(
    _ kind: String, totalSteps: Int?, startStep: Int, details: [String: String]
  ) -> String {
    var parts = [kind]
    if startStep > 0 { parts.append("continues after step \(startStep)") }
    if let totalSteps { parts.append("\(totalSteps) steps") }
    parts += details.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    return printable(parts.joined(separator: "  "))
  }

  /// The values without their common prefix and without timings.
  static func evaluation(step: Int, values: [String: Double]) -> String {
    let fields = values.sorted { $0.key < $1.key }
      .filter { !$0.key.hasPrefix(MetricName.timingPrefix) }
      .map { key, value in
        let name = key.hasPrefix("eval_") ? String(key.dropFirst(5)) : key
        return "\(name) \(Format.number(value))"
      }
    return printable((["step \(step)", "eval"] + fields).joined(separator: "  "))
  }

  static func checkpoint(step: Int, path: String) -> String {
    printable("step \(step)  saved \(path)")
  }

  static func warning(_ message: String) -> String {
    printable("warning: \(message)")
  }

  static func interruption(step: Int, resume: String) -> String {
    printable("stopped after step \(step): \(resume)")
  }

  /// Control characters would move the cursor: each becomes a space.
  private static func printable(_ text: String) -> String {
    let scalars = text.unicodeScalars.map {
      $0.properties.generalCategory == .control ? " " : $0
    }
    return String(String.UnicodeScalarView(scalars))
  }
}
