internal import Diagnostics
public import Foundation

/// Answers from an OpenAI-compatible service for chats (`POST …/chat/completions`).
///
/// A request that fails in a way that may pass (no response, status 408, 409, 425, 429 or 500 to
/// 599) is tried again after a wait. One that still fails makes the whole call throw: answers are
/// never made up and never left out.
public struct EndpointRespondent: Respondent, Sendable {
  public let configuration: EndpointConfiguration
  private let url: URL
  private let key: String?
  private let transport: any EndpointTransport
  private let wait: @Sendable (Double) -> Void

  /// - Parameters:
  ///   - source: what to call the recipe in errors.
  ///   - environment: where the key is looked up.
  ///   - wait: is called with seconds between two tries.
  /// - Throws: `InputError` for a configuration that cannot be used and a key that is not there.
  public init(
    _ configuration: EndpointConfiguration, source: String = "recipe",
    environment: [String: String] = ProcessInfo.processInfo.environment,
    transport: any EndpointTransport = NetworkTransport(),
    wait: @escaping @Sendable (Double) -> Void = { Thread.sleep(forTimeInterval: $0) }
  ) throws {
    self.configuration = configuration
    self.transport = transport
    self.wait = wait
    url = try configuration.validated(source: source)
    key = try configuration.key(source: source, in: environment)
  }

  /// - Throws: `RunError` that names the address, the status and what the service said.
  public func answers(to requests: [AnswerRequest], decoding: Decoding) throws -> [Answer] {
    if !configuration.continuesAnswers, requests.contains(where: { !$0.forced.isEmpty }) {
      throw RunError(
        "\(url): an answer with a forced beginning, such as a scratchpad, is not offered by "
          + "endpoints unless they are set to continue answers")
    }
    return try concurrently(requests.count, width: configuration.concurrency) { index in
      let body = try configuration.body(for: requests[index], decoding).serialized()
      let response = try response(to: Data(body.utf8))
      guard let answer = Answer(endpoint: response.body, to: requests[index]) else {
        throw failure("not an answer of chat completions", response.body)
      }
      return answer
    }
  }

  /// - Throws: `RunError`, always.
  public func logProbabilities(of continuations: [Continuation]) throws -> [Double] {
    throw RunError("\(url): probabilities of given texts are not offered by endpoints")
  }

  /// The first response of status 200 to 299.
  private func response(to body: Data) throws -> EndpointResponse {
    var headers = ["Content-Type": "application/json", "Accept": "application/json"]
    if let key { headers["Authorization"] = "Bearer \(key)" }
    let request = EndpointRequest(
      url: url, headers: headers, body: body, timeout: configuration.timeout)
    var tries = 0
    while true {
      tries += 1
      let isLast = tries > configuration.retries
      let times = tries == 1 ? "" : " after \(tries) tries"
      do {
        let response = try transport.send(request)
        if (200..<300).contains(response.status) { return response }
        if isLast || !response.mayPass {
          throw Refusal(error: failure("status \(response.status)\(times)", response.body))
        }
        wait(pause(before: tries, asked: response.headers["retry-after"]))
      } catch let refusal as Refusal {
        throw refusal.error
      } catch {
        if isLast { throw failure("\(error)\(times)", Data()) }
        wait(pause(before: tries, asked: nil))
      }
    }
  }

  /// Seconds before the next try: what the service asks for, else doubled from try to try.
  private func pause(before tries: Int, asked: String?) -> Double {
    let asked = asked.flatMap(Double.init).flatMap { $0.isFinite && $0 >= 0 ? $0 : nil }
    let own = configuration.backOff * Double(sign: .plus, exponent: tries - 1, significand: 1)
    return min(configuration.longestWait, asked ?? own)
  }

  /// An error with the start of what the service said; the key is blotted out should it be in it.
  private func failure(_ problem: String, _ body: Data) -> RunError {
    var text = "\(problem)"
    let said = String(decoding: body.prefix(4000), as: UTF8.self)
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    if !said.isEmpty { text += ": \(said)" }
    if let key { text = text.replacing(key, with: "…") }
    return RunError("\(url): \(text.count <= 300 ? text : text.prefix(299) + "…")")
  }
}

/// A status that is final, told apart from failures to get a response.
private struct Refusal: Error {
  var error: RunError
}

extension EndpointResponse {
  /// Whether the same request may succeed later.
  fileprivate var mayPass: Bool {
    [408, 409, 425, 429].contains(status) || (500..<600).contains(status)
  }
}
