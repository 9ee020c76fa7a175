public import Corpus
internal import Diagnostics

extension ResultRow: JSONLinesRow {
  private static let keys = [
    "run", "seed", "seeds", "size", "parameters", "objective", "mechanism", "role",
    "safety_method", "stage", "step", "tokens", "trigger", "slice", "decoding", "metric", "mean",
    "lo95", "hi95", "n", "unscored", "axes",
  ]

  /// - Throws: `InputError` for a key that is missing, unknown or of another type.
  public init(_ row: JSONObject, origin: Origin) throws {
    let fields = try FieldReader(row, origin: origin, known: Self.keys)
    if let absent = Self.keys.first(where: { row[$0] == nil }) {
      throw origin.error(key: absent, "missing", expected: "every key of a result row")
    }
    self.init(
      run: try fields.string("run"), seed: try fields.seed("seed"),
      seeds: try fields.integer("seeds"), size: try fields.string("size"),
      parameters: try fields.integer("parameters"), objective: try fields.string("objective"),
      mechanism: try fields.string("mechanism"), role: try fields.string("role"),
      safetyMethod: try fields.string("safety_method"), stage: try fields.string("stage"),
      step: try fields.integer("step"), tokens: try fields.integer("tokens"),
      trigger: try fields.string("trigger"), slice: try fields.string("slice"),
      decoding: try fields.string("decoding"), metric: try fields.string("metric"),
      mean: try fields.number("mean"), lo95: try fields.number("lo95"),
      hi95: try fields.number("hi95"), n: try fields.integer("n"),
      unscored: try fields.integer("unscored"), axes: try fields.texts("axes"))
  }

  /// The row that reads back as this one, axes in alphabetical order.
  public var json: JSONObject {
    var axes = JSONObject()
    for (key, value) in self.axes.sorted(by: { $0.key < $1.key }) { axes[key] = .string(value) }
    return [
      "run": .string(run), "seed": .seed(seed), "seeds": .integer(seeds), "size": .string(size),
      "parameters": .integer(parameters), "objective": .string(objective),
      "mechanism": .string(mechanism), "role": .string(role),
      "safety_method": .string(safetyMethod), "stage": .string(stage), "step": .integer(step),
      "tokens": .integer(tokens), "trigger": .string(trigger), "slice": .string(slice),
      "decoding": .string(decoding), "metric": .string(metric), "mean": .number(mean),
      "lo95": .number(lo95), "hi95": .number(hi95), "n": .integer(n),
      "unscored": .integer(unscored), "axes": .object(axes),
    ]
  }
}
