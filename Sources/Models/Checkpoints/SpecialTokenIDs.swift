internal import Diagnostics
internal import Foundation

/// The ids that `config.json` and `generation_config.json` tell a sampler.
public struct SpecialTokenIDs: Sendable, Equatable {
  public var beginningOfText: Int?
  /// A sequence ends with any of these.
  public var endOfText: [Int]
  public var padding: Int?

  public init(beginningOfText: Int? = nil, endOfText: [Int] = [], padding: Int? = nil) {
    self.beginningOfText = beginningOfText
    self.endOfText = endOfText
    self.padding = padding
  }

  /// From `generation_config.json` where it is there, else from `config.json`.
  init(directory: URL) throws(InputError) {
    let generation = directory.appendingPathComponent("generation_config.json")
    let config = directory.appendingPathComponent("config.json")
    let exists = FileManager.default.fileExists(atPath: generation.path)
    let fields = try JSONFields(file: exists ? generation : config)
    let ids = 0...(1 << 24)
    beginningOfText = try fields.int("bos_token_id", in: ids)
    padding = try fields.int("pad_token_id", in: -1...(1 << 24))
    endOfText = try fields.ints("eos_token_id", in: ids)
  }

  var huggingFaceFields: [String: Any] {
    var fields: [String: Any] = [:]
    if let beginningOfText { fields["bos_token_id"] = beginningOfText }
    if let padding { fields["pad_token_id"] = padding }
    if let first = endOfText.first {
      fields["eos_token_id"] = endOfText.count == 1 ? first : endOfText
    }
    return fields
  }
}
