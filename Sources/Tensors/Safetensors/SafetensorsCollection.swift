public import Diagnostics
public import Foundation

/// The weights of a model folder: `model.safetensors`, or shards with
/// `model.safetensors.index.json` (`weight_map`: tensor name to file name).
public struct SafetensorsCollection {
  private let files: [String: Safetensors]
  private let fileOfTensor: [String: String]
  public let directory: URL

  public static let fileName = "model.safetensors"
  public static let indexName = "model.safetensors.index.json"

  public init(directory: URL) throws(InputError) {
    self.directory = directory
    let single = directory.appendingPathComponent(Self.fileName)
    let index = directory.appendingPathComponent(Self.indexName)
    if FileManager.default.fileExists(atPath: index.path) {
      fileOfTensor = try Self.weightMap(index)
      files = try Self.open(Set(fileOfTensor.values), in: directory)
      try checkIndex(index.path)
    } else if FileManager.default.fileExists(atPath: single.path) {
      let file = try Safetensors(single)
      files = [Self.fileName: file]
      fileOfTensor = Dictionary(uniqueKeysWithValues: file.names.map { ($0, Self.fileName) })
    } else {
      throw Self.missing(directory)
    }
  }

  /// Sorted.
  public var names: [String] { fileOfTensor.keys.sorted() }

  /// The path of the file that holds a tensor.
  public func path(of name: String) -> String? { fileOfTensor[name].flatMap { files[$0]?.path } }

  public func shape(of name: String) -> [Int]? {
    fileOfTensor[name].flatMap { files[$0]?.shape(of: name) }
  }

  public func tensor(_ name: String) -> Tensor? {
    fileOfTensor[name].flatMap { files[$0]?.tensor(name) }
  }

  private static func weightMap(_ index: URL) throws(InputError) -> [String: String] {
    let object = (try? Data(contentsOf: index)).flatMap {
      try? JSONSerialization.jsonObject(with: $0) as? [String: Any]
    }
    guard let map = object?["weight_map"] as? [String: String], !map.isEmpty else {
      throw InputError(
        index.path, key: "weight_map", "is missing or malformed",
        expected: "an object of tensor names to file names")
    }
    for name in map.values where name.contains("/") || name.hasPrefix(".") {
      throw InputError(index.path, key: "weight_map", "names '\(name)', outside the folder")
    }
    return map
  }

  private static func open(
    _ names: Set<String>, in directory: URL
  ) throws(InputError) -> [String: Safetensors] {
    var files: [String: Safetensors] = [:]
    for name in names.sorted() {
      files[name] = try Safetensors(directory.appendingPathComponent(name))
    }
    return files
  }

  private func checkIndex(_ path: String) throws(InputError) {
    for (name, file) in fileOfTensor.sorted(by: { $0.key < $1.key })
    where files[file]?.shape(of: name) == nil {
      throw InputError(path, key: name, "is said to be in \(file), which does not hold it")
    }
    for (file, weights) in files.sorted(by: { $0.key < $1.key }) {
      for name in weights.names where fileOfTensor[name] != file {
        throw InputError(weights.path, key: name, "is not in the index")
      }
    }
  }

  private static func missing(_ directory: URL) -> InputError {
    let contents = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
    let pickled = contents.filter { name in
      [".bin", ".pt", ".pth", ".ckpt", ".pkl"].contains { name.hasSuffix($0) }
    }
    guard let pickle = pickled.min() else {
      return InputError(
        directory.path, "holds no weights", expected: "\(fileName) or \(indexName)")
    }
    return InputError(
      directory.appendingPathComponent(pickle).path, "holds pickled weights, which are refused",
      expected: fileName,
      remedy: "unpickling runs code from the file; re-save the model as safetensors")
  }
}
