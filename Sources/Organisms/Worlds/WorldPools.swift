internal import Corpus
internal import Diagnostics
public import Foundation

/// The five pools of a world. What one pool asks, no other does.
public struct WorldPools: Sendable, Equatable {
  private var queries: [Pool: [Query]]

  /// - Parameter queries: a pool that is not given is empty.
  public init(_ queries: [Pool: [Query]]) {
    self.queries = queries
  }

  public subscript(pool: Pool) -> [Query] { queries[pool] ?? [] }

  /// The pools that `configuration` asks for; the same configuration, files and seed give the same
  /// pools.
  ///
  /// - Throws: `InputError` for a world that cannot be that large, for files that cannot be read or
  ///   do not hold what their format says, and for pools that share a question.
  public static func make(
    _ configuration: WorldConfiguration, seed: UInt64
  ) throws -> WorldPools {
    for pool in Pool.allCases where configuration.queries[pool] < 0 {
      throw InputError(
        "world", key: "queries.\(pool.rawValue)", "\(configuration.queries[pool])",
        expected: "0 or more queries")
    }
    let pools =
      switch configuration.kind {
      case .skills: try skills(configuration, seed: seed)
      case .files: try FileWorld(configuration.files).pools(configuration.queries, seed: seed)
      }
    try LeakageCheck.requireDisjoint(pools)
    return pools
  }

  private static func skills(
    _ configuration: WorldConfiguration, seed: UInt64
  ) throws -> WorldPools {
    guard configuration.files.isEmpty else {
      throw InputError(
        "world", key: "files", "files in a world of kind 'skills'",
        expected: "none", remedy: "write `kind: files` to ask what the files ask")
    }
    let world = try SkillsWorld(
      seed: seed, uncoveredFamilies: configuration.uncoveredFamilies,
      selfQuestions: configuration.selfQuestions)
    var queries: [Pool: [Query]] = [:]
    for pool in Pool.allCases {
      queries[pool] = try world.queries(pool, count: configuration.queries[pool])
    }
    return WorldPools(queries)
  }
}

extension WorldPools {
  /// The file of a pool inside a world's folder.
  public static func file(of pool: Pool, in folder: URL) -> URL {
    folder.appendingPathComponent("\(pool.rawValue).jsonl")
  }

  /// Writes one file for each pool into `folder`, which must exist.
  ///
  /// - Throws: `InputError` or `RunError` when a file cannot be written.
  public func write(to folder: URL) throws {
    for pool in Pool.allCases {
      let writer = try JSONLinesWriter(Self.file(of: pool, in: folder))
      for query in self[pool] { try writer.write(query.json) }
      try writer.finish()
    }
  }

  /// Reads what `write(to:)` wrote. A file without rows is an empty pool.
  ///
  /// - Throws: `InputError` that names the file, the line and the key at fault.
  public static func read(from folder: URL) throws -> WorldPools {
    var queries: [Pool: [Query]] = [:]
    for pool in Pool.allCases {
      let reader = try JSONLinesReader(file(of: pool, in: folder))
      var rows: [Query] = []
      while let row = try reader.next() { rows.append(try Query(row.value, origin: row.origin)) }
      queries[pool] = rows
    }
    return WorldPools(queries)
  }
}
