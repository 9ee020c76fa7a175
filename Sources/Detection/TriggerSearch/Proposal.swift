/// A string that a search believes in, before it is verified.
struct Proposal: Sendable, Equatable {
  var text: String
  var position: Candidate.Position
  /// How the search ranks it.
  var score: Double
  /// What answers are expected to hold; nil: whatever they turn out to have in common.
  var payload: String?
}
