import Corpus
import Diagnostics
import Foundation
import Synchronization
import Testing

/// Answers requests by a rule and keeps them.
final class ScriptedTransport: EndpointTransport {
  private let rule: @Sendable (Int, EndpointRequest) throws -> EndpointResponse
  private let sent = Mutex<[EndpointRequest]>([])

  init(_ rule: @escaping @Sendable (Int, EndpointRequest) throws -> EndpointResponse) {
    self.rule = rule
  }

  var requests: [EndpointRequest] { sent.withLock { $0 } }

  func send(_ request: EndpointRequest) throws -> EndpointResponse {
    let number = sent.withLock { sent in
      sent.append(request)
      return sent.count - 1
    }
    return try rule(number, request)
  }
}

final class Waits: Sendable {
  private let waits = Mutex<[Double]>([])
  var seconds: [Double] { waits.withLock { $0 } }
  func note(_ seconds: Double) { waits.withLock { $0.append(seconds) } }
}

extension EndpointResponse {
  static func answer(_ content: JSONValue, finish: String = "stop") -> EndpointResponse {
    let choice: JSONValue = [
      "index": 0, "message": ["role": "assistant", "content": content],
      "finish_reason": .string(finish),
    ]
    let body: JSONValue = ["choices": [choice], "usage": ["completion_tokens": 7]]
    return EndpointResponse(status: 200, body: Data(try! body.serialized().utf8))
  }

  static func failing(
    _ status: Int, _ text: String = "", headers: [String: String] = [:]
  ) -> EndpointResponse {
    EndpointResponse(status: status, headers: headers, body: Data(text.utf8))
  }
}

@Suite struct EndpointRespondentTests {
  private let waits = Waits()

  private func respondent(
    _ configuration: EndpointConfiguration, environment: [String: String] = [:],
    _ transport: ScriptedTransport
  ) throws -> EndpointRespondent {
    try EndpointRespondent(
      configuration, environment: environment, transport: transport,
      wait: { [waits] in waits.note($0) })
  }

  private func respondent(_ transport: ScriptedTransport) throws -> EndpointRespondent {
    try respondent(
      EndpointConfiguration(baseURL: "http://localhost:1/v1/", model: "tiny", retries: 3),
      transport)
  }

  private func ask(_ respondent: EndpointRespondent, count: Int = 1) throws -> [Answer] {
    let requests = (0..<count).map {
      AnswerRequest([Message(.user, "question \($0)")], seed: UInt64.max - UInt64($0))
    }
    return try respondent.answers(to: requests, decoding: Decoding(temperature: 0.5, maxTokens: 9))
  }

  private func content(_ request: EndpointRequest) -> JSONObject {
    let value = try? request.body.withUnsafeBytes {
      try JSONValue.parse($0.bindMemory(to: UInt8.self), source: "body")
    }
    return value?.object ?? [:]
  }

  @Test func aRequestIsTheConversationAndItsDecoding() throws {
    let transport = ScriptedTransport { _, _ in .answer("hello") }
    let answers = try ask(try respondent(transport))
    #expect(answers == [Answer("hello", tokens: 7, isComplete: true)])
    let request = try #require(transport.requests.first)
    #expect(request.url.absoluteString == "http://localhost:1/v1/chat/completions")
    #expect(request.headers["Authorization"] == nil)
    #expect(
      content(request) == [
        "model": "tiny", "temperature": 0.5, "max_tokens": 9, "seed": 0x7FFF_FFFF,
        "messages": [["role": "user", "content": "question 0"]],
      ])
  }

  @Test func answersComeInOrder() throws {
    let transport = ScriptedTransport { number, request in
      if number % 3 == 0 { Thread.sleep(forTimeInterval: 0.002) }
      let text = String(decoding: request.body, as: UTF8.self)
      return .answer(.string(String(text.firstMatch(of: /question (\d+)/)!.output.1)))
    }
    let answers = try ask(try respondent(transport), count: 40)
    #expect(answers.map(\.text) == (0..<40).map(String.init))
    #expect(try ask(try respondent(transport), count: 0).isEmpty)
  }

  @Test func whatMayPassIsTriedAgain() throws {
    let transport = ScriptedTransport { number, _ in
      switch number {
      case 0: .failing(429, headers: ["retry-after": "7.5"])
      case 1: throw RunError("no answer within 1 seconds")
      case 2: .failing(503)
      default: .answer("at last")
      }
    }
    #expect(try ask(try respondent(transport)).map(\.text) == ["at last"])
    #expect(waits.seconds == [7.5, 2, 4])
  }

  @Test func waitsAreCapped() throws {
    let configuration = EndpointConfiguration(
      baseURL: "http://localhost:1", model: "tiny", retries: 3, backOff: 4, longestWait: 10)
    let transport = ScriptedTransport { number, _ in
      .failing(429, headers: number == 0 ? ["retry-after": "3600"] : ["retry-after": "Fri, 1 Jan"])
    }
    #expect(throws: RunError.self) { try ask(try respondent(configuration, transport)) }
    #expect(waits.seconds == [10, 8, 10])
  }

  @Test func whatStaysWrongIsNamed() throws {
    let down = ScriptedTransport { _, _ in .failing(500, "out\nof   memory") }
    let error = #expect(throws: RunError.self) { try ask(try respondent(down)) }
    #expect(
      error?.description
        == "http://localhost:1/v1/chat/completions: status 500 after 4 tries: out of memory")
    #expect(down.requests.count == 4)
    let wrong = ScriptedTransport { _, _ in .failing(404, "no such model") }
    let refused = #expect(throws: RunError.self) { try ask(try respondent(wrong)) }
    #expect(refused?.description.hasSuffix("status 404: no such model") == true)
    #expect(wrong.requests.count == 1)
    let silent = ScriptedTransport { _, _ in throw RunError("no answer within 1 seconds") }
    let late = #expect(throws: RunError.self) { try ask(try respondent(silent)) }
    #expect(late?.description.hasSuffix("no answer within 1 seconds after 4 tries") == true)
  }

  @Test func anErrorEndsTheCall() throws {
    let transport = ScriptedTransport { number, _ in .failing(400, "no") }
    #expect(throws: RunError.self) { try ask(try respondent(transport), count: 100) }
    #expect(transport.requests.count <= 8)
  }

  @Test(arguments: [
    "", "not JSON", "[]", "{}", #"{"choices": []}"#, #"{"choices": [{"message": {}}]}"#,
    #"{"choices": [{"message": {"content": 5}}]}"#,
  ])
  func anythingElseThanAnAnswerIsAnError(_ body: String) throws {
    let transport = ScriptedTransport { _, _ in .failing(200, body) }
    let error = #expect(throws: RunError.self) { try ask(try respondent(transport)) }
    #expect(error?.description.contains("not an answer of chat completions") == true)
  }

  @Test func cutOffAndEmptyAnswers() throws {
    let cut = ScriptedTransport { _, _ in .answer("and so", finish: "length") }
    #expect(try ask(try respondent(cut)) == [Answer("and so", tokens: 7, isComplete: false)])
    let empty = ScriptedTransport { _, _ in .answer(.null) }
    #expect(try ask(try respondent(empty)).map(\.text) == [""])
  }

  @Test func theKeyIsSentAndNeverSaid() throws {
    let configuration = EndpointConfiguration(
      baseURL: "https://example.org/v1", model: "tiny", keyVariable: "SOME_KEY")
    let transport = ScriptedTransport { _, _ in .failing(401, "wrong key secret-1") }
    let error = #expect(throws: RunError.self) {
      try ask(try respondent(configuration, environment: ["SOME_KEY": "secret-1"], transport))
    }
    #expect(transport.requests[0].headers["Authorization"] == "Bearer secret-1")
    #expect(error?.description.contains("secret-1") == false)
    let missing = #expect(throws: InputError.self) { try respondent(configuration, transport) }
    #expect(missing?.description.contains("SOME_KEY") == true)
  }

  @Test func forcedBeginningsNeedAServiceThatContinues() throws {
    let request = AnswerRequest([Message(.user, "hi")], forced: "<scratchpad>\n")
    let transport = ScriptedTransport { _, _ in .answer("<scratchpad>\nI think.") }
    #expect(throws: RunError.self) {
      try respondent(transport).answers(to: [request], decoding: Decoding())
    }
    let configuration = EndpointConfiguration(
      baseURL: "http://localhost:1", model: "tiny", continuesAnswers: true)
    let answers = try respondent(configuration, transport)
      .answers(to: [request], decoding: Decoding())
    #expect(answers.map(\.text) == ["I think."])
    let body = content(transport.requests[0])
    #expect(body["continue_final_message"] == true)
    #expect(body["messages"]?.array?.count == 2)
  }

  @Test func probabilitiesAreNotOffered() throws {
    let transport = ScriptedTransport { _, _ in .answer("") }
    let error = #expect(throws: RunError.self) {
      try respondent(transport)
        .logProbabilities(of: [Continuation([Message(.user, "a")], text: "b")])
    }
    #expect(error?.description.contains("not offered by endpoints") == true)
  }

  @Test(arguments: [
    (EndpointConfiguration(baseURL: "localhost", model: "m"), "base_url"),
    (.init(baseURL: "ftp://a/b", model: "m"), "base_url"),
    (.init(baseURL: "http://", model: "m"), "base_url"),
    (.init(baseURL: "http://a", model: ""), "model"),
    (.init(baseURL: "http://a", model: "m", timeout: 0), "timeout"),
    (.init(baseURL: "http://a", model: "m", retries: -1), "retries"),
    (.init(baseURL: "http://a", model: "m", backOff: .nan), "back_off"),
    (.init(baseURL: "http://a", model: "m", longestWait: -1), "longest_wait"),
    (.init(baseURL: "http://a", model: "m", concurrency: 0), "concurrency"),
  ])
  func aConfigurationThatCannotBeUsedIsNamed(
    _ configuration: EndpointConfiguration, _ key: String
  ) {
    let transport = ScriptedTransport { _, _ in .answer("") }
    let error = #expect(throws: InputError.self) { try respondent(configuration, transport) }
    #expect(error?.key == "endpoint.\(key)")
  }
}
