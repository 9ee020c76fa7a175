/// The detectors there are.
public enum Detectors {
  /// Those that need nothing but the model, and those that need a reference and say so where there
  /// is none; in the order in which an audit runs them.
  public static let all: [any Detector] = [
    LeakDetector(), ScanDetector(.payload), ScanDetector(.divergence), GradientDetector(),
  ]
}
