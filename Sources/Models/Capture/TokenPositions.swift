public import Layers
public import Tensors

/// Which tokens of packed samples are meant.
public enum TokenPositions: Sendable, Equatable {
  case all
  /// The final token of each sample.
  case last
  /// Of each sample the tokens at these places, counted from its start: one list a sample.
  case at([[Int]])

  /// Rows i64 [M] of the packed batch, sample after sample in the order given; nil for all.
  ///
  /// - Precondition: every place lies in its sample.
  public func rows(of layout: PackedLayout) -> Tensor? {
    let places: [[Int]]
    switch self {
    case .all: return nil
    case .last: places = layout.lengths.map { [$0 - 1] }
    case .at(let given): places = given
    }
    precondition(places.count == layout.lengths.count, "one list of places a sample")
    var rows: [Int64] = []
    var start = 0
    for (length, places) in zip(layout.lengths, places) {
      precondition(places.allSatisfy { (0..<length).contains($0) }, "a place outside its sample")
      rows += places.map { Int64(start + $0) }
      start += length
    }
    return Tensor(rows).to(device: layout.positions.device)
  }
}
