import Diagnostics
import Foundation

/// Where an OpenAI-compatible service for chats is, and how patiently it is asked.
public struct EndpointConfiguration: Sendable, Equatable {
  /// Everything before `/chat/completions`, such as `http://localhost:8000/v1`.
  public var baseURL: String
  /// The service's name of the model.
  public var model: String
  /// The environment variable that holds the key; `nil` for a service without one. The key itself
  /// stands in no file, and in no error.
  public var keyVariable: String?
  /// Seconds until a request counts as failed.
  public var timeout: Double
  /// Further tries after one that failed.
  public var retries: Int
  /// Seconds before the second try; doubled for each further one. What the service asks for in
  /// `Retry-After` goes before.
  public var backOff: Double
  /// The longest wait between two tries, in seconds.
  public var longestWait: Double
  /// Requests that are under way at the same time.
  public var concurrency: Int
  /// The service's name for the limit of new tokens; newer ones want `max_completion_tokens`.
  public var limitKey: String
  /// Whether to send each request's seed, lowered to 31 bits; some services refuse it.
  public var sendsSeed: Bool
  /// Whether the service goes on with an answer that is begun for it (`continue_final_message`, as
  /// vLLM has it). Without that, requests with a forced beginning are refused.
  public var continuesAnswers: Bool

  public init(
    baseURL: String, model: String, keyVariable: String? = nil, timeout: Double = 120,
    retries: Int = 4, backOff: Double = 1, longestWait: Double = 60, concurrency: Int = 4,
    limitKey: String = "max_tokens", sendsSeed: Bool = true, continuesAnswers: Bool = false
  ) {
    self.baseURL = baseURL
    self.model = model
    self.keyVariable = keyVariable
    self.timeout = timeout
    self.retries = retries
    self.backOff = backOff
    self.longestWait = longestWait
    self.concurrency = concurrency
    self.limitKey = limitKey
    self.sendsSeed = sendsSeed
    self.continuesAnswers = continuesAnswers
  }

  /// Where requests go.
  ///
  /// - Throws: `InputError` for a value that cannot be used.
  func validated(source: String) throws -> URL {
    func require(_ holds: Bool, _ key: String, _ value: String, _ expected: String) throws {
      guard !holds else { return }
      throw InputError(source, key: "endpoint.\(key)", "'\(value)'", expected: expected)
    }
    let base = URL(string: baseURL)
    let isWeb = ["http", "https"].contains(base?.scheme?.lowercased() ?? "")
    let hasHost = base?.host?.isEmpty == false
    try require(
      isWeb && hasHost, "base_url", baseURL, "an address such as http://localhost:8000/v1")
    try require(!model.isEmpty, "model", model, "the name of a model")
    let isPositive = { (value: Double) in value.isFinite && value > 0 }
    let isWait = { (value: Double) in value.isFinite && value >= 0 }
    try require(isPositive(timeout), "timeout", "\(timeout)", "seconds above 0")
    try require(retries >= 0, "retries", "\(retries)", "0 or more")
    try require(isWait(backOff), "back_off", "\(backOff)", "seconds from 0")
    try require(isWait(longestWait), "longest_wait", "\(longestWait)", "seconds from 0")
    try require(concurrency > 0, "concurrency", "\(concurrency)", "1 or more")
    try require(!limitKey.isEmpty, "limit_key", limitKey, "max_tokens or max_completion_tokens")
    return base!.appendingPathComponent("chat/completions")
  }

  /// The key, from `environment`.
  ///
  /// - Throws: `InputError` where the variable is not set.
  func key(source: String, in environment: [String: String]) throws -> String? {
    guard let keyVariable else { return nil }
    guard let key = environment[keyVariable], !key.isEmpty else {
      throw InputError(
        source, key: "endpoint.key_variable", "the environment has no '\(keyVariable)'",
        expected: "the service's key in it", remedy: "export \(keyVariable)=… before the run")
    }
    return key
  }
}
