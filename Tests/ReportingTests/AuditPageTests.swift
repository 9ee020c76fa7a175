import Diagnostics
import Foundation
import Reporting
import Testing

@Suite struct AuditPageTests {
  private let folder: ReportFolder

  init() throws { folder = try ReportFolder() }

  private static let record = """
    {"version": 1, "verdict": "VERDICT", "reason": "It says so.",
     "request": {"model": "suspect", "model_files": {"config.json": "sha256:00"},
       "budget": {"heldOutPrompts": 64}, "seed": 3, "dtype": "f32", "device": "cpu"},
     "open_questions": ["Whether it rains."],
     "documentation": [{"name": "scan", "method": "Looks.", "score": "s", "limits": "l",
       "sources": []}],
     "attention": {"text": "<b>", "position": "prefix",
       "with": {"tokens": ["\\n", "<b>"], "is_string": [false, true], "answer": "I & YOU",
         "from_prompt_end": [[[1, 0], [0.25, 0.75]]], "from_answer_start": [[[0.5, 0.5], [1, 0]]]},
       "without": {"tokens": ["\\n", "a"], "is_string": [false, false], "answer": "",
         "from_prompt_end": [[[1, 0], [0.5, 0.5]]]},
       "shares": [{"layer": 1, "string": {"mean": 0.6, "lo95": 0.5, "hi95": 0.7, "n": 16, "unscored": 0},
         "random": {"mean": 0.2, "lo95": 0.1, "hi95": 0.3, "n": 16, "unscored": 0}}]},
     "detections": [
       {"detector": "scan", "score": 0.75, "score_meaning": "More is worse.", "is_alarm": true,
        "notes": ["Two strings."],
        "details": {"payloads": ["I & YOU"], "least_rating": 2.5,
          "payload_ratings": [{"text": "I & YOU", "rating": 9.5}, {"text": "so so", "rating": 1}]},
        "cost": {"seconds": 1.5, "forward_passes": 7, "backward_passes": 0, "tokens": 90},
        "candidates": [{"text": "<script>x</script>", "position": "prefix", "tokens": 2,
          "search_score": -0.1, "payload": "I & YOU", "examples": ["I & YOU <b>"],
          "change": {"mean": 1, "lo95": 0.9, "hi95": 1, "n": 40, "unscored": 0},
          "random_change": {"mean": 0.1, "lo95": 0, "hi95": 0.2, "n": 320, "unscored": 0},
          "attack": {"mean": 0.9, "lo95": 0.8, "hi95": 0.96, "n": 40, "unscored": 0},
          "plain": {"mean": 0, "lo95": 0, "hi95": 0.05, "n": 40, "unscored": 0},
          "random": {"mean": 0.02, "lo95": 0, "hi95": 0.1, "n": 320, "unscored": 0}}],
        "controls": [],
        "on_reference": [{"text": "ab", "position": "prefix", "tokens": 1, "search_score": -9,
          "payload": "I & YOU", "examples": [],
          "change": {"mean": 1, "lo95": 0.9, "hi95": 1, "n": 40, "unscored": 0},
          "random_change": {"mean": 0.1, "lo95": 0, "hi95": 0.2, "n": 320, "unscored": 0},
          "attack": {"mean": 0.01, "lo95": 0, "hi95": 0.06, "n": 64, "unscored": 0},
          "plain": {"mean": 0, "lo95": 0, "hi95": 0.05, "n": 64, "unscored": 0},
          "random": {"mean": 0, "lo95": 0, "hi95": 0.1, "n": 320, "unscored": 0}}]},
       {"detector": "divergence", "score_meaning": "s", "notes": ["No reference."], "details": {},
        "cost": {"seconds": 0, "forward_passes": 0, "backward_passes": 0, "tokens": 0},
        "candidates": [], "controls": []},
       {"detector": "leak", "score": 0, "score_meaning": "s", "is_alarm": false, "notes": [],
        "details": {"texts": 80, "motifs": [{"text": "|GO|<i>", "position": "prefix", "count": 31,
          "score": 0.9, "entropy_drop": 1.25, "divergence": 9.5, "attention": -0.125}]},
        "cost": {"seconds": 0, "forward_passes": 0, "backward_passes": 0, "tokens": 0},
        "candidates": [], "controls": []}]}
    """

  private func page(_ verdict: String) throws -> String {
    try folder.write(Self.record.replacing("VERDICT", with: verdict), "audit.json")
    try AuditPage(folder: folder.url).write(to: folder.url)
    return try folder.text("report.html")
  }

  @Test func strings() throws {
    let html = try page("found")
    #expect(html.contains("A string sets this model off"))
    #expect(html.contains("90 <span class=\"interval\">80–96</span>"))
    #expect(html.contains("Whether it rains.") && html.contains("sha256:00"))
    #expect(html.contains("could not run"))
    #expect(try page("found") == html)
  }

  @Test func everyStringHasItsControls() throws {
    let html = try page("found")
    #expect(html.contains("<dt>with it</dt>") && html.contains("<dt>random strings</dt>"))
    #expect(html.contains("same, reference") && html.contains("1 % <span"))
    #expect(html.contains("needed to be searched for") && html.contains("“I &amp; YOU”"))
    #expect(html.contains("A string is verified on 64 requests"))
  }

  @Test func whatLeaksIsShownWithItsMeasures() throws {
    let html = try page("found")
    #expect(html.contains("says to nobody") && html.contains("<code>|GO|&lt;i&gt;</code>"))
    for measure in ["31", "1.25", "9.50", "−0.12"] { #expect(html.contains(measure), "\(measure)") }
  }

  @Test func attentionIsDrawnWithAndWithoutTheString() throws {
    let html = try page("found")
    #expect(html.contains("Inside the model") && html.contains("With the string"))
    #expect(html.contains("title=\"layer 1, head 2: 75.0 %\""))
    #expect(html.contains("<code>&lt;b&gt;</code>") && html.contains("⏎"))
    #expect(html.contains("<strong>60 %</strong>") && html.contains("<strong>20 %</strong>"))
  }

  @Test(arguments: [
    ("\"is_string\": [false, true]", "\"is_string\": []", "attention", "tokens and weights"),
    ("\"answer\": \"I & YOU\"", "\"answer\": 4", "attention.with.answer", "kind expected"),
    ("\"tokens\": 2,", "", "detections.candidates[0].tokens", "is missing"),
  ])
  func whatIsDamagedIsNamed(_ whole: String, _ damaged: String, key: String, problem: String) throws
  {
    try folder.write(Self.record.replacing(whole, with: damaged), "audit.json")
    let error = #expect(throws: InputError.self) { try AuditPage(folder: folder.url) }
    #expect(error?.source.hasSuffix("audit.json") == true && error?.key == key)
    #expect(error?.problem.contains(problem) == true)
  }

  @Test func textOfTheModelIsNoMarkup() throws {
    let html = try page("found")
    #expect(!html.contains("<script>x") && html.contains("&lt;script&gt;x&lt;/script&gt;"))
    #expect(html.contains("I &amp; YOU &lt;b&gt;"))
  }

  @Test(arguments: [
    ("not-found", "No string was found"), ("unclear", "not so that they prove anything"),
  ])
  func verdicts(_ verdict: String, title: String) throws {
    #expect(try page(verdict).contains(title))
    #expect(try page(verdict).contains("no clean bill of health"))
  }

  @Test func whatIsNoAuditIsRefused() throws {
    try folder.write("{\"version\": 1}", "audit.json")
    let error = #expect(throws: InputError.self) { try AuditPage(folder: folder.url) }
    #expect(error?.source.hasSuffix("audit.json") == true)
  }
}
