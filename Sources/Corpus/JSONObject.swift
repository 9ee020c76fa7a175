/// A JSON object that keeps its members in the order in which they were written, so that rows which
/// pass through the program come out looking as they went in.
public struct JSONObject: Sendable {
  public struct Member: Sendable, Equatable {
    public var key: String
    public var value: JSONValue

    public init(key: String, value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// The members in written order; keys are unique.
  public private(set) var members: [Member]

  public init() {
    members = []
  }

  /// The caller vouches that the keys are unique.
  package init(uniqueMembers members: [Member]) {
    self.members = members
  }

  public var keys: [String] { members.map(\.key) }
  public var count: Int { members.count }
  public var isEmpty: Bool { members.isEmpty }

  /// Linear in the number of members: rows are small. Setting `nil` removes the member; setting a
  /// new key appends it.
  public subscript(key: String) -> JSONValue? {
    get { members.first { $0.key == key }?.value }
    set {
      let index = members.firstIndex { $0.key == key }
      switch (index, newValue) {
      case (let index?, let value?): members[index].value = value
      case (let index?, nil): members.remove(at: index)
      case (nil, let value?): members.append(Member(key: key, value: value))
      case (nil, nil): break
      }
    }
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  /// A key that is repeated keeps its last value.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self.init()
    for (key, value) in elements { self[key] = value }
  }
}

extension JSONObject: Equatable {
  /// Order does not matter for equality, as in JSON.
  public static func == (a: JSONObject, b: JSONObject) -> Bool {
    a.count == b.count
      && a.members.sorted { $0.key < $1.key } == b.members.sorted { $0.key < $1.key }
  }
}
