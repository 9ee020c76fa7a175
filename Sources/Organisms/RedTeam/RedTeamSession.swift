import Corpus

/// What a red team has tried so far.
struct RedTeamSession {
  /// A prompt that is going to be tried.
  struct Draft {
    var thread: Int
    var proposal: AttackProposal
    var attack: Attack
  }

  private(set) var result: RedTeamResult
  private let team: RedTeam
  private var threads: [AttackThread]
  private var seen: Set<[String]>

  init(_ seeds: [Query], _ team: RedTeam, attacker: String, seed: UInt64) {
    self.team = team
    threads = seeds.map { AttackThread(seed: $0) }
    seen = Set(seeds.map { $0.messages.map(\.content) })
    result = RedTeamResult(
      attacker: attacker, seeds: seeds.count, seed: seed, configuration: team.configuration,
      attacks: [], rounds: [])
  }

  /// Asks the attacker for a round's prompts and keeps those that may be tried.
  mutating func drafts(from attacker: any Attacker, round: Int) -> [Draft] {
    var tally = RedTeamRound(round: round)
    var drafts: [Draft] = []
    for (index, reply) in replies(from: attacker, round: round).enumerated() {
      switch reply {
      case .failed(let reason):
        tally.failed += 1
        tally.failure = tally.failure ?? reason
      case .unusable: tally.unusable += 1
      case .proposal(let proposal):
        if let draft = draft(proposal, thread: index, round: round, tally: &tally) {
          drafts.append(draft)
        }
      }
    }
    result.rounds.append(tally)
    return drafts
  }

  /// One reply for each thread, whatever the attacker does.
  private func replies(from attacker: any Attacker, round: Int) -> [AttackerReply] {
    do {
      let replies = try attacker.replies(to: threads, round: round)
      if replies.count == threads.count { return replies }
      let reason = "\(replies.count) replies to \(threads.count) threads"
      return threads.map { _ in .failed(reason) }
    } catch {
      return threads.map { _ in .failed("\(error)") }
    }
  }

  private mutating func draft(
    _ proposal: AttackProposal, thread: Int, round: Int, tally: inout RedTeamRound
  ) -> Draft? {
    let query = threads[thread].seed
    let prompt = proposal.prompt.trimmed
    guard !prompt.isEmpty, prompt.count <= team.configuration.maxCharacters else {
      tally.unusable += 1
      return nil
    }
    var messages = query.messages
    messages[messages.count - 1].content = prompt
    let behaviour = team.behaviour
    if messages.contains(where: { behaviour.trigger.occurs(in: $0.content) }) {
      tally.triggers += 1
      return nil
    }
    let kind = AttackKind(of: prompt, madeFrom: query.prompt, trigger: behaviour.trigger)
    let saysPhrase = !team.configuration.allowsPhrase && behaviour.isShown(in: prompt)
    if saysPhrase || team.configuration.excludedKinds.contains(kind) {
      tally.excluded += 1
      return nil
    }
    guard seen.insert(messages.map(\.content)).inserted else {
      tally.duplicates += 1
      return nil
    }
    let attack = Attack(
      id: "\(query.id)/attack-\(round)", query: query, round: round, kind: kind,
      messages: messages, approach: proposal.approach, edits: proposal.edits,
      parent: proposal.parent, shown: 0, samples: 0, isSuccess: false, reply: "")
    return Draft(thread: thread, proposal: proposal, attack: attack)
  }

  /// Notes what the target said to the prompts of the last round.
  mutating func record(_ drafts: [Draft], _ answers: [[String]]) {
    let last = result.rounds.count - 1
    for (draft, replies) in zip(drafts, answers) {
      let isShown = replies.map(team.behaviour.isShown)
      var attack = draft.attack
      attack.shown = isShown.count { $0 }
      attack.samples = replies.count
      attack.isSuccess = team.configuration.isSuccess(shown: attack.shown, of: attack.samples)
      attack.reply = replies[isShown.firstIndex(of: true) ?? 0]
      result.attacks.append(attack)
      result.rounds[last].count(attack)
      threads[draft.thread].turns.append(
        AttackTurn(
          id: attack.id, proposal: draft.proposal,
          replies: Array(replies.prefix(team.configuration.repliesSeen)), shown: attack.shown,
          samples: attack.samples))
    }
  }
}
