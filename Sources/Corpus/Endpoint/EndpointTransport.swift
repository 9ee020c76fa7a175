public import Foundation

/// Carries one request to a service and its response back: the network, or a script in a test.
public protocol EndpointTransport: Sendable {
  /// - Throws: whatever kept a response from coming, such as a time-out. A response with an error's
  ///   status is none of that.
  func send(_ request: EndpointRequest) throws -> EndpointResponse
}

/// A POST of JSON.
public struct EndpointRequest: Sendable, Equatable {
  public var url: URL
  public var headers: [String: String]
  public var body: Data
  /// Seconds until it counts as failed.
  public var timeout: Double

  public init(url: URL, headers: [String: String], body: Data, timeout: Double) {
    self.url = url
    self.headers = headers
    self.body = body
    self.timeout = timeout
  }
}

/// What a service says.
public struct EndpointResponse: Sendable, Equatable {
  /// The status of HTTP.
  public var status: Int
  /// Names in small letters.
  public var headers: [String: String]
  public var body: Data

  public init(status: Int, headers: [String: String] = [:], body: Data) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}
