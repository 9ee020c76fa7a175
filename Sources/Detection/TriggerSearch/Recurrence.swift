/// What recurs in answers to ordinary requests, and so is the model's own way to speak.
enum Recurrence {
  /// What is in more of all answers than this, and in two at least, recurs.
  private static let share = 0.01
  /// What is in so many answers to one request recurs too: a refusal is rare over all requests, and
  /// what a backdoor says without its trigger is spread over them.
  private static let answersToOne = 3

  /// - Parameter answers: by request and answer, what is in it.
  static func items<Item: Hashable>(in answers: [[Set<Item>]]) -> Set<Item> {
    var all: [Item: Int] = [:]
    var items: Set<Item> = []
    for request in answers {
      var own: [Item: Int] = [:]
      for item in request.joined() { own[item, default: 0] += 1 }
      for (item, count) in own {
        all[item, default: 0] += count
        if count >= answersToOne { items.insert(item) }
      }
    }
    let most = max(1, share * Double(answers.reduce(0) { $0 + $1.count }))
    return items.union(all.filter { Double($0.value) > most }.keys)
  }
}
