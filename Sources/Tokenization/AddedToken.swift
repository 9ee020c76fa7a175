/// A token that is cut out of the text before it is split into words.
public struct AddedToken: Sendable, Equatable {
  public var content: String
  /// Left out of decoded text on request, and never a part of what a person wrote.
  public var isSpecial: Bool
  /// Swallows the white space on its left.
  public var stripsLeft = false
  /// Swallows the white space on its right.
  public var stripsRight = false
  /// Looked for in the normalised text rather than in the text as given.
  public var isNormalized = false

  public init(_ content: String, isSpecial: Bool) {
    self.content = content
    self.isSpecial = isSpecial
  }
}
