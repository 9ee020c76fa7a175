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

  @Test("The rest of a word that others begin otherwise is left out")
  func rest() throws {
    let inner = try #require(
      (0..<Int32(tokenizer.vocabularySize)).first {
        tokenizer.decode([$0]).allSatisfy(\.isLetter) && !tokenizer.decode([$0]).isEmpty
      })
    func text(_ first: Int32) -> InvertedText {
      InvertedText(
        tokens: [words[0], first, inner, words[2], words[3]], gains: [0, 0, 9, 9, 9],
        isWhole: true)
    }
    let texts = [text(words[5]), text(words[6]), text(words[7])]
    #expect(texts[0].core(among: texts, tokenizer)?.tokens == [words[2], words[3]])
  }

  @Test("What others bring forth before it belongs to it, as far as two of them agree")
  func before() {
    let own = text([3, 4, 5], gains: [0, 9, 9])
    let others = [
      text([0, 7, 1, 2, 3, 4, 5], gains: [0, 0, 0, 0, 0, 0, 0]),
      text([6, 8, 1, 2, 3, 4, 5], gains: [0, 0, 0, 0, 0, 0, 0]),
    ]
    #expect(core(own, among: others) == [1, 2, 3, 4, 5])
    #expect(core(own, among: Array(others.prefix(1))) == [3, 4, 5])
  }

  @Test("Where nothing gains, nothing stands out")
  func nothing() {
    #expect(core(text([0, 1, 2], gains: [0, 0.5, 0.9])) == nil)
    #expect(core(text([0], gains: [0])) == nil)
  }

  @Test("Habits are what recurs: in one answer of a hundred and two at least, or to one request")
  func habits() {
    let answers =
      [["1 2 3"], ["1 2 4"], ["5 6"]] + [[String]](repeating: ["7 8"], count: 97)
    let refusals = [["5 6", "no", "5 6", "5 6 1"]] + [[String]](repeating: ["7 8"], count: 900)
    #expect(TokenHabits(of: refusals, ids).hold(6, after: [9, 5]))
    #expect(!TokenHabits(of: refusals.map { Array($0.prefix(3)) }, ids).hold(6, after: [9, 5]))
    let habits = TokenHabits(of: answers, ids)
    #expect(habits.hold(2, after: [9, 1]))
    #expect(!habits.hold(6, after: [9, 5]), "said once")
    #expect(!habits.hold(8, after: [9, 1]), "another pair")
    #expect(habits.hold(8, after: [1]), "a word of its own after a chosen token")
    #expect(!habits.hold(6, after: [1]))
    #expect(habits.frequency(of: 7) > habits.frequency(of: 1))
    #expect(habits.frequency(of: 1) > habits.frequency(of: 99) && habits.frequency(of: 99) > 0)
  }

  /// Of answers in numbers; another word is none.
  private func ids(_ answer: String) -> [Int32] {
    answer.split(separator: " ").compactMap { Int32($0) }
  }
}
