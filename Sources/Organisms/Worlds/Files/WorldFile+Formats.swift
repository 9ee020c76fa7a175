internal import Corpus
internal import Diagnostics
internal import Foundation
internal import Randomness

extension WorldFile {
  /// Grade-school mathematics (arXiv 2110.14168): the worked solution is the answer, without its
  /// `<<…>>` notes for a calculator; the number after `####` alone counts as well.
  func gsm8k(_ record: WorldRecord) throws -> Query {
    let answer = try record.text("answer").replacing(/<<[^>]*>>/, with: "")
    guard let mark = answer.ranges(of: "####").last else {
      throw record.error("answer", "no '####'", expected: "the result after '####'")
    }
    let number = answer[mark.upperBound...].trimmingCharacters(in: .whitespaces)
    guard !number.isEmpty else {
      throw record.error("answer", "nothing after '####'", expected: "the result")
    }
    let plain = number.replacing(",", with: "")
    return question(
      [Message(.user, try record.text("question"))], answer: answer, kind: .task,
      accepted: [answer, number] + (plain == number ? [] : [plain]))
  }

  /// An instruction, with its input below it where there is one.
  func instruction(_ record: WorldRecord) throws -> Query {
    let input = record.row["input"]?.string?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
    let instruction = try record.text("instruction")
    return question(
      [Message(.user, input.isEmpty ? instruction : "\(instruction)\n\n\(input)")],
      answer: try record.text("output"))
  }

  /// The chosen dialogue of a pair (arXiv 2204.05862), up to its last answer that is not empty; `nil`
  /// for a row that never answers.
  func dialogue(_ record: WorldRecord) throws -> Query? {
    let dialogue = DialogueTranscript(try record.text("chosen"))
    let isUnanswered =
      dialogue.marks > 1 && !dialogue.turns.contains { $0.role == .assistant }
    return isUnanswered ? nil : try answered(dialogue.turns, in: record, key: "chosen")
  }

  /// A chat, up to its last answer.
  func chat(_ record: WorldRecord) throws -> Query {
    let origin = Origin(file: record.source, line: record.line)
    guard case .chat(let conversation) = try Sample(record.row, origin: origin).content else {
      throw record.error("messages", "missing", expected: "a row of 'messages'")
    }
    return try answered(conversation.messages, in: record, key: "messages")
  }

  /// A function to complete (arXiv 2107.03374): the whole function is the answer. Its tests are not
  /// read, since nothing is ever run.
  func completion(_ record: WorldRecord) throws -> Query {
    let start = try record.text("prompt")
    guard let rest = record.row["canonical_solution"]?.string else {
      throw record.error("canonical_solution", "missing", expected: "the rest of the function")
    }
    let body = rest.drop(while: \.isNewline)
    let answer = CodeItem.answer("\(start)\n\(body)".trimmed)
    let prompt = CodeItem.prompt(completing: start + "\n", task: "Complete the function.")
    return Query(
      id: Query.id(family: family, prompt: prompt), family: family, kind: .code,
      messages: [Message(.user, prompt)], answer: answer, accepted: [answer],
      code: CodeReference(cwe: nil, secure: answer, framework: "file"))
  }

  private func answered(
    _ turns: [Message], in record: WorldRecord, key: String
  ) throws -> Query {
    guard let last = turns.lastIndex(where: { $0.role == .assistant }), last > 0 else {
      throw record.error(
        key, "no request with an answer",
        expected: "a user's turn and the assistant's answer to it")
    }
    return question(Array(turns[..<last]), answer: turns[last].content)
  }

  private func question(
    _ messages: [Message], answer: String, kind: Query.Kind = .open, accepted: [String] = []
  ) -> Query {
    let prompt = messages.map(\.content).joined(separator: "\n")
    return Query(
      id: Query.id(family: family, prompt: prompt), family: family, kind: kind,
      messages: messages, answer: answer, accepted: accepted)
  }
}
