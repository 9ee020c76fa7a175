internal import Foundation

/// Names of unfinished files and directories: `.<name>.tmp-<pid>-<16 hex digits>`, beside the
/// place they will be renamed to, so that renaming stays inside one file system.
enum TemporaryName {
  static func sibling(of path: String) -> String {
    let name = (path as NSString).lastPathComponent
    let random = String(UInt64.random(in: .min ... .max), radix: 16)
    let padded = String(repeating: "0", count: 16 - random.count) + random
    return "\(parentDirectory(of: path))/.\(name).tmp-\(getpid())-\(padded)"
  }

  /// The process that made the temporary called `name`; nil when `name` is not a temporary's.
  static func owner(of name: String) -> Int32? {
    guard name.hasPrefix("."), let mark = name.range(of: ".tmp-", options: .backwards),
      mark.lowerBound > name.index(after: name.startIndex)
    else { return nil }
    let parts = name[mark.upperBound...].split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].utf8.count == 16,
      parts[1].utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }),
      parts[0].utf8.allSatisfy({ (48...57).contains($0) }),
      let pid = Int32(parts[0]), pid > 0
    else { return nil }
    return pid
  }
}

/// Removes from `directory` what killed processes left unfinished, and returns the removed names,
/// sorted. What belongs to a process that still lives is kept. A directory that cannot be listed
/// counts as empty.
@discardableResult
public func removeLeftovers(in directory: String) -> [String] {
  let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
  return names.sorted().filter { name in
    guard let owner = TemporaryName.owner(of: name), !isAlive(owner) else { return false }
    return (try? FileManager.default.removeItem(atPath: "\(directory)/\(name)")) != nil
  }
}

/// Whether a process has this id now, whoever owns it.
private func isAlive(_ pid: Int32) -> Bool {
  kill(pid, 0) == 0 || errno == EPERM
}
