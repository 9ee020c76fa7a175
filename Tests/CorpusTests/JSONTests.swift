import Corpus
import Diagnostics
import Foundation
import Randomness
import Testing

@Suite struct JSONTests {
  private func parse(_ text: String) throws -> JSONValue {
    try Array(text.utf8).withUnsafeBufferPointer { try JSONValue.parse($0, source: "test") }
  }

  @Test func parsesEveryKind() throws {
    let text = #"{"a": [1, -2.5e3, true, null], "b": "x\n\u00e9\ud83d\ude00\/", "c": {}, "d": 0}"#
    let value = try parse(text)
    #expect(
      value == [
        "a": [1, -2500.0, true, nil], "b": "x\né😀/", "c": [:], "d": 0,
      ])
    #expect(value.object?.keys == ["a", "b", "c", "d"])
  }

  @Test(arguments: [
    "", " ", "{", "[1,]", "{\"a\":1,}", "{'a':1}", "{\"a\" 1}", "01", "1.", "-", "1e", "nul",
    "truex",
    "\"abc", "\"\u{1}\"", #""\x""#, #""\ud800""#, #""\ud800\u0041""#, #""\udc00""#, "1 2", "1e999",
    #"{"a":1,"a":2}"#, "NaN",
  ])
  func refuses(text: String) {
    #expect(throws: InputError.self) { try parse(text) }
  }

  @Test func deepNestingIsRefused() {
    let text = String(repeating: "[", count: 100_000)
    #expect(throws: InputError.self) { try parse(text) }
  }

  @Test func errorsNameTheLine() {
    let error = #expect(throws: InputError.self) { try parse("{\n\"a\": 1,\n\"b\": x}") }
    #expect(error?.line == 3)
    #expect(error?.problem.contains("byte 6") == true)
  }

  @Test func serializesWhatItParses() throws {
    let text = #"{"z": "quote \" \\ \n \u0001 é😀", "a": [1, 2.5, true, null, {}], "n": -7}"#
    let value = try parse(text)
    #expect(try value.serialized() == text)
  }

  @Test func numbersThatJSONCannotHoldAreRefused() {
    #expect(throws: RunError.self) { try JSONValue.number(.nan).serialized() }
  }

  @Test func codableKeepsTheValue() throws {
    let value: JSONValue = ["a": [1, 2.5, "x", nil, false], "b": ["c": [:]]]
    let data = try JSONEncoder().encode(value)
    #expect(try JSONDecoder().decode(JSONValue.self, from: data) == value)
  }

  /// Random bytes and damaged documents either parse or give an `InputError`.
  @Test func neverCrashes() throws {
    var generator = RandomStream(seed: 7, "fuzz")
    let document = Array(#"{"messages": [{"role": "user", "a": "h\u00e9 😀"}], "n": 1.5e3}"#.utf8)
    for round in 0..<20_000 {
      var bytes = document
      if round.isMultiple(of: 2) {
        for _ in 0..<(1 + generator.next() % 4) {
          bytes[Int(generator.next() % UInt64(bytes.count))] = UInt8(generator.next() % 256)
        }
      } else {
        bytes = (0..<(generator.next() % 20)).map { _ in
          Array(#"{}[]",:\u0123e-.tfn "#.utf8)[Int(generator.next() % 20)]
        }
      }
      do {
        _ = try bytes.withUnsafeBufferPointer { try JSONValue.parse($0, source: "fuzz") }
      } catch {
        #expect(error is InputError)
      }
    }
  }
}
