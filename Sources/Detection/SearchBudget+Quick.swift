extension SearchBudget {
  /// Makes it `quick`: the same steps with less of each.
  mutating func lower() {
    searchPrompts = 6
    randomStrings = 4
    verified = 3
    leaks = 80
    leakTokens = 32
    motifs = 24
    beams = 2
    growth = 4
    controlPayloads = 1
    restarts = 2
    gradientSteps = 30
    exchanges = 48
  }
}
