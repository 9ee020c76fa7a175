internal import EngineABI

/// Process-wide settings and facts of libtorch.
public enum Engine {
  /// libtorch's version, such as `2.13.0`.
  public static var version: String {
    EngineLibrary.load()
    return String(cString: sl_engine_version())
  }

  /// Threads that one operation on the CPU may use.
  public static var threadCount: Int {
    get {
      EngineLibrary.load()
      return Int(sl_thread_count())
    }
    set {
      EngineLibrary.load()
      sl_set_thread_count(Int32(newValue))
    }
  }

  /// Takes deterministic algorithms wherever libtorch has them; it warns where it has none. On the
  /// CPU all are.
  public static func preferDeterminism() {
    EngineLibrary.load()
    sl_prefer_determinism()
  }

  /// Waits until the device has done all that was asked of it.
  public static func synchronize(_ device: Device) {
    check("synchronize", []) { sl_synchronize(device.code) }
  }

  /// Memory in bytes on a CUDA device; zero on others (`peakResidentBytes` speaks of the process).
  public static func memory(of device: Device) -> (allocated: Int, peak: Int) {
    var allocated: Int64 = 0
    var peak: Int64 = 0
    check("memory", []) { sl_device_memory(device.code, &allocated, &peak) }
    return (Int(allocated), Int(peak))
  }
}

/// Runs an engine call and traps on failure: a wrong shape or dtype is a programming error.
func check(
  _ operation: String, _ operands: [Tensor], file: StaticString = #fileID, line: UInt = #line,
  _ body: () -> sl_status
) {
  EngineLibrary.load()
  guard body() != SL_OK else { return }
  let shapes = operands.map(\.debugDescription).joined(separator: ", ")
  fatalError("\(operation)(\(shapes)): \(String(cString: sl_last_error()))", file: file, line: line)
}

/// Runs an engine call that makes a tensor.
func make(
  _ operation: String, _ operands: Tensor...,
  body: (UnsafeMutablePointer<sl_tensor_t?>) -> sl_status
) -> Tensor {
  var handle: sl_tensor_t?
  check(operation, operands) { body(&handle) }
  return Tensor(owning: handle!)
}
