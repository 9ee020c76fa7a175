internal import Diagnostics

/// The stages of an experiment and what each is made from. A stage can only be added after its
/// inputs, so there are no cycles and the order of adding is an order of execution.
public struct StageGraph: Sendable {
  public struct Stage: Sendable, Equatable {
    public var id: StageID
    public var specification: StageSpecification

    public var name: String { specification.name }
  }

  /// The recipe's name.
  public let recipe: String
  /// In the order added.
  public private(set) var stages: [Stage] = []
  private var positions: [StageID: Int] = [:]

  public init(recipe: String) {
    self.recipe = recipe
  }

  /// Adds a stage. One that is there already stays as it is: it is the same stage, under the name
  /// it was first given.
  ///
  /// - Throws: `RunError` when an input was not added before, the name cannot name a folder, or
  ///   `threads` is not positive.
  @discardableResult
  public mutating func add(_ specification: StageSpecification) throws -> StageID {
    let name = specification.name
    let isName =
      !name.isEmpty && name.utf8.count <= 100
      && name.utf8.allSatisfy { byte in
        (48...57).contains(byte) || (97...122).contains(byte | 32) || "-_".utf8.contains(byte)
          || byte == UInt8(ascii: ".")
      } && !name.hasPrefix(".")
    guard isName else {
      throw RunError("'\(name)' cannot name a stage; expected letters, digits, '-', '_' and '.'")
    }
    guard specification.threads > 0 else {
      throw RunError("stage '\(name)' has \(specification.threads) threads; expected at least 1")
    }
    for (role, input) in specification.inputs.sorted(by: { $0.key < $1.key })
    where positions[input] == nil {
      throw RunError("stage '\(name)' needs an input '\(role)' that was not added before it")
    }
    let id = specification.id
    if positions[id] == nil {
      positions[id] = stages.count
      stages.append(Stage(id: id, specification: specification))
    }
    return id
  }

  public func stage(_ id: StageID) -> Stage? {
    positions[id].map { stages[$0] }
  }

  /// The inputs of a stage, sorted by role.
  public func inputs(of stage: Stage) -> [(role: String, stage: Stage)] {
    stage.specification.inputs.sorted { $0.key < $1.key }.compactMap { role, id in
      self.stage(id).map { (role, $0) }
    }
  }

  /// The stages made from `id` directly, in order.
  public func children(of id: StageID) -> [Stage] {
    stages.filter { $0.specification.inputs.values.contains(id) }
  }
}
