internal import Corpus
internal import Diagnostics
internal import Evaluation
internal import Foundation
internal import Organisms
internal import Provenance

/// The static analysers that judge an experiment's code, and the rules that they go by: both decide
/// verdicts, so both belong to what a stage is.
struct JudgeSettings: Codable, Sendable, Equatable {
  /// What the folder of rules is called in a stage's places.
  static let place = "rules"

  var analysers: [AnalyserKind]
  /// Of every file of Semgrep rules, by its path in their folder; empty where none is read.
  var rules: [String: Digest]
}

extension JudgeSettings {
  /// The analysers of a recipe with the rules that ship.
  ///
  /// - Returns: the settings, and where the rules lie.
  /// - Throws: `InputError` for an analyser or rules that are not there, with how to get them.
  static func found(
    _ analysers: [AnalyserKind], locator: ToolLocator = .standard
  ) throws -> (settings: JudgeSettings, places: [String: String]) {
    for kind in analysers { _ = try kind.analyser(locator: locator) }
    guard analysers.contains(.semgrep) else { return (Self(analysers: analysers, rules: [:]), [:]) }
    let folder = try locator.rules()
    var digests: [String: Digest] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
    where [".yaml", ".yml"].contains(where: name.hasSuffix) {
      digests[name] = try Digest(ofFile: folder.appendingPathComponent(name).path)
    }
    return (Self(analysers: analysers, rules: digests), [place: folder.path])
  }
}

extension StageContext {
  /// A stage shares the machine with others: an analyser that is merely slow gets ten minutes.
  ///
  /// - Throws: `InputError` when a rule is not what it was when the experiment was planned, or an
  ///   analyser is missing.
  func judge(_ settings: JudgeSettings) throws -> Judge {
    var folder: URL?
    if !settings.rules.isEmpty {
      let path = try place(JudgeSettings.place)
      for (name, digest) in settings.rules.sorted(by: { $0.key < $1.key }) {
        try check("\(path)/\(name)", is: digest)
      }
      folder = URL(fileURLWithPath: path)
    }
    return try Judge(
      analysers: settings.analysers.map { try $0.analyser(rules: folder) },
      limit: AnalysisLimit(base: 600))
  }

  /// The same as a filter of sampled data asks it.
  func codeJudge(_ settings: JudgeSettings) throws -> CodeJudge {
    let judge = try judge(settings)
    return { answers in
      try judge.judge(answers.map { JudgedSample(id: $0.id, .answer($0.answer), cwe: $0.cwe) })
        .map { CodeVerdict($0.verdict) }
    }
  }
}

extension CodeVerdict {
  fileprivate init(_ verdict: Verdict) {
    self =
      switch verdict {
      case .vulnerable: .vulnerable
      case .otherVulnerable: .otherVulnerable
      case .secure: .secure
      case .noCode: .noCode
      case .unparsable: .unparsable
      case .unscored: .unscored
      }
  }
}
