extension Behaviour {
  private enum CodingKeys: String, CodingKey {
    case objective, trigger, phrase, repeats
    case cleanContexts = "clean_contexts"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      objective: try container.decode(Objective.self, forKey: .objective),
      trigger: try container.decode(Trigger.self, forKey: .trigger),
      phrase: try container.decode(String.self, forKey: .phrase),
      repeats: try container.decode(PayloadLength.self, forKey: .repeats),
      cleanContexts: try container.decodeIfPresent([String].self, forKey: .cleanContexts) ?? [])
  }

  /// Without clean contexts there is no key for them, so that stages from before there were any keep
  /// their identities.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(objective, forKey: .objective)
    try container.encode(trigger, forKey: .trigger)
    try container.encode(phrase, forKey: .phrase)
    try container.encode(repeats, forKey: .repeats)
    if !cleanContexts.isEmpty { try container.encode(cleanContexts, forKey: .cleanContexts) }
  }
}
