internal import Evaluation

/// One seed of an arm at the checkpoints of its treatment.
struct TreatmentCurve {
  let arm: ArmKey
  let seed: UInt64?
  /// One a step, in their order; step 0 is the model before treatment.
  let rows: [ResultRow]

  var before: ResultRow? { rows.first.flatMap { $0.step == 0 ? $0 : nil } }
  var after: ResultRow? { rows.last.flatMap { $0.step > 0 ? $0 : nil } }

  subscript(step: Int) -> ResultRow? { rows.first { $0.step == step } }

  /// Arm and seed as text: what curves of several metrics are matched by.
  var name: String { "\(arm.text)\u{0}\(seed.map(String.init) ?? "")" }

  /// The mean at a number of tokens, linear between the two checkpoints beside it, as a weighted
  /// sum of their rows.
  ///
  /// - Returns: nil for tokens that no checkpoint reaches.
  func interpolated(at tokens: Int) -> [(weight: Double, row: ResultRow)]? {
    guard let above = rows.first(where: { $0.tokens >= tokens }) else { return nil }
    guard above.tokens > tokens else { return [(1, above)] }
    guard let below = rows.last(where: { $0.tokens < tokens }) else { return nil }
    let share = Double(tokens - below.tokens) / Double(above.tokens - below.tokens)
    return [(1 - share, below), (share, above)]
  }
}

extension ClaimData {
  /// The scored checkpoints of every arm with this treatment, in the order of what the arms are and
  /// their seeds: of single seeds where there are such.
  func curves(_ selection: Selection, of method: TreatmentMethod) -> [TreatmentCurve] {
    let fitting = rows.filter { selection.fits($0) && TreatmentMethod($0) == method }
    var points: [String: [Int: ResultRow]] = [:]
    for row in Self.bySeed(fitting) {
      let arm = "\(ArmKey(row).text)\u{0}\(row.seed.map(String.init) ?? "")"
      points[arm, default: [:]][row.step] = row
    }
    return points.sorted { $0.key < $1.key }.compactMap { _, points in
      let rows = points.sorted { $0.key < $1.key }.map(\.value)
      return rows.first.map { TreatmentCurve(arm: ArmKey($0), seed: $0.seed, rows: rows) }
    }
  }
}
