internal import Evaluation

/// A string that a search believes in, before it is verified.
struct Proposal: Sendable, Equatable {
  var text: String
  var position: Candidate.Position
  /// How the search ranks it.
  var score: Double
  /// What answers are expected to hold; nil: whatever they turn out to have in common.
  var payload: String?
  /// Whether it is measured as it stands as well, where a part of it does as much.
  var isMeasuredWhole = false
}
