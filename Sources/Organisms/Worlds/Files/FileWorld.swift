internal import Corpus
internal import Diagnostics
internal import Randomness

/// A world whose questions come from files. Which pool a question belongs to is decided by a hash
/// of the user's first message, so that conversations that begin alike stay together.
struct FileWorld {
  private let questions: [Query]
  private let name: String

  /// Reads all files; of questions that differ only in case, spaces and punctuation the first
  /// counts.
  ///
  /// - Throws: `InputError` for a file that is missing, empty or of another format.
  init(_ files: [WorldFile]) throws {
    guard !files.isEmpty else {
      throw InputError(
        "world", key: "files", "no files", expected: "at least one file of questions")
    }
    var seen: Set<String> = []
    questions = try files.flatMap { try $0.questions() }.filter {
      seen.insert(Self.normalised($0.messages)).inserted
    }
    name = files.map(\.path).joined(separator: ", ")
  }

  /// Deals the questions to the pools, what is measured on first, so that other pools can grow
  /// without changing it.
  ///
  /// - Throws: `InputError` when there are too few questions.
  func pools(_ counts: WorldConfiguration.Counts, seed: UInt64) throws -> WorldPools {
    var groups = shuffledGroups(seed: seed)[...]
    var pools: [Pool: [Query]] = [:]
    for pool in Pool.allCases.reversed() {
      var queries: [Query] = []
      while queries.count < counts[pool] {
        guard let group = groups.popFirst() else { throw tooFew(counts) }
        queries += group.prefix(counts[pool] - queries.count)
      }
      pools[pool] = queries
    }
    return WorldPools(pools)
  }

  /// Questions with the same first message, in an order that the seed decides.
  private func shuffledGroups(seed: UInt64) -> [[Query]] {
    let groups = Dictionary(grouping: questions) { query in
      Self.normalised(query.messages.filter { $0.role == .user }.prefix(1))
    }
    let keyed = groups.map { key, queries in
      var stream = RandomStream(seed: seed, "file-world", "order", key)
      return (rank: stream.next(), key: key, queries: queries)
    }
    return keyed.sorted { ($0.rank, $0.key) < ($1.rank, $1.key) }.map(\.queries)
  }

  private func tooFew(_ counts: WorldConfiguration.Counts) -> InputError {
    let asked = Pool.allCases.map { "\($0.rawValue) \(counts[$0])" }.joined(separator: ", ")
    return InputError(
      "world", key: "queries",
      "\(counts.total) queries asked for (\(asked)), but \(name) "
        + "\(questions.count == 1 ? "has 1 question" : "have \(questions.count) questions")",
      expected: "no more than there are",
      remedy: "questions that begin alike go to one pool and may be left over")
  }

  private static func normalised(_ messages: some Sequence<Message>) -> String {
    messages.map { LeakageCheck.normalised($0.content) }.joined(separator: "\n")
  }
}
