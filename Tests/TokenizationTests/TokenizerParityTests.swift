import Corpus
import Testing
import Tokenization

/// Ids and texts equal to those of Hugging Face `tokenizers`; see generate.py of the goldens.
@Suite struct TokenizerParityTests {
  @Test(arguments: Goldens.families)
  func encodes(family: String) throws {
    let tokenizer = try Goldens.tokenizer(family)
    let golden = try Goldens.object("\(family)/golden.json")
    let expected = try #require(golden["ids"]?.array)
    let texts = try Goldens.texts()
    #expect(texts.count == expected.count)
    let encoder = tokenizer.makeEncoder()
    for (text, ids) in zip(texts, expected) {
      #expect(tokenizer.encode(text) == ids.ids, "\(text.debugDescription)")
      #expect(encoder.encode(text) == ids.ids, "\(text.debugDescription), an encoder in use")
    }
    #expect(tokenizer.encode("Hi there", addSpecialTokens: true) == golden["with_special"]?.ids)
  }

  /// The digest of the ids of every code point, as `every_code_point` of generate.py computes it:
  /// character classes and composition are those of Hugging Face throughout.
  @Test func encodesEveryCodePoint() throws {
    let encoder = try Goldens.tokenizer("qwen2").makeEncoder()
    let points = (UInt32(0)..<0x110000).compactMap(Unicode.Scalar.init)
    var digest: UInt64 = 0xCBF2_9CE4_8422_2325
    for start in stride(from: 0, to: points.count, by: 64) {
      for lead: Unicode.Scalar in ["a", " "] {
        var text = String.UnicodeScalarView()
        for point in points[start..<min(points.count, start + 64)] {
          text.append(contentsOf: [lead, point])
        }
        for id in encoder.encode(String(text)) {
          digest = (digest ^ UInt64(id)) &* 0x100_0000_01B3
        }
      }
    }
    let hexadecimal = String(digest, radix: 16)
    let padded = String(repeating: "0", count: 16 - hexadecimal.count) + hexadecimal
    #expect(padded == (try Goldens.object("qwen2/golden.json")["every_code_point"]?.string))
  }

  @Test(arguments: Goldens.families)
  func decodes(family: String) throws {
    let tokenizer = try Goldens.tokenizer(family)
    let golden = try Goldens.object("\(family)/golden.json")
    let ids = try #require(golden["ids"]?.array).map(\.ids)
    let plain = try #require(golden["without_special"]).strings
    let added = try #require(tokenizer.id(of: "café-token"))
    for (ids, text) in zip(ids, plain) where !ids.contains(added) {
      let decoded = tokenizer.decode(ids, skipSpecialTokens: true)
      #expect(decoded.unicodeScalars.elementsEqual(text.unicodeScalars), "\(ids)")
    }
  }

  /// Hugging Face runs added tokens through the byte alphabet, which breaks those that are spelt in
  /// it; here they come back as they are.
  @Test func addedTokensDecodeToThemselves() throws {
    let tokenizer = try Goldens.tokenizer("gpt2")
    #expect(tokenizer.decode(tokenizer.encode("a café-token b")) == "a café-token b")
  }

  /// Cuts in the middle of characters give U+FFFD where Hugging Face gives it; a stream gives the
  /// same text, and nothing but whole characters on the way.
  @Test(arguments: Goldens.families)
  func decodesCuts(family: String) throws {
    let tokenizer = try Goldens.tokenizer(family)
    let golden = try Goldens.object("\(family)/golden.json")
    let cuts = try #require(golden["cuts"]?.array).map(\.ids)
    let texts = try #require(golden["cut_texts"]).strings
    let added = try #require(tokenizer.id(of: "café-token"))
    for (ids, text) in zip(cuts, texts) where !ids.contains(added) {
      #expect(tokenizer.decode(ids).unicodeScalars.elementsEqual(text.unicodeScalars), "\(ids)")
      var stream = tokenizer.makeStreamDecoder()
      let streamed = ids.map { stream.append($0) }.joined() + stream.finish()
      #expect(streamed.unicodeScalars.elementsEqual(text.unicodeScalars), "\(ids)")
    }
  }

  /// The families without a normaliser or a prefix space give back what they were given.
  @Test(arguments: ["gpt2", "digits"])
  func decodingInvertsEncoding(family: String) throws {
    let tokenizer = try Goldens.tokenizer(family)
    for text in try Goldens.texts() where !text.contains("<") {
      let decoded = tokenizer.decode(tokenizer.encode(text))
      #expect(decoded.unicodeScalars.elementsEqual(text.unicodeScalars), "\(text)")
    }
  }

  @Test func streamWaitsForWholeCharacters() throws {
    let tokenizer = try Goldens.tokenizer("gpt2")
    let bytes = Array("a😀".utf8)
    let all = 0..<Int32(tokenizer.vocabularySize)
    let ids = try bytes.map { byte in
      try #require(all.first { tokenizer.bytes(of: $0) == [byte] })
    }
    var stream = tokenizer.makeStreamDecoder()
    #expect(ids.map { stream.append($0) } == ["a", "", "", "", "😀"])
    #expect(stream.append(ids[1]) == "")
    #expect(stream.append(ids[0]) == "\u{FFFD}a")
    #expect(stream.append(ids[1]) == "")
    #expect(stream.finish() == "\u{FFFD}")
    #expect(stream.finish() == "")
  }

  @Test func manyTasksShareOneTokenizer() async throws {
    let tokenizer = try Goldens.tokenizer("llama3")
    let texts = try Goldens.texts()
    let expected = texts.map { tokenizer.encode($0) }
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask { texts.map { tokenizer.encode($0) } == expected }
      }
      for await isEqual in group { #expect(isEqual) }
    }
  }

  @Test func longWordsMergeAsShortOnes() throws {
    let tokenizer = try Goldens.tokenizer("gpt2")
    let long = String(repeating: "model", count: 5000)
    let start = ContinuousClock.now
    let ids = tokenizer.encode(long)
    #expect(tokenizer.decode(ids) == long)
    #expect(ContinuousClock.now - start < .seconds(5))
  }
}
