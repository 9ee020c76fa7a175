public import Corpus
internal import Diagnostics
internal import Foundation

/// A row whose keys are those of its `Codable` form.
public protocol CodableRow: JSONLinesRow, Codable {
  /// What such a row is, for errors.
  static var what: String { get }
}

extension CodableRow {
  /// - Throws: `InputError` for a key that is missing or of another type.
  public init(_ row: JSONObject, origin: Origin) throws {
    do {
      let text = try JSONValue.object(row).serialized()
      self = try JSONDecoder().decode(Self.self, from: Data(text.utf8))
    } catch let error as DecodingError {
      let fault = DecodingFault(error)
      throw origin.error(key: fault.key, fault.problem, expected: Self.what)
    }
  }

  /// The row that reads back as this one, keys sorted.
  ///
  /// - Throws: a number that is not finite.
  public func json() throws -> JSONObject {
    let data = try JSONEncoder().encode(self)
    return try JSONDecoder().decode(JSONValue.self, from: data).object ?? [:]
  }
}
