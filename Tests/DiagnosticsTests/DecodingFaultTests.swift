import Diagnostics
import Foundation
import Testing

@Suite struct DecodingFaultTests {
  private struct Row: Decodable {
    struct Rate: Decodable { var mean: Double }
    var name: String
    var rates: [Rate]
  }

  @Test(arguments: [
    (#"{"rates": []}"#, "name", "is missing"),
    (#"{"name": null, "rates": []}"#, "name", "is null"),
    (#"{"name": "a", "rates": [{"mean": 1}, {"mean": "b"}]}"#, "rates[1].mean", "kind expected"),
    (#"{"name": "a", "rates": [{}]}"#, "rates[0].mean", "is missing"),
  ])
  func namesTheKey(_ text: String, _ key: String, _ problem: String) throws {
    let found = try #require(fault(text))
    #expect(found.key == key && found.problem.contains(problem), "\(found)")
  }

  @Test func ofADocumentThereIsNoKey() throws {
    let found = try #require(fault("{"))
    #expect(found.key == nil)
  }

  private func fault(_ text: String) -> DecodingFault? {
    do {
      _ = try JSONDecoder().decode(Row.self, from: Data(text.utf8))
      return nil
    } catch let error as DecodingError {
      return DecodingFault(error)
    } catch {
      return nil
    }
  }
}
