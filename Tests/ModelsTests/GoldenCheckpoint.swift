import Foundation
import Layers
import Models
import Tensors
import TestSupport
import Testing

/// A folder of Tests/Goldens/models/checkpoints, made by golden_checkpoints.py.
struct GoldenCheckpoint: Sendable, CustomTestStringConvertible {
  let name: String
  var testDescription: String { name }

  /// Those that this program supports: all but `biased`.
  static let supported = [
    "tied", "untied-gqa", "llama3-rope", "linear-rope", "head-dim", "sharded",
  ].map(GoldenCheckpoint.init)

  var directory: URL { Goldens.directory.appendingPathComponent("models/checkpoints/\(name)") }

  func load() throws -> Checkpoint { try Checkpoint(directory: directory) }

  /// One of the tensors that the folder's README describes.
  func tensor(_ tensor: String) throws -> Tensor {
    let file = try Safetensors(directory.appendingPathComponent("golden.safetensors"))
    return try #require(file.tensor(tensor))
  }

  func rows(_ name: String) throws -> [[Int32]] {
    let ids = try tensor(name)
    let length = ids.size(1)
    let flat = ids.elements(Int64.self).map(Int32.init)
    return stride(from: 0, to: flat.count, by: length).map { Array(flat[$0..<$0 + length]) }
  }
}

/// The largest absolute difference of two tensors' elements, in f32.
func largestDifference(_ a: Tensor, _ b: Tensor) -> Double {
  precondition(a.shape == b.shape, "\(a.shape) against \(b.shape)")
  return (a.to(.f32) - b.to(.f32)).abs().max().scalar
}
