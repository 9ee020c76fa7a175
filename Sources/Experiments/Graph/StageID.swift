internal import Foundation
public import Provenance

/// Which stage it is: the digest of all that decides its result.
public struct StageID: Sendable, Hashable {
  public var digest: Digest

  public init(_ digest: Digest) { self.digest = digest }

  /// The first eight hexadecimal digits, as in the names of folders.
  public var short: String { String(digest.hex.prefix(8)) }
}

extension StageID: CustomStringConvertible {
  public var description: String { digest.description }
}

extension StageID: Codable {
  public init(from decoder: any Decoder) throws {
    self.init(try Digest(from: decoder))
  }

  public func encode(to encoder: any Encoder) throws {
    try digest.encode(to: encoder)
  }
}
