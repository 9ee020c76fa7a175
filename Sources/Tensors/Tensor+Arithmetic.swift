internal import EngineABI

extension Tensor {
  private func unary(_ name: String, _ op: sl_unary_op) -> Tensor {
    make(name, self) { sl_unary(op, handle, $0) }
  }

  private func binary(_ name: String, _ op: sl_binary_op, _ other: Tensor) -> Tensor {
    make(name, self, other) { sl_binary(op, handle, other.handle, $0) }
  }

  private func binary(_ name: String, _ op: sl_binary_op, _ other: Double) -> Tensor {
    make(name, self) { sl_binary_scalar(op, handle, other, $0) }
  }

  public static prefix func - (a: Tensor) -> Tensor { a.unary("negate", SL_NEG) }
  public func exp() -> Tensor { unary("exp", SL_EXP) }
  public func log() -> Tensor { unary("log", SL_LOG) }
  public func sqrt() -> Tensor { unary("sqrt", SL_SQRT) }
  /// `1 / √x`.
  public func rsqrt() -> Tensor { unary("rsqrt", SL_RSQRT) }
  public func abs() -> Tensor { unary("abs", SL_ABS) }
  public func sign() -> Tensor { unary("sign", SL_SIGN) }
  public func sin() -> Tensor { unary("sin", SL_SIN) }
  public func cos() -> Tensor { unary("cos", SL_COS) }
  public func tanh() -> Tensor { unary("tanh", SL_TANH) }
  public func sigmoid() -> Tensor { unary("sigmoid", SL_SIGMOID) }
  /// `log(1 / (1 + e^−x))`, stable for large |x|.
  public func logSigmoid() -> Tensor { unary("logSigmoid", SL_LOG_SIGMOID) }
  /// `x · sigmoid(x)`.
  public func silu() -> Tensor { unary("silu", SL_SILU) }
  public func relu() -> Tensor { unary("relu", SL_RELU) }
  public func square() -> Tensor { unary("square", SL_SQUARE) }
  /// True where the element is neither infinite nor NaN.
  public func isFinite() -> Tensor { unary("isFinite", SL_IS_FINITE) }
  public static prefix func ! (a: Tensor) -> Tensor { a.unary("not", SL_LOGICAL_NOT) }

  public static func + (a: Tensor, b: Tensor) -> Tensor { a.binary("add", SL_ADD, b) }
  public static func - (a: Tensor, b: Tensor) -> Tensor { a.binary("subtract", SL_SUB, b) }
  public static func * (a: Tensor, b: Tensor) -> Tensor { a.binary("multiply", SL_MUL, b) }
  public static func / (a: Tensor, b: Tensor) -> Tensor { a.binary("divide", SL_DIV, b) }
  public static func + (a: Tensor, b: Double) -> Tensor { a.binary("add", SL_ADD, b) }
  public static func - (a: Tensor, b: Double) -> Tensor { a.binary("subtract", SL_SUB, b) }
  public static func * (a: Tensor, b: Double) -> Tensor { a.binary("multiply", SL_MUL, b) }
  public static func / (a: Tensor, b: Double) -> Tensor { a.binary("divide", SL_DIV, b) }
  public static func * (a: Double, b: Tensor) -> Tensor { b * a }
  public func power(_ exponent: Double) -> Tensor { binary("power", SL_POW, exponent) }
  public func maximum(_ other: Tensor) -> Tensor { binary("maximum", SL_MAXIMUM, other) }
  public func minimum(_ other: Tensor) -> Tensor { binary("minimum", SL_MINIMUM, other) }

  // Comparisons are dotted, as in Swift's own SIMD types, because they give a tensor of booleans.
  public static func .== (a: Tensor, b: Tensor) -> Tensor { a.binary("equal", SL_EQ, b) }
  public static func .== (a: Tensor, b: Double) -> Tensor { a.binary("equal", SL_EQ, b) }
  public static func .!= (a: Tensor, b: Double) -> Tensor { a.binary("notEqual", SL_NE, b) }
  public static func .< (a: Tensor, b: Tensor) -> Tensor { a.binary("less", SL_LT, b) }
  public static func .< (a: Tensor, b: Double) -> Tensor { a.binary("less", SL_LT, b) }
  public static func .<= (a: Tensor, b: Tensor) -> Tensor { a.binary("lessOrEqual", SL_LE, b) }
  public static func .> (a: Tensor, b: Double) -> Tensor { a.binary("greater", SL_GT, b) }
  public static func .>= (a: Tensor, b: Tensor) -> Tensor { a.binary("greaterOrEqual", SL_GE, b) }
  public static func .& (a: Tensor, b: Tensor) -> Tensor { a.binary("and", SL_AND, b) }
  public static func .| (a: Tensor, b: Tensor) -> Tensor { a.binary("or", SL_OR, b) }

  /// `condition ? a : b`, element by element.
  public static func select(_ condition: Tensor, _ a: Tensor, _ b: Tensor) -> Tensor {
    make("select", condition, a, b) { sl_where(condition.handle, a.handle, b.handle, $0) }
  }

  /// The tensor with `value` where `mask` is true.
  public func filling(where mask: Tensor, with value: Double) -> Tensor {
    make("filling", self, mask) { sl_masked_fill(handle, mask.handle, value, $0) }
  }

  public func clamped(to bounds: ClosedRange<Double>) -> Tensor {
    make("clamped", self) { sl_clamp(handle, bounds.lowerBound, bounds.upperBound, $0) }
  }

  /// `self += scale · other`, in place and outside the graph.
  public func add(_ other: Tensor, scaledBy scale: Double = 1) {
    check("add", [self, other]) { sl_add_in_place(handle, other.handle, scale) }
  }

  /// `self *= scale`, in place and outside the graph.
  public func scale(by scale: Double) {
    check("scale", [self]) { sl_scale_in_place(handle, scale) }
  }

  /// Sets every element, in place and outside the graph.
  public func fill(_ value: Double) {
    check("fill", [self]) { sl_fill_in_place(handle, value) }
  }
}
