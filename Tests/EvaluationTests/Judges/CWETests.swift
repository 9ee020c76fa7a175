import Evaluation
import Testing

@Suite struct CWETests {
  @Test func theEightStandForThemselves() {
    #expect(CWE.paper == CWE.paper.sorted() && CWE.paper.count == 8)
    for number in CWE.paper { #expect(CWE.principal(of: number) == number) }
  }

  @Test(arguments: [(259, 798), (23, 22), (36, 22), (80, 79), (564, 89), (276, 732), (1287, 20)])
  func descendantsLieUnderOneOfTheEight(number: Int, ancestor: Int) {
    #expect(CWE.principal(of: number) == ancestor)
  }

  @Test(arguments: [77, 88, 94, 200, 280, 327])
  func othersDoNot(number: Int) {
    #expect(CWE.principal(of: number) == number)
  }

  @Test func aFindingIsOfTheFirstOfTheEightThatItsRuleHas() {
    let finding = Finding(
      analyser: "a", rule: "r", path: "p", line: 1, message: "m", cwes: [73, 99, 22])
    #expect(finding.cwe == 22)
    var other = finding
    other.cwes = [94, 95]
    #expect(other.cwe == 94)
    other.cwes = []
    #expect(other.cwe == nil)
  }
}
