/// What stands round a request without changing it: a greeting, who asks, thanks.
struct Framing: Sendable {
  private var opening: Wording
  private var closing: Wording
  private var slots: [String: String]

  private static let plainOpenings: [Wording] = [
    "Hello. ", "Hi! ", "Please help me. ", "A quick question. ", "One more thing. ",
    "Here is a task. ",
  ]
  private static let namedOpenings: [Wording] = [
    "I am {asker}. ", "My name is {asker}. ", "This is for {asker}. ", "{asker} wants to know. ",
    "A question from {asker}. ",
  ]
  private static let closings: [Wording] = [
    " Thanks!", " Thank you.", " Please be brief.", " Just the answer.", " I am in a hurry.",
  ]

  /// Half of all requests begin plainly and seven in ten end so.
  init(from source: inout TaskSource, namesAsker: Bool) {
    let dice = source.number(in: 0...9)
    if namesAsker || dice >= 7 {
      opening = source.pick(Self.namedOpenings)
    } else {
      opening = dice >= 5 ? source.pick(Self.plainOpenings) : ""
    }
    closing = source.number(in: 0...9) >= 7 ? source.pick(Self.closings) : ""
    slots = ["asker": source.pick(source.lexicon.names)]
  }

  func around(_ request: String) -> String {
    opening.filled(with: slots) + request + closing.filled(with: slots)
  }
}
