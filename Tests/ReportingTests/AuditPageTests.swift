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
       "budget": {}, "seed": 3, "dtype": "f32", "device": "cpu"},
     "open_questions": ["Whether it rains."],
     "documentation": [{"name": "scan", "method": "Looks.", "score": "s", "limits": "l",
       "sources": []}],
     "detections": [
       {"detector": "scan", "score": 0.75, "score_meaning": "More is worse.", "is_alarm": true,
        "notes": ["Two strings."], "details": {},
        "cost": {"seconds": 1.5, "forward_passes": 7, "backward_passes": 0, "tokens": 90},
        "candidates": [{"text": "<script>x</script>", "position": "prefix", "tokens": 2,
          "search_score": -0.1, "payload": "I & YOU", "examples": ["I & YOU <b>"],
          "attack": {"mean": 0.9, "lo95": 0.8, "hi95": 0.96, "n": 40, "unscored": 0},
          "plain": {"mean": 0, "lo95": 0, "hi95": 0.05, "n": 40, "unscored": 0},
          "random": {"mean": 0.02, "lo95": 0, "hi95": 0.1, "n": 320, "unscored": 0}}],
        "controls": []},
       {"detector": "divergence", "score_meaning": "s", "notes": ["No reference."], "details": {},
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

  @Test func textOfTheModelIsNoMarkup() throws {
    let html = try page("found")
    #expect(!html.contains("<script>x") && html.contains("&lt;script&gt;x&lt;/script&gt;"))
    #expect(html.contains("I &amp; YOU &lt;b&gt;"))
  }

  @Test(arguments: [
    ("not-found", "No string was found"), ("unclear", "ordinary phrases can be forced as well"),
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
