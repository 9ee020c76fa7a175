public import Foundation

/// The folder of numbers that other implementations computed, `Tests/Goldens`.
public enum Goldens {
  public static let directory = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Goldens")

  /// A file or folder by its path below `Tests/Goldens/models`.
  public static func models(_ path: String) -> URL {
    directory.appendingPathComponent("models").appendingPathComponent(path)
  }

  /// The object in a JSON file below `Tests/Goldens/models`; its snake case becomes camel case.
  public static func json<Value: Decodable>(
    _ path: String, as type: Value.Type = Value.self
  ) throws -> Value {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(type, from: Data(contentsOf: models(path)))
  }
}
