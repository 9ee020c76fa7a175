internal import Foundation

extension EndpointConfiguration {
  /// The body of the request: the conversation and how the answer is drawn.
  func body(for request: AnswerRequest, _ decoding: Decoding) -> JSONValue {
    var messages = request.messages.map { turn(of: $0.role, $0.content) }
    var body: JSONObject = [
      "model": .string(model), "temperature": .number(decoding.temperature),
    ]
    body[limitKey] = .integer(decoding.maxTokens)
    if sendsSeed { body["seed"] = .integer(Int(request.seed & 0x7FFF_FFFF)) }
    if !request.forced.isEmpty {
      messages.append(turn(of: .assistant, request.forced))
      body["add_generation_prompt"] = false
      body["continue_final_message"] = true
    }
    body["messages"] = .array(messages)
    return .object(body)
  }

  private func turn(of role: Role, _ content: String) -> JSONValue {
    .object(["role": .string(role.rawValue), "content": .string(content)])
  }
}

extension Answer {
  /// The first choice of a response; `nil` for anything that is no response of chat completions. A
  /// service that repeats the forced beginning has it taken off.
  init?(endpoint body: Data, to request: AnswerRequest) {
    let value = try? body.withUnsafeBytes {
      try JSONValue.parse($0.bindMemory(to: UInt8.self), source: "response")
    }
    guard let choice = value?.object?["choices"]?.array?.first?.object,
      let message = choice["message"]?.object, let content = message["content"],
      content.string != nil || content == .null
    else { return nil }
    var text = content.string ?? ""
    if !request.forced.isEmpty, text.hasPrefix(request.forced) {
      text.removeFirst(request.forced.count)
    }
    let usage = value?.object?["usage"]?.object
    self.init(
      text, tokens: usage?["completion_tokens"]?.integer ?? 0,
      isComplete: choice["finish_reason"]?.string != "length")
  }
}
