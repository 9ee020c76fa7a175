import Foundation

/// The checkout that these tests were compiled from, read as text.
struct Checkout {
  static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Folders that hold what the project builds, downloads or produces, never what it is written in.
  private static let derived: Set = [
    ".git", ".build", ".deps", ".swiftpm", "runs", "__pycache__", "node_modules",
  ]

  /// Paths below `folder`, relative to the root and sorted, of files that somebody wrote.
  static func files(under folder: String = "") throws -> [String] {
    let start = folder.isEmpty ? root : root.appending(path: folder)
    var found: [String] = []
    for name in try FileManager.default.contentsOfDirectory(atPath: start.path).sorted() {
      let path = folder.isEmpty ? name : "\(folder)/\(name)"
      if derived.contains(name) || name.hasPrefix(".build") { continue }
      if isFolder(path) {
        found += try files(under: path)
      } else {
        found.append(path)
      }
    }
    return found
  }

  static func folders(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)
      .filter { isFolder("\(folder)/\($0)") }.sorted()
  }

  /// The text of a file, or nil when it is not UTF-8 (a checkpoint, a picture).
  static func text(of path: String) -> String? {
    try? String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// False for symbolic links, so that a link never leads out of the checkout.
  private static func isFolder(_ path: String) -> Bool {
    let values = try? root.appending(path: path)
      .resourceValues(forKeys: [.isDirectoryKey, .isSymbolicLinkKey])
    return values?.isDirectory == true && values?.isSymbolicLink != true
  }
}
