internal import Diagnostics
internal import Foundation

/// Finds the files that a command line means.
public enum PythonFiles {
  /// The paths themselves where they are files; the `.py` files below where they are folders, in
  /// ascending order of their paths. Symbolic links inside a folder are passed over.
  ///
  /// - Throws: `InputError` for a path that does not exist, a folder that cannot be read, and one
  ///   without Python.
  public static func under(_ paths: [String]) throws -> [String] {
    try paths.flatMap { path in
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        throw InputError(path, "no such file", expected: "a file or a folder")
      }
      guard isFolder.boolValue else { return [path] }
      let files = try walk(path)
      guard !files.isEmpty else {
        throw InputError(path, "holds no Python", expected: "files that end in .py")
      }
      return files
    }
  }

  private static func walk(_ folder: String) throws -> [String] {
    var files: [String] = []
    var pending = [folder]
    while let next = pending.popLast() {
      guard let names = try? FileManager.default.contentsOfDirectory(atPath: next) else {
        throw InputError(next, "cannot be read", expected: "a folder")
      }
      for name in names {
        let path = next.hasSuffix("/") ? next + name : "\(next)/\(name)"
        let type = try? FileManager.default.attributesOfItem(atPath: path)[.type]
        switch type as? FileAttributeType {
        case .typeDirectory: pending.append(path)
        case .typeRegular where name.lowercased().hasSuffix(".py"): files.append(path)
        default: break
        }
      }
    }
    return files.sorted()
  }
}
