import Corpus
import Diagnostics
import Foundation
import Testing

/// A service on this machine, in a few lines of Python, that is busy at first. It ends with its
/// input, so that it cannot outlive the test.
private final class LocalService {
  let address: String
  private let process = Process()
  private let input = Pipe()

  private static let script = """
    import http.server, json, os, sys, threading, time
    busy = [True]
    class Service(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            said = asked["messages"][-1]["content"]
            if said == "sleep":
                time.sleep(3)
            status = 429 if busy.pop() else 200
            busy.append(False)
            text = f"{self.path} {self.headers['Authorization']} {said}"
            body = {"choices": [{"message": {"content": text}, "finish_reason": "stop"}]}
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Retry-After", "0")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
        def log_message(self, *words):
            pass
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
    print(server.server_port, flush=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.read()
    os._exit(0)
    """

  static let isPossible = FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")

  init() throws {
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = ["-c", Self.script]
    process.standardInput = input
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let line = String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
    address = "http://127.0.0.1:\(line.split(separator: "\n").first ?? "0")/v1"
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }
}

@Suite struct NetworkTransportTests {
  @Test(.enabled(if: LocalService.isPossible, "needs /usr/bin/python3"))
  func aServiceIsAskedOverTheNetwork() throws {
    let service = try LocalService()
    let configuration = EndpointConfiguration(
      baseURL: service.address, model: "tiny", keyVariable: "KEY", timeout: 1, retries: 1)
    let respondent = try EndpointRespondent(configuration, environment: ["KEY": "k"])
    let requests = ["a", "b"].map { AnswerRequest([Message(.user, $0)]) }
    let answers = try respondent.answers(to: requests, decoding: Decoding())
    #expect(answers.map(\.text) == ["a", "b"].map { "/v1/chat/completions Bearer k \($0)" })
    let started = Date()
    let error = #expect(throws: RunError.self) {
      try respondent.answers(
        to: [AnswerRequest([Message(.user, "sleep")])], decoding: Decoding())
    }
    #expect(error?.description.hasPrefix(service.address) == true)
    #expect(error?.description.hasSuffix("after 2 tries") == true)
    #expect(Date().timeIntervalSince(started) < 2.9 + 2)
  }

  @Test func nobodyThereIsAnError() throws {
    let configuration = EndpointConfiguration(
      baseURL: "http://127.0.0.1:1/v1", model: "tiny", timeout: 5, retries: 0)
    let respondent = try EndpointRespondent(configuration)
    let error = #expect(throws: RunError.self) {
      try respondent.answers(to: [AnswerRequest([Message(.user, "a")])], decoding: Decoding())
    }
    #expect(error?.description.hasPrefix("http://127.0.0.1:1/v1/chat/completions: ") == true)
  }
}
