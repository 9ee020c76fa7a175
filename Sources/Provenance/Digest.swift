internal import Crypto
internal import Diagnostics
public import Foundation

/// A SHA-256 digest. As text and in JSON it is `sha256:` followed by 64 lower-case hex digits.
public struct Digest: Sendable, Hashable {
  /// The 64 lower-case hexadecimal digits.
  public let hex: String

  /// The digest of `data`.
  public init(of data: some DataProtocol) {
    hex = hexText(SHA256.hash(data: data))
  }

  /// Reads `sha256:<64 hex digits>`; nil when `text` is anything else.
  public init?(text: String) {
    let prefix = "sha256:"
    guard text.hasPrefix(prefix) else { return nil }
    let digits = text.dropFirst(prefix.count)
    let isHex = digits.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    guard digits.utf8.count == 64, isHex else { return nil }
    hex = String(digits)
  }

  fileprivate init(_ hasher: SHA256) {
    hex = hexText(hasher.finalize())
  }
}

extension Digest: CustomStringConvertible {
  public var description: String { "sha256:\(hex)" }
}

extension Digest: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let digest = Digest(text: text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "expected 'sha256:' and 64 hex digits, not '\(text)'")
    }
    self = digest
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension Digest {
  /// The digest of a file's bytes, read in pieces of 1 MiB.
  ///
  /// - Throws: `InputError` when the file cannot be read.
  public init(ofFile path: String) throws {
    self = try FileRecord(ofFile: path).digest
  }

  /// The digest of a directory: of one line `<hex>  <relative path>` a file, sorted by path bytes.
  ///
  /// - Throws: `InputError` when something in it cannot be read or is a symbolic link.
  public init(ofDirectory path: String) throws {
    var hasher = SHA256()
    for name in try relativeFiles(in: path) {
      let line = "\(try Digest(ofFile: "\(path)/\(name)").hex)  \(name)\n"
      hasher.update(data: Data(line.utf8))
    }
    self.init(hasher)
  }
}

/// The digest and size in bytes of one file.
public struct FileRecord: Sendable, Equatable, Codable {
  public var digest: Digest
  public var size: Int

  public init(digest: Digest, size: Int) {
    self.digest = digest
    self.size = size
  }

  /// Reads the file at `path`.
  ///
  /// - Throws: `InputError` when it cannot be read.
  public init(ofFile path: String) throws {
    do {
      let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      defer { try? handle.close() }
      var hasher = SHA256()
      var size = 0
      while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
        hasher.update(data: piece)
        size += piece.count
      }
      self.init(digest: Digest(hasher), size: size)
    } catch {
      throw InputError(path, "cannot be read: \(error.localizedDescription)")
    }
  }
}

/// The regular files under `directory` as relative paths, sorted by their UTF-8 bytes.
///
/// Throws `InputError` for a directory that cannot be listed and for symbolic links, whose target
/// a digest would not cover.
func relativeFiles(in directory: String) throws -> [String] {
  var found: [String] = []
  var pending = [""]
  while let folder = pending.popLast() {
    let absolute = folder.isEmpty ? directory : "\(directory)/\(folder)"
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: absolute)
    } catch {
      throw InputError(absolute, "cannot be listed: \(error.localizedDescription)")
    }
    for name in names {
      let relative = folder.isEmpty ? name : "\(folder)/\(name)"
      let kind = try? FileManager.default.attributesOfItem(atPath: "\(directory)/\(relative)")[
        .type]
      switch kind as? FileAttributeType {
      case .typeDirectory: pending.append(relative)
      case .typeRegular: found.append(relative)
      default:
        throw InputError(
          "\(directory)/\(relative)", "is not a plain file", expected: "files and directories only")
      }
    }
  }
  return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}

private func hexText(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef".utf8)
  let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
  return String(decoding: text, as: UTF8.self)
}
