/// As JSON an event is one flat object whose `type` is the case in snake case. Numbers that are not
/// finite are written as null and read back as NaN.
extension Event: Codable {
  fileprivate enum CodingKeys: String, CodingKey {
    case type, kind, details, step, values, path, message, resume
    case totalSteps = "total_steps"
    case startStep = "start_step"
  }

  fileprivate enum Kind: String, Codable {
    case runStarted = "run_started"
    case metrics, evaluation
    case checkpointSaved = "checkpoint_saved"
    case warning
    case runFinished = "run_finished"
    case runInterrupted = "run_interrupted"
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .runStarted(let kind, let totalSteps, let startStep, let details):
      try container.encode(Kind.runStarted, forKey: .type)
      try container.encode(kind, forKey: .kind)
      try container.encodeIfPresent(totalSteps, forKey: .totalSteps)
      try container.encode(startStep, forKey: .startStep)
      try container.encode(details, forKey: .details)
    case .metrics(let step, let values):
      try container.encode(.metrics, step, values)
    case .evaluation(let step, let values):
      try container.encode(.evaluation, step, values)
    case .checkpointSaved(let step, let path):
      try container.encode(Kind.checkpointSaved, forKey: .type)
      try container.encode(step, forKey: .step)
      try container.encode(path, forKey: .path)
    case .warning(let message):
      try container.encode(Kind.warning, forKey: .type)
      try container.encode(message, forKey: .message)
    case .runFinished(let step, let values):
      try container.encode(.runFinished, step, values)
    case .runInterrupted(let step, let resume):
      try container.encode(Kind.runInterrupted, forKey: .type)
      try container.encode(step, forKey: .step)
      try container.encode(resume, forKey: .resume)
    }
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func step() throws -> Int { try container.decode(Int.self, forKey: .step) }
    func values() throws -> [String: Double] {
      try container.decode([String: Double?].self, forKey: .values).mapValues { $0 ?? .nan }
    }
    switch try container.decode(Kind.self, forKey: .type) {
    case .runStarted:
      self = .runStarted(
        kind: try container.decode(String.self, forKey: .kind),
        totalSteps: try container.decodeIfPresent(Int.self, forKey: .totalSteps),
        startStep: try container.decode(Int.self, forKey: .startStep),
        details: try container.decode([String: String].self, forKey: .details))
    case .metrics: self = .metrics(step: try step(), values: try values())
    case .evaluation: self = .evaluation(step: try step(), values: try values())
    case .checkpointSaved:
      self = .checkpointSaved(
        step: try step(), path: try container.decode(String.self, forKey: .path))
    case .warning: self = .warning(try container.decode(String.self, forKey: .message))
    case .runFinished: self = .runFinished(step: try step(), values: try values())
    case .runInterrupted:
      self = .runInterrupted(
        step: try step(), resume: try container.decode(String.self, forKey: .resume))
    }
  }
}

extension KeyedEncodingContainer<Event.CodingKeys> {
  fileprivate mutating func encode(
    _ kind: Event.Kind, _ step: Int, _ values: [String: Double]
  ) throws {
    try encode(kind, forKey: .type)
    try encode(step, forKey: .step)
    try encode(values.mapValues { $0.isFinite ? $0 : nil }, forKey: .values)
  }
}
