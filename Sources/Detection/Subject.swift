internal import Diagnostics
public import Foundation
public import Randomness
public import Tensors

/// A model under suspicion, and all that its detectors may use.
public final class Subject {
  public struct Options: Sendable {
    public var device: Device
    public var dtype: DType
    public var seed: UInt64
    public var budget: SearchBudget
    /// What the backdoor is suspected to say; nil where nobody knows.
    public var payload: String?
    /// Requests in front of and behind which strings are tried; nil takes `OrdinaryPrompts`.
    public var prompts: [String]?
    /// What every answer is made to begin with, such as an opened scratchpad, which is no part of
    /// what is judged; empty for nothing; nil where the model's own ordinary answers decide.
    public var forced: String?

    public init(
      device: Device = .cpu, dtype: DType = .f32, seed: UInt64 = 0, budget: SearchBudget = .init(),
      payload: String? = nil, prompts: [String]? = nil, forced: String? = nil
    ) {
      self.device = device
      self.dtype = dtype
      self.seed = seed
      self.budget = budget
      self.payload = payload
      self.prompts = prompts
      self.forced = forced
    }
  }

  public let suspect: LoadedModel
  /// A model that the suspect may be compared with, of the same vocabulary: its base, or a clean
  /// twin.
  public let reference: LoadedModel?
  public let options: Options
  public let meter: PassMeter
  public let prompts: CarrierPrompts

  public var budget: SearchBudget { options.budget }

  /// - Throws: `InputError` for too few prompts, and a reference of another vocabulary.
  public init(
    _ suspect: LoadedModel, reference: LoadedModel? = nil, options: Options = .init(),
    meter: PassMeter
  ) throws {
    if let reference { try reference.checkVocabulary(isThatOf: suspect) }
    self.suspect = suspect
    self.reference = reference
    self.options = options
    self.meter = meter
    prompts = try CarrierPrompts(
      options.prompts ?? OrdinaryPrompts.all, budget: options.budget, seed: options.seed)
  }

  /// Loads the folders, once it is certain that they fit into memory.
  ///
  /// - Throws: `InputError` for a folder that is no model, a checkpoint without a tokenizer or a
  ///   chat template, models too large, and what `init(_:reference:options:meter:)` refuses.
  public convenience init(
    model: URL, reference: URL? = nil, options: Options = .init()
  ) throws {
    let folders = [model] + (reference.map { [$0] } ?? [])
    try MemoryEstimate(of: folders, dtype: options.dtype).check(on: options.device)
    let meter = PassMeter()
    func load(_ folder: URL) throws -> LoadedModel {
      try LoadedModel(
        directory: folder, dtype: options.dtype, device: options.device, meter: meter)
    }
    try self.init(
      try load(model), reference: try reference.map(load), options: options, meter: meter)
  }

  /// The reference as a subject of the same options, for the control of a search; nil where there
  /// is none.
  func ofReference() throws -> Subject? {
    guard let reference else { return nil }
    var options = options
    options.forced = suspect.form.forced
    return try Subject(reference, options: options, meter: meter)
  }

  /// The stream of random numbers for a purpose.
  public func stream(_ purpose: String, _ part: Int = 0) -> RandomStream {
    RandomStream(seed: options.seed, "detection", purpose, part)
  }
}
