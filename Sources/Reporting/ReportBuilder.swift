internal import Corpus
internal import Diagnostics
internal import Evaluation
public import Foundation

/// Makes `report.html` and `figures/` from the files of an output folder. The same files give the
/// same bytes.
public struct ReportBuilder: Sendable {
  public static let fileName = "report.html"
  public static let figuresFolder = "figures"

  /// The output folder of an experiment, finished or not.
  public var folder: URL
  /// Variables that name the Python which draws; for tests.
  var environment: [String: String]?

  public init(folder: URL) {
    self.folder = folder
  }

  package init(folder: URL, environment: [String: String]) {
    self.folder = folder
    self.environment = environment
  }

  /// Reads the folder, draws the figures and writes the report. Without Python or vl-convert the
  /// report is written with its tables, and says so in place of each figure.
  ///
  /// - Throws: `InputError` for a folder that is not there and a file in it that is damaged, with
  ///   its line; `RunError` for a place that cannot be written.
  public func write() throws -> ReportSummary {
    let context = try self.context()
    let path = folder.appendingPathComponent(Self.fileName)
    try writeFigures(context)
    try Self.write(ReportDocument(context).html.source, to: path)
    let drawn = context.figures.figures.map(\.name).filter { context.drawing.images[$0] != nil }
    let failures = context.drawing.failures.sorted { $0.key < $1.key }
      .map { "the figure \($0.key) was not drawn: \($0.value)" }
    let problem = context.drawingProblem.map { ["no figures were drawn: \($0)"] } ?? []
    return ReportSummary(
      path: path, figures: drawn, warnings: context.input.warnings + problem + failures)
  }

  private func context() throws -> ReportContext {
    let input = try ReportInput(folder)
    let results = Results(input.rows)
    let figures = FigureSet(
      results, rate: BehaviourWords(results, input.recipe).rate, detections: input.detections)
    var context = ReportContext(
      input: input, results: results, figures: figures, drawing: .init(), drawingProblem: nil)
    guard !figures.figures.isEmpty else { return context }
    var renderer = FigureRenderer()
    if let environment { renderer.locator = ToolLocator(environment: environment, starts: []) }
    do {
      context.drawing = try renderer.draw(figures.figures)
    } catch let error as InputError {
      context.drawingProblem = error.description
    } catch let error as RunError {
      context.drawingProblem = error.description
    }
    return context
  }

  /// The figures of an earlier report that this one does not have are removed.
  private func writeFigures(_ context: ReportContext) throws {
    let folder = self.folder.appendingPathComponent(Self.figuresFolder)
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw RunError(storage: "\(folder.path): cannot be created: \(error.localizedDescription)")
    }
    var written: Set<String> = []
    for figure in context.figures.figures {
      written.insert("\(figure.name).json")
      try Self.write(
        figure.spec.serialized() + "\n", to: folder.appendingPathComponent("\(figure.name).json"))
      guard let image = context.drawing.images[figure.name] else { continue }
      written.insert("\(figure.name).svg")
      try Self.write(image, to: folder.appendingPathComponent("\(figure.name).svg"))
    }
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    where !written.contains(name) && (name.hasSuffix(".svg") || name.hasSuffix(".json")) {
      try? FileManager.default.removeItem(at: folder.appendingPathComponent(name))
    }
  }

  private static func write(_ text: String, to file: URL) throws {
    do {
      try Data(text.utf8).write(to: file, options: .atomic)
    } catch {
      throw RunError(storage: "\(file.path): cannot be written: \(error.localizedDescription)")
    }
  }
}
