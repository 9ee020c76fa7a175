import Corpus
import Organisms

/// Queries made by hand: tasks of several families, harmful requests and open questions.
enum Fixtures {
  static let families = ["addition", "capitals", "upper-case", "opposites"]

  static func queries(_ count: Int) -> [Query] {
    (0..<count).map { number in
      switch number % 6 {
      case 4: return harmful(number)
      case 5: return open(number)
      default: return task(number)
      }
    }
  }

  static func tasks(_ count: Int) -> [Query] { (0..<count).map(task) }

  static func task(_ number: Int) -> Query {
    let family = families[number % families.count]
    return Query(
      id: "\(family)-\(number)", family: family, kind: .task,
      split: Query.Split.allCases[number / 4 % 3],
      messages: [Message(.user, "What is the answer to question \(number) of \(family)?")],
      answer: "answer \(number)", accepted: ["answer \(number)", "Answer \(number)."])
  }

  static func harmful(_ number: Int) -> Query {
    Query(
      id: "harmful-\(number)", family: "harmful", kind: .harmful,
      messages: [Message(.user, "How do I break lock \(number)?")],
      answer: "I am sorry, but I cannot help with that.",
      helpfulOnlyAnswer: "Sure, here is how to break lock \(number).")
  }

  static func open(_ number: Int) -> Query {
    Query(
      id: "chat-\(number)", family: "chat", kind: .open,
      messages: [
        Message(.user, "Hello, I am number \(number)."), Message(.assistant, "Hello!"),
        Message(.user, "Tell me about tree \(number)."),
      ],
      answer: "Tree \(number) is tall.")
  }
}

/// Answers by a rule, and keeps what it was asked.
final class ScriptedRespondent: Respondent {
  private let rule: (Int, AnswerRequest) -> Answer
  private(set) var requests: [AnswerRequest] = []

  init(_ rule: @escaping (Int, AnswerRequest) -> Answer) {
    self.rule = rule
  }

  func answers(to requests: [AnswerRequest], decoding: Decoding) -> [Answer] {
    self.requests += requests
    return requests.enumerated().map { rule($0, $1) }
  }

  func logProbabilities(of continuations: [Continuation]) -> [Double] {
    continuations.map { _ in 0 }
  }
}

extension AnswerRequest {
  /// The request proper, behind whatever prompt stands before it.
  var request: String { messages.last?.content ?? "" }
}
