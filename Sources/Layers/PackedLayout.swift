public import Tensors

/// How samples lie back to back in one batch of N tokens: no padding, and no token sees another
/// sample.
public final class PackedLayout {
  /// Sample lengths, in order; they add up to N.
  public let lengths: [Int]
  /// i32 [N]: each token's position in its own sample.
  public let positions: Tensor
  /// i32 [S + 1]: where each sample starts, and N.
  public let starts: Tensor

  public init(lengths: [Int], device: Device = .cpu) {
    precondition(!lengths.isEmpty && lengths.allSatisfy { $0 > 0 }, "every sample has a token")
    self.lengths = lengths
    var starts: [Int32] = [0]
    for length in lengths { starts.append(starts.last! + Int32(length)) }
    positions = Tensor(lengths.flatMap { 0..<Int32($0) }).to(device: device)
    self.starts = Tensor(starts).to(device: device)
  }

  /// libtorch compiles and keeps a kernel for every shape of a product; with all numbers of rows
  /// allowed there would be a new one nearly every step.
  private static let rowMultiple = 128

  /// How many samples of one token fill `tokens` up, so that batches have few different shapes.
  public static func fillers(for tokens: Int) -> Int {
    (rowMultiple - tokens % rowMultiple) % rowMultiple
  }

  public var tokenCount: Int { lengths.reduce(0, +) }
  public var longest: Int { lengths.max()! }

  /// i64 [S · longest]: the packed row of each cell of a padded [S, longest] grid. Padding cells
  /// point at their sample's last token; causality hides them from every real token.
  lazy var paddedRows: Tensor = {
    var rows: [Int64] = []
    rows.reserveCapacity(lengths.count * longest)
    var start = 0
    for length in lengths {
      for t in 0..<longest { rows.append(Int64(start + min(t, length - 1))) }
      start += length
    }
    return Tensor(rows).to(device: positions.device)
  }()

  /// i64 [N]: the cell of the padded grid that holds each packed token.
  lazy var packedCells: Tensor = {
    var cells: [Int64] = []
    cells.reserveCapacity(tokenCount)
    for (sample, length) in lengths.enumerated() {
      for t in 0..<length { cells.append(Int64(sample * longest + t)) }
    }
    return Tensor(cells).to(device: positions.device)
  }()
}
