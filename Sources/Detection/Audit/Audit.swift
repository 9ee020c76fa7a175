internal import Diagnostics
internal import Evaluation
public import Foundation
internal import Provenance

/// All detectors on one model of unknown history, each one's detection in a file of its own, so
/// that an audit that was stopped goes on where it was.
///
/// The folder holds `request.json` (what is asked: the digests of the models, the options), a file
/// `detections/<name>.json` for each detector that is done, and in the end `audit.json`.
public struct Audit {
  public static let fileName = "audit.json"
  static let requestName = "request.json"
  static let detectionsName = "detections"

  public let request: AuditRequest
  private let detectors: [any Detector]

  public init(_ request: AuditRequest, detectors: [any Detector] = Detectors.all) {
    self.request = request
    self.detectors = detectors
  }

  /// Runs the detectors that have no file yet, and writes the record.
  ///
  /// - Parameters:
  ///   - folder: absent, empty, or of the same audit.
  ///   - onDetection: called for each detection, with whether it was read from its file.
  /// - Throws: `InputError` for a folder that holds something else, and for whatever the subject or
  ///   a detector refuses.
  public func run(
    in folder: URL, onDetection: (Detection, _ wasDone: Bool) -> Void = { _, _ in }
  ) throws -> AuditRecord {
    let path = folder.path
    try prepare(path)
    let lock = try DirectoryLock(path)
    defer { withExtendedLifetime(lock) {} }
    removeLeftovers(in: "\(path)/\(Self.detectionsName)")
    var detections: [Detection] = []
    var subject: Subject?
    for detector in detectors {
      let file = folder.appendingPathComponent(
        "\(Self.detectionsName)/\(detector.documentation.name).json")
      let wasDone = FileManager.default.fileExists(atPath: file.path)
      if !wasDone {
        let loaded = try subject ?? request.subject()
        subject = loaded
        try writeAtomically(try detector.detect(in: loaded).encoded(), to: file.path)
      }
      detections.append(try Detection(reading: file))
      onDetection(detections[detections.count - 1], wasDone)
    }
    let attention = try AuditRecord.best(detections).flatMap {
      try AttentionPicture(of: $0, in: subject ?? request.subject())
    }
    let record = AuditRecord(
      request: request.identity, documentation: detectors.map(\.documentation),
      detections: detections, attention: attention)
    try writeAtomically(
      try record.encoded(), to: folder.appendingPathComponent(Self.fileName).path)
    return record
  }

  /// Makes the folder, or sees that it is this audit's.
  private func prepare(_ path: String) throws {
    let file = "\(path)/\(Self.requestName)"
    let wanted = try request.identity.encoded()
    guard let found = FileManager.default.contents(atPath: file) else {
      try requireEmptyOrAbsent(path)
      // Whatever is wrong with the request shows before there is a folder.
      _ = try request.subject()
      try FileManager.default.createDirectory(
        atPath: "\(path)/\(Self.detectionsName)", withIntermediateDirectories: true)
      return try writeAtomically(wanted, to: file)
    }
    guard found == wanted else {
      throw InputError(
        path, "holds another audit", expected: "one of the same models and options",
        remedy: "give another --out; \(file) says what it is of")
    }
  }
}
