internal import Diagnostics
internal import Foundation
internal import Synchronization

#if canImport(FoundationNetworking)
  internal import FoundationNetworking
#endif

/// Requests over the network. The calling thread waits.
public struct NetworkTransport: EndpointTransport {
  public init() {}

  public func send(_ request: EndpointRequest) throws -> EndpointResponse {
    var message = URLRequest(
      url: request.url, cachePolicy: .reloadIgnoringLocalCacheData,
      timeoutInterval: request.timeout)
    message.httpMethod = "POST"
    message.httpBody = request.body
    for (name, value) in request.headers { message.setValue(value, forHTTPHeaderField: name) }
    let arrived = DispatchSemaphore(value: 0)
    let outcome = Outcome()
    let task = URLSession.shared.dataTask(with: message) { body, response, error in
      outcome.set(Self.result(body, response, error))
      arrived.signal()
    }
    task.resume()
    // The session's own limit starts anew with every byte that comes.
    guard arrived.wait(timeout: .now() + request.timeout) == .success else {
      task.cancel()
      throw RunError("no answer within \(request.timeout) seconds")
    }
    return try outcome.get()
  }

  private static func result(
    _ body: Data?, _ response: URLResponse?, _ error: (any Error)?
  ) -> Result<EndpointResponse, RunError> {
    guard let response = response as? HTTPURLResponse else {
      return .failure(RunError(error.map { $0.localizedDescription } ?? "no response"))
    }
    var headers: [String: String] = [:]
    for (name, value) in response.allHeaderFields {
      headers["\(name)".lowercased()] = "\(value)"
    }
    return .success(
      EndpointResponse(status: response.statusCode, headers: headers, body: body ?? Data()))
  }
}

/// The result that a task of the network hands over to the thread that waits.
private final class Outcome: Sendable {
  private let result = Mutex<Result<EndpointResponse, RunError>?>(nil)

  func set(_ value: Result<EndpointResponse, RunError>) {
    result.withLock { $0 = value }
  }

  func get() throws -> EndpointResponse {
    guard let result = result.withLock({ $0 }) else { throw RunError("no response") }
    return try result.get()
  }
}
