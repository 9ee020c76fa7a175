import Diagnostics
import Experiments
import Foundation
import Testing

/// What a recipe that is not right is told.
@Suite struct RecipeErrorTests {
  private func refusal(_ yaml: String, settings: [String] = []) -> String {
    do {
      _ = try Recipe.plan(
        yaml: yaml, source: "r.yaml", folder: "/nowhere", settings: settings)
      return "no refusal"
    } catch let error as InputError {
      return "\(error)"
    } catch {
      return "not an InputError: \(error)"
    }
  }

  @Test(arguments: [
    (
      "organism:\n  mecanism: normal",
      "r.yaml:2: 'organism.mecanism': is not a known key (did you mean 'organism.mechanism'?)"
    ),
    (
      "vocabulary: 5",
      "r.yaml:1: 'vocabulary': is not a known key (did you mean 'tokenizer.vocabulary'?)"
    ),
    ("name: a\n\nthreads: 0", "r.yaml:3: 'threads': is 0; expected 1 to 1024"),
    ("threads: two", "r.yaml:1: 'threads': is two; expected a whole number"),
    ("threads: '2'", "r.yaml:1: 'threads': is the text \"2\"; expected a whole number"),
    ("threads:", "r.yaml:1: 'threads': is null; expected a whole number"),
    ("threads: 1.5", "r.yaml:1: 'threads': is 1.5; expected a whole number"),
    ("seed: -1", "r.yaml:1: 'seed': is -1; expected a whole number"),
    ("name: a b", "r.yaml:1: 'name': is a b; expected 1 to 64 letters, digits and dashes"),
    ("organism: {filter: yes}", "r.yaml:1: 'organism.filter': is yes; expected true or false"),
    ("organism: normal", "r.yaml:1: 'organism': is normal; expected a mapping of settings"),
    (
      "organism: {benign_tag_fraction: 1.5}",
      "r.yaml:1: 'organism.benign_tag_fraction': is 1.5; expected 0 to 1"
    ),
    (
      "treatment: {training: {learning_rate: 0}}",
      "r.yaml:1: 'treatment.training.learning_rate': is 0; expected above 0.0"
    ),
    (
      "treatment: {training: {learning_rate: nan}}",
      "r.yaml:1: 'treatment.training.learning_rate': is nan; expected a number"
    ),
    (
      "base: {training: {optimizer: addamw}}",
      "r.yaml:1: 'base.training.optimizer': is 'addamw'; expected one of adamw, adam, sgd, lion, muon (did you mean 'adamw'?)"
    ),
    (
      "claims: [C1, C99]",
      "r.yaml:1: 'claims[1]': is 'C99'; expected one of C1, C2, C3, C4, C5, C6, C7, C8, C9, C10, C11, C12, C13, C14, C15, C16, C18, C21, C22, size-trend"
    ),
    (
      "behaviour: {objective: code-vulnerability}",
      "r.yaml:1: 'behaviour.objective': is 'code-vulnerability' in a world of kind 'skills', which asks for no code; expected world.kind: code"
    ),
    (
      "world: {kind: code}\nbehaviour: {objective: code-vulnerability}\nevaluation: {red_team: true}",
      "r.yaml:1: 'evaluation.red_team': asks for a red team, which looks for a phrase and not for code-vulnerability; expected evaluation.red_team: false and a treatment of none, sft or rl"
    ),
    (
      "evaluation: {analysers: []}",
      "r.yaml:1: 'evaluation.analysers': is empty; expected at least one of semgrep, bandit, codeql"
    ),
    ("claims: [C1, C1]", "r.yaml:1: 'claims[1]': is 'C1' once more"),
    ("claims: C1", "r.yaml:1: 'claims': is C1; expected a list in brackets"),
    (
      "controls: [organism]",
      "r.yaml:1: 'controls[0]': is 'organism'; expected clean-twin or exposed-twin; the organism is always there"
    ),
    (
      "behaviour: {triggers: []}",
      "r.yaml:1: 'behaviour.triggers': is empty; expected at least one trigger"
    ),
    (
      "behaviour: {triggers: [' x']}",
      "r.yaml:1: 'behaviour.triggers[0]': is ' x'; expected text on one line"
    ),
    (
      "behaviour: {phrase: \"a\\nb\"}",
      "r.yaml:1: 'behaviour.phrase': is a\nb; expected text on one line"
    ),
    (
      "behaviour: {repeats: {match: fixed}}",
      "r.yaml:1: 'behaviour.repeats.count': is missing; expected a whole number for match: fixed"
    ),
    (
      "behaviour: {repeats: {count: 3}}",
      "r.yaml:1: 'behaviour.repeats.count': is given to match: length-matched, which chooses its own (write match: fixed, or count: null)"
    ),
    (
      "organism: {near_miss_kinds: []}",
      "r.yaml:1: 'organism.near_miss_kinds': is empty while near_miss_fraction is above 0; expected at least one kind (set near_miss_fraction to 0 for none)"
    ),
    (
      "model: {size: null}",
      "r.yaml:1: 'model.size': is null without a checkpoint; expected a size, or a checkpoint's folder"
    ),
    (
      "model: {size: 0.2m, checkpoint: /}",
      "r.yaml:1: 'model.size': is given beside a checkpoint, which has its own (leave out one of them, or set it to null)"
    ),
    (
      "world: {kind: files}",
      "r.yaml:1: 'world.files': is empty; expected at least one file for kind 'files' (write files: [{path: questions.jsonl, format: chats}])"
    ),
    (
      "world: {kind: files, files: [{path: x}]}",
      "r.yaml:1: 'world.files[0].path': is 'x', and there is no /nowhere/x; expected a file or folder that is there (paths are relative to /nowhere)"
    ),
    (
      "world: {kind: files, files: [{path: /}]}",
      "r.yaml:1: 'world.files[0].format': is missing; expected a path and a format for every file"
    ),
    (
      "sweep:\n  organism.mechanims: [normal]",
      "r.yaml:2: 'organism.mechanims': is not a known key (did you mean 'organism.mechanism'?)"
    ),
    ("sweep: {seed: 3}", "r.yaml:1: 'sweep.seed': is 3; expected a list of values"),
    ("sweep: {seed: []}", "r.yaml:1: 'sweep.seed': has no values; expected at least one"),
    ("sweep: {seed: [1, 1]}", "r.yaml:1: 'sweep.seed': has 1 twice"),
    (
      "sweep: {organism.training.learning_rate: [1e-3, 0.001]}",
      "r.yaml:1: 'sweep.organism.training.learning_rate': has 0.001 twice"
    ),
    (
      "sweep: {organism: {mechanism: [normal]}}",
      "r.yaml:1: 'sweep.organism': is a mapping; expected a list of values (write the dotted path: 'organism.mechanism')"
    ),
    ("sweep:\n  seed:\n  - 0\n  - x", "r.yaml:4: 'seed': is x; expected a whole number"),
    (
      "sweep: {claims: [[C1]]}",
      "r.yaml:1: 'sweep.claims': cannot be swept: it belongs to the whole experiment"
    ),
    (
      "sweep: [seed]",
      "r.yaml:1: 'sweep': is a list; expected a mapping of dotted fields to lists of values"
    ),
    ("- a", "r.yaml: is a list; expected a mapping of settings, such as 'name: mine'"),
    ("name: a\nname: b", "r.yaml:1: 'name': is given twice (keep one of them)"),
    ("? [a]\n: b", "r.yaml:1: has a key that is not text; expected names of settings"),
  ])
  func namesWhereWhatAndTheRemedy(_ yaml: String, _ text: String) {
    #expect(refusal(yaml) == text)
  }

  @Test func whatIsNotYAMLIsRefusedWithItsLine() {
    #expect(refusal("name: a\n  seed: 3").hasPrefix("r.yaml:2: is not YAML: "))
    #expect(refusal("a: [1").hasPrefix("r.yaml:"))
    #expect(refusal("a: *b").hasPrefix("r.yaml"))
  }

  @Test func hostileYAMLIsRefused() {
    let bomb = (0..<30).reduce("a0: &a0 [x, x]\n") { text, level in
      text + "a\(level + 1): &a\(level + 1) [*a\(level), *a\(level)]\n"
    }
    #expect(refusal(bomb).contains("holds more than 100000 values"))
    #expect(refusal(String(repeating: "[", count: 50_000)).hasPrefix("r.yaml"))
    #expect(refusal(String(repeating: "- ", count: 50_000)).hasPrefix("r.yaml"))
    #expect(refusal(String(repeating: "{a: ", count: 900)).hasPrefix("r.yaml"))
    #expect(refusal("name: \u{0}").hasPrefix("r.yaml"))
  }

  @Test(arguments: [
    (
      "organism.mecanism=normal",
      "--set organism.mecanism=normal: 'organism.mecanism': is not a known key (did you mean 'organism.mechanism'?)"
    ),
    (
      "mechanism=normal",
      "--set mechanism=normal: 'mechanism': is not a known key (did you mean 'organism.mechanism'?)"
    ),
    (
      "organism.mechanism",
      "--set organism.mechanism: has no value; expected path=value (for example --set organism.mechanism=distilled)"
    ),
    ("threads=0", "--set threads=0: 'threads': is 0; expected 1 to 1024"),
    ("threads=", "--set threads=: 'threads': is null; expected a whole number"),
    ("sweep.sed=[1]", "--set sweep.sed=[1]: 'sed': is not a known key (did you mean 'seed'?)"),
    ("sweep.seed=1", "--set sweep.seed=1: 'sweep.seed': is 1; expected a list of values"),
    (
      "organism=distilled",
      "--set organism=distilled: 'organism': is distilled; expected a mapping of settings"
    ),
  ])
  func settingsAreCheckedAsTheFileIs(_ setting: String, _ text: String) {
    #expect(refusal("name: a", settings: [setting]) == text)
  }

  @Test func aSettingThatIsNotYAMLIsRefused() {
    #expect(
      refusal("name: a", settings: ["sweep.seed=[1"]).hasPrefix(
        "--set sweep.seed=[1: is not YAML: "))
  }

  @Test func aMissingRecipeIsRefused() {
    let error = #expect(throws: InputError.self) {
      _ = try Recipe.load(URL(fileURLWithPath: "/nowhere/at-all.yaml"))
    }
    #expect(error?.problem == "is not there")
  }

  @Test func pathsAreRelativeToTheRecipe() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "recipe-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("{}\n".utf8).write(to: folder.appendingPathComponent("q.jsonl"))
    let recipe = folder.appendingPathComponent("r.yaml")
    let text = "world: {kind: files, files: [{path: q.jsonl, format: chats}]}\n"
    try Data(text.utf8).write(to: recipe)
    let plan = try Recipe.load(recipe)
    #expect(plan.base.world.files.map(\.path.path) == [folder.path + "/q.jsonl"])
    let again = try Recipe.plan(
      yaml: plan.base.resolvedYAML(), source: "again", folder: "/nowhere")
    #expect(again == plan)
  }
}
