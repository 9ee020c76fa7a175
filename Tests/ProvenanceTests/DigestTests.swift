import Foundation
import Provenance
import Testing

@Suite struct DigestTests {
  @Test func knownAnswers() throws {
    // FIPS 180-4 examples.
    #expect(
      Digest(of: Data("abc".utf8)).description
        == "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      Digest(of: Data()).hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }

  @Test func textRoundTripsAndRejectsOtherText() {
    let digest = Digest(of: Data("x".utf8))
    #expect(Digest(text: digest.description) == digest)
    for text in ["", digest.hex, "md5:\(digest.hex)", "sha256:\(digest.hex)0", "sha256:zz"] {
      #expect(Digest(text: text) == nil)
    }
    #expect(Digest(text: "sha256:" + digest.hex.uppercased()) == nil)
  }
}
