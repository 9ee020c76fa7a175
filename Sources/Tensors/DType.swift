internal import EngineABI

/// Element types.
public enum DType: String, Sendable, CaseIterable, Codable {
  case f32, f64, bf16, f16, i64, i32, bool

  /// Bytes an element takes.
  public var byteCount: Int {
    switch self {
    case .f64, .i64: 8
    case .f32, .i32: 4
    case .bf16, .f16: 2
    case .bool: 1
    }
  }

  public var isFloatingPoint: Bool {
    switch self {
    case .f32, .f64, .bf16, .f16: true
    case .i64, .i32, .bool: false
    }
  }

  var code: sl_dtype {
    switch self {
    case .f32: SL_F32
    case .f64: SL_F64
    case .bf16: SL_BF16
    case .f16: SL_F16
    case .i64: SL_I64
    case .i32: SL_I32
    case .bool: SL_BOOL
    }
  }

  init(code: sl_dtype) {
    switch code {
    case SL_F32: self = .f32
    case SL_F64: self = .f64
    case SL_BF16: self = .bf16
    case SL_F16: self = .f16
    case SL_I64: self = .i64
    case SL_I32: self = .i32
    default: self = .bool
    }
  }
}

/// A Swift type whose arrays become tensors without conversion.
public protocol TensorElement: BitwiseCopyable, Sendable {
  static var dtype: DType { get }
}

extension Float: TensorElement { public static var dtype: DType { .f32 } }
extension Double: TensorElement { public static var dtype: DType { .f64 } }
extension Int64: TensorElement { public static var dtype: DType { .i64 } }
extension Int32: TensorElement { public static var dtype: DType { .i32 } }
extension Bool: TensorElement { public static var dtype: DType { .bool } }
