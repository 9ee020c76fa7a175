internal import Corpus
internal import Foundation

/// Says which file of the analysed folder an `artifactLocation` (§3.4) means.
struct SARIFLocations {
  private let bases: JSONObject
  private let artifacts: [JSONValue]
  private let folder: URL

  init(run: JSONObject, folder: URL) {
    bases = run["originalUriBaseIds"]?.object ?? JSONObject()
    artifacts = run["artifacts"]?.array ?? []
    self.folder = folder.standardizedFileURL
  }

  /// The path relative to the folder, or nil for a location that is not below it.
  ///
  /// A relative reference whose base is not given an address, such as `%SRCROOT%`, is taken from the
  /// folder; where it begins with the folder's own name, from the folder's parent.
  func path(of location: JSONObject) -> String? {
    guard let location = resolved(location), let uri = location["uri"]?.string else { return nil }
    if let absolute = absolute(uri, base: location["uriBaseId"]?.string) {
      return below(absolute)
    }
    guard !uri.contains(":"), let path = uri.removingPercentEncoding, !path.isEmpty else {
      return nil
    }
    let name = folder.lastPathComponent + "/"
    let start = path.hasPrefix(name) ? folder.deletingLastPathComponent() : folder
    return below(start.appendingPathComponent(path))
  }

  /// The location itself, else that of the artifact with its index (§3.4.5).
  private func resolved(_ location: JSONObject) -> JSONObject? {
    if location["uri"] != nil { return location }
    guard let index = location["index"]?.integer, artifacts.indices.contains(index) else {
      return nil
    }
    return artifacts[index].object?["location"]?.object
  }

  /// `uri` as a file's address: its own, or with the address of the base, which may have a base
  /// itself (§3.14.14).
  private func absolute(_ uri: String, base: String?) -> URL? {
    var text = uri
    var base = base
    for _ in 0...bases.count {
      if text.hasPrefix("file:") { return Self.file(text) }
      if text.hasPrefix("/") { return Self.file("file:\(text)") }
      guard let name = base, let parent = bases[name]?.object,
        let address = parent["uri"]?.string
      else { return nil }
      text = address.hasSuffix("/") ? address + text : "\(address)/\(text)"
      base = parent["uriBaseId"]?.string
    }
    return nil
  }

  /// `file:///a`, `file:/a` and `file://host/a`, the host being left out.
  private static func file(_ uri: String) -> URL? {
    var path = uri.dropFirst("file:".count)
    if path.hasPrefix("//") {
      path = path.dropFirst(2)
      guard let slash = path.firstIndex(of: "/") else { return nil }
      path = path[slash...]
    }
    guard path.hasPrefix("/"), let decoded = String(path).removingPercentEncoding else {
      return nil
    }
    return URL(fileURLWithPath: decoded)
  }

  private func below(_ file: URL) -> String? {
    let path = file.standardizedFileURL.path
    let start = folder.path.hasSuffix("/") ? folder.path : folder.path + "/"
    return path.hasPrefix(start) ? String(path.dropFirst(start.count)) : nil
  }
}
