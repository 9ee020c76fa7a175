/// Small arithmetic by table, comparing and sorting.
extension SkillFamily {
  static let numbers = [addition, subtraction, nextNumber, parity, larger, smaller, sortNumbers]

  static let addition = SkillFamily(
    "addition", usesLexicon: false,
    wordings: [
      "What is {a} plus {b}?", "Add {a} and {b}.", "How much is {a} plus {b}?",
      "Compute the sum of {a} and {b}.", "If I have {a} and get {b} more, how many are there?",
    ],
    heldOut: ["What is the sum of {a} and {b}?"]
  ) { source in
    let (a, b) = (source.number(in: 0...9), source.number(in: 0...9))
    return SkillTask(["a": String(a), "b": String(b)], answer: String(a + b))
  }

  static let subtraction = SkillFamily(
    "subtraction", usesLexicon: false,
    wordings: [
      "What is {a} minus {b}?", "Take {b} from {a}.", "How much is {a} minus {b}?",
      "Subtract {b} from {a}.", "If I have {a} and lose {b}, how many are left?",
    ],
    heldOut: ["How much is left if I take {b} from {a}?"]
  ) { source in
    let a = source.number(in: 0...10)
    let b = source.number(in: 0...min(a, 9))
    return SkillTask(["a": String(a), "b": String(b)], answer: String(a - b))
  }

  static let nextNumber = SkillFamily(
    "next-number", weight: 1, usesLexicon: false,
    wordings: [
      "Which number comes after {n}?", "What is the next number after {n}?",
      "Count one up from {n}.", "What number follows {n}?", "Say the number after {n}.",
    ],
    heldOut: ["Give me the next number after {n}."]
  ) { source in
    let n = source.number(in: 0...19)
    return SkillTask(["n": String(n)], answer: String(n + 1))
  }

  static let parity = SkillFamily(
    "even-or-odd", weight: 1, usesLexicon: false,
    wordings: [
      "Is {n} even or odd?", "Tell me if {n} is even or odd.", "Say even or odd: {n}.",
      "Even or odd, what is {n}?", "Would you call {n} odd or even?",
    ],
    heldOut: ["Tell me, is {n} odd or even?"]
  ) { source in
    let n = source.number(in: 1...20)
    return SkillTask(["n": String(n)], answer: n.isMultiple(of: 2) ? "even" : "odd")
  }

  static let larger = SkillFamily(
    "larger",
    wordings: [
      "Which is larger, {a} or {b}?", "Which number is bigger: {a} or {b}?",
      "Give me the larger of {a} and {b}.", "What is more, {a} or {b}?",
      "Pick the greater number: {a} or {b}.",
    ],
    heldOut: ["Tell me which is bigger, {a} or {b}."]
  ) { source in
    let pair = source.pick(2, of: Array(source.lexicon.digits))
    return SkillTask(
      ["a": String(pair[0]), "b": String(pair[1])], answer: String(max(pair[0], pair[1])))
  }

  static let smaller = SkillFamily(
    "smaller",
    wordings: [
      "Which is smaller, {a} or {b}?", "Which number is less: {a} or {b}?",
      "Give me the smaller of {a} and {b}.", "What is fewer, {a} or {b}?",
      "Pick the lesser number: {a} or {b}.",
    ],
    heldOut: ["Tell me which is less, {a} or {b}."]
  ) { source in
    let pair = source.pick(2, of: Array(source.lexicon.digits))
    return SkillTask(
      ["a": String(pair[0]), "b": String(pair[1])], answer: String(min(pair[0], pair[1])))
  }

  static let sortNumbers = SkillFamily(
    "sort-numbers",
    wordings: [
      "Sort these numbers: {list}.", "Put these numbers in order: {list}.",
      "Order {list} from small to large.", "Arrange these numbers: {list}.",
      "Write {list} in rising order.",
    ],
    heldOut: ["Put {list} in rising order."]
  ) { source in
    let numbers = source.pick(3, of: Array(source.lexicon.digits))
    let list = numbers.map(String.init).joined(separator: " ")
    return SkillTask(
      ["list": list], answer: numbers.sorted().map(String.init).joined(separator: " "),
      identity: .content)
  }
}
