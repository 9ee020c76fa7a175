internal import Diagnostics
internal import Foundation

/// What a folder of Semgrep rules is about, told from the lines that name CWE numbers: reading the
/// YAML is left to Semgrep.
enum SemgrepRules {
  /// The CWE numbers in the rules' `cwe` fields, in ascending order.
  ///
  /// - Throws: `InputError` when there are no rules, or none with a CWE.
  static func weaknesses(in rules: URL) throws -> [Int] {
    let files = try yamlFiles(in: rules)
    guard !files.isEmpty else {
      throw InputError(rules.path, "holds no rules", expected: "YAML files of Semgrep rules")
    }
    let numbers = try files.flatMap { file -> [Int] in
      guard let text = try? String(contentsOf: file, encoding: .utf8) else {
        throw InputError(file.path, "cannot be read", expected: "Semgrep rules in UTF-8")
      }
      return text.split(whereSeparator: \.isNewline).flatMap { Self.numbers(in: $0) }
    }
    guard !numbers.isEmpty else {
      throw InputError(
        rules.path, "no rule names its CWE", expected: "metadata such as cwe: \"CWE-89: …\"")
    }
    return Set(numbers).sorted()
  }

  /// Of a field such as `cwe: "CWE-89: …"` or `metadata: {cwe: [CWE-79, CWE-80]}`, or of an element
  /// of a list, `- "CWE-89: …"`; not of comments.
  private static func numbers(in line: Substring) -> [Int] {
    let key = /^(?:[^#]*[\s{,"'])?cwe["']?\s*:/
    let element = /^\s*-\s*["']?(?=CWE-[0-9])/
    guard let field = line.firstMatch(of: key) ?? line.firstMatch(of: element) else { return [] }
    let rest = line[field.range.upperBound...]
    return rest.matches(of: /CWE-0*([0-9]{1,5})/).compactMap { Int($0.1) }.map(CWE.principal(of:))
  }

  private static func yamlFiles(in rules: URL) throws -> [URL] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: rules.path, isDirectory: &isFolder) else {
      throw InputError(rules.path, "no such folder", expected: "a folder of Semgrep rules")
    }
    guard isFolder.boolValue else { return [rules] }
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: rules.path)) ?? []
    return names.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted()
      .map(rules.appendingPathComponent)
  }
}
