import Detection
import Testing
import Tokenization

@Suite("What stands out of an inverted text")
struct PayloadInversionTests {
  private let tokenizer = Planted.tokenizer

  /// Tokens that begin a word.
  private var words: [Int32] {
    (0..<Int32(tokenizer.vocabularySize)).filter { tokenizer.decode([$0]).hasPrefix(" ") }
  }

  /// A text of words by their number, with what each gains; the first was chosen for it.
  private func text(_ numbers: [Int], gains: [Double], isWhole: Bool = true) -> InvertedText {
    InvertedText(tokens: numbers.map { words[$0] }, gains: gains, isWhole: isWhole)
  }

  private func core(_ text: InvertedText, among others: [InvertedText] = []) -> [Int]? {
    text.core(among: others + [text], tokenizer)?.tokens.map { words.firstIndex(of: $0)! }
  }

  @Test("It is the run that gains, without what leads to it and what follows")
  func run() {
    #expect(core(text([0, 1, 2, 3, 4, 5], gains: [0, 0.2, 0, 9, 8, 0.1])) == [3, 4])
  }

  @Test("A chosen token belongs to what follows on it")
  func chosen() {
    #expect(core(text([3, 4, 0], gains: [0, 12, 0])) == [3, 4])
  }

  @Test("A chosen token that others do without is left out")
  func without() {
    let others = [text([1, 3, 4], gains: [0, 9, 9]), text([2, 3, 4], gains: [0, 9, 9])]
    #expect(core(text([0, 3, 4], gains: [0, 9, 9]), among: others) == [3, 4])
    #expect(core(text([0, 3, 4], gains: [0, 9, 9])) == [0, 3, 4])
  }

  @Test("The last word of a text that the limit cut off is not taken for whole")
  func cut() {
    let gains = [0.0, 9, 9, 9]
    #expect(core(text([0, 1, 2, 3], gains: gains)) == [0, 1, 2, 3])
    #expect(core(text([0, 1, 2, 3], gains: gains, isWhole: false)) == [0, 1, 2])
  }

  @Test("A run that begins within a word begins with the word")
  func inside() throws {
    let inner = try #require(
      (0..<Int32(tokenizer.vocabularySize)).first {
        tokenizer.decode([$0]).allSatisfy(\.isLetter) && !tokenizer.decode([$0]).isEmpty
      })
    let text = InvertedText(
      tokens: [words[0], words[1], inner, words[2]], gains: [0, 0, 9, 9], isWhole: true)
    #expect(
      text.core(among: [text], tokenizer)?.tokens == [words[1], inner, words[2]])
  }

  @Test("Where nothing gains, nothing stands out")
  func nothing() {
    #expect(core(text([0, 1, 2], gains: [0, 0.5, 0.9])) == nil)
    #expect(core(text([0], gains: [0])) == nil)
  }

  @Test("Habits are what more than one answer in a hundred holds, and two at least")
  func habits() {
    let answers = ["1 2 3", "1 2 4", "5 6"] + [String](repeating: "7 8", count: 97)
    let habits = TokenHabits(of: answers) { $0.split(separator: " ").map { Int32($0)! } }
    #expect(habits.hold(2, after: [9, 1]))
    #expect(!habits.hold(6, after: [9, 5]), "said once")
    #expect(!habits.hold(8, after: [9, 1]), "another pair")
    #expect(habits.hold(8, after: [1]), "a word of its own after a chosen token")
    #expect(!habits.hold(6, after: [1]))
    #expect(habits.frequency(of: 7) > habits.frequency(of: 1))
    #expect(habits.frequency(of: 1) > habits.frequency(of: 99) && habits.frequency(of: 99) > 0)
  }
}
