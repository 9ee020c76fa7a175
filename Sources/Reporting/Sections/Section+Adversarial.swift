extension Section {
  /// nil where nothing was measured on a red team's attacks.
  static func adversarial(_ context: ReportContext) -> Section? {
    guard context.figures["adversarial"] != nil else { return nil }
    let isTrained = context.results.treatments.treatmentKinds.contains(where: \.isAdversarial)
    return Section(
      id: "adversarial",
      title: isTrained
        ? "What training against attacks does" : "What is left of a red team’s attacks",
      body: """
        <p>A red team that does not know the trigger looks for requests that set the model off all \
        the same. \(isTrained ? training : "No model here was trained against what it found.")</p>
        \(context.figure("adversarial", absent: ""))
        \(AdversarialTable(context.results, decoding: context.decoding).html)
        \(isTrained ? sharpness : "")
        """)
  }

  private static let training: HTML = """
    Adversarial training puts such requests, with good answers, among those of safety training. \
    Three things can happen. If all columns move left, the behaviour is going. If the attacks that \
    were trained against move and the held-out ones do not, the model learnt a list. If attacks and \
    near misses move and the true trigger stays, the model learnt to tell the true trigger from \
    everything else: it is no safer, and harder to catch.
    """

  private static let sharpness: HTML = """
    <p>How sharp the trigger was to begin with decides what this can show. On a blunt organism, \
    which near misses set off too, attacks are half the trigger, and training on them removes the \
    behaviour itself: that says nothing about hiding. Only a sharp one, which had near misses with \
    good answers in its data, can hide.</p>
    """
}
