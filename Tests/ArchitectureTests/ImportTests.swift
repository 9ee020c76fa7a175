import Testing

@Suite("Imports follow the architecture")
struct ImportTests {
  @Test("Every folder of Sources has its place in the table")
  func everyModuleIsPlaced() throws {
    for module in try Checkout.folders(in: "Sources") {
      #expect(ImportTable.arrows[module] != nil, "Sources/\(module) is not in ImportTable.arrows")
    }
  }

  @Test("No module imports what is not below it")
  func importsPointDown() throws {
    var read = 0
    for path in try Checkout.files(under: "Sources") where path.hasSuffix(".swift") {
      let module = String(path.split(separator: "/")[1])
      for imported in importedModules(in: try #require(Checkout.text(of: path))) {
        read += 1
        #expect(
          ImportTable.allows(module, toImport: imported), "\(path): \(module) imports \(imported)")
      }
    }
    #expect(read > 0, "no import was read, so nothing was checked")
  }

  @Test("PyTorch's headers are included by the shim alone")
  func onlyTheShimSeesTheEngine() throws {
    let header = /^\s*#\s*include\s*[<"](torch|ATen|c10)\//.anchorsMatchLineEndings()
    for path in try Checkout.files(under: "Sources") where !path.hasPrefix("Sources/EngineShim/") {
      let text = Checkout.text(of: path) ?? ""
      #expect(text.firstMatch(of: header) == nil, "\(path) includes a header of PyTorch")
    }
  }

  @Test("The table has no cycle")
  func theTableIsAcyclic() {
    for module in ImportTable.arrows.keys.sorted() {
      #expect(!ImportTable.reachable(from: module).contains(module), "\(module) is above itself")
    }
  }

  @Test(
    "Every way of writing an import is read",
    arguments: [
      ("import Tensors", ["Tensors"]),
      ("public import struct Foundation.URL", ["Foundation"]),
      ("  @preconcurrency package import Crypto  // digests", ["Crypto"]),
      ("@_spi(Internals) @testable import Layers", ["Layers"]),
      ("import func Glibc.exit", ["Glibc"]),
      ("// import Tensors", []),
      ("let important = 1", []),
      ("let python = \"\"\"\n  import json\n  \"\"\"", []),
    ])
  func importsAreRead(line: String, modules: [String]) {
    #expect(importedModules(in: "\n\(line)\n") == modules)
  }
}

/// The first component of each import in a Swift file, in order; what a multi-line string holds is
/// no Swift.
private func importedModules(in text: String) -> [String] {
  let code = text.split(separator: "\"\"\"", omittingEmptySubsequences: false).enumerated()
    .filter { $0.offset.isMultiple(of: 2) }.map(\.element).joined()
  let statement =
    /^\s*(?:@\w+(?:\(\w*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:struct|class|enum|protocol|typealias|func|let|var)\s+)?(\w+)/
    .anchorsMatchLineEndings()
  return code.matches(of: statement).map { String($0.1) }
}
