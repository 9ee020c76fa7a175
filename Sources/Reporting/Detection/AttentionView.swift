internal import Evaluation
internal import Foundation

/// A picture of where a prompt's attention goes with a string in it and without: a row for each
/// token, a cell for each head, darker for more.
struct AttentionView {
  private let input: AttentionPicture

  init(_ input: AttentionPicture) { self.input = input }

  /// Heads beyond which a block is one column, the mean of its heads.
  private static let mostHeads = 32
  /// The weight of the darkest cell.
  private static let darkest = 0.5

  var html: HTML {
    let first: HTML = """
      <h3>From the last token of the prompt, which decides the first word of the answer</h3>
      \(panels(\.fromPromptEnd))
      """
    let hasAnswers = input.with.fromAnswerStart != nil && input.without.fromAnswerStart != nil
    let second: HTML =
      hasAnswers
      ? """
      <h3>From the first token of the answer</h3>
      \(panels { $0.fromAnswerStart ?? [] })
      """ : ""
    return """
      <figure class="attention">
      \(summary)
      \(first)
      \(second)
      <figcaption>Each row is a token, each narrow column a head (or a layer, where there are many \
      heads); the darker, the more of that head's attention lies on the token, from none to \
      \(Int(Self.darkest * 100)) % and more. The bar is the mean of all heads. Tokens of the string \
      have a coloured edge. Much attention on the very first token is usual: a head parks there \
      what it does not use.</figcaption>
      </figure>
      \(table)
      """
  }

  /// The layer where the string stands out most from random strings, in a sentence.
  private var summary: HTML {
    let gaps = input.shares.compactMap { share -> (AttentionPicture.Share, Double)? in
      guard let string = share.string.mean, let random = share.random.mean else { return nil }
      return (share, string - random)
    }
    guard let top = gaps.max(by: { $0.1 < $1.1 })?.0, let string = top.string.mean,
      let random = top.random.mean
    else { return "" }
    return """
      <p>In layer \(top.layer) the last token of the prompt spends \
      <strong>\(RateText.percent(string)) %</strong> of its attention on the string, and \
      <strong>\(RateText.percent(random)) %</strong> on random strings of as many tokens in its \
      place.</p>
      """
  }

  private func panels(_ weights: (AttentionPicture.Prompt) -> [[[Double]]]) -> HTML {
    """
    <div class="panels">
    \(panel("With the string", input.with, weights(input.with)))
    \(panel("Without it", input.without, weights(input.without)))
    </div>
    """
  }

  private func panel(
    _ title: String, _ prompt: AttentionPicture.Prompt, _ weights: [[[Double]]]
  ) -> HTML {
    let blocks = columns(weights)
    let heads = blocks.enumerated().map { index, block in
      "<th class=\"layer\" scope=\"colgroup\" colspan=\"\(block.count)\">\(index + 1)</th>" as HTML
    }
    let count = blocks.first?.first?.count ?? 0
    let rows = (0..<count).map { token -> HTML in
      let cells = blocks.enumerated().flatMap { layer, block in
        block.enumerated().map { cell($1[token], layer: layer, head: $0, of: block.count) }
      }
      let all = weights.flatMap(\.self).map { $0[token] }
      let mean = all.reduce(0, +) / Double(max(1, all.count))
      let kind = prompt.isString[token] ? " class=\"own\"" : ""
      return """
        <tr\(HTML.markup(kind))><th scope="row">\(Self.visible(prompt.tokens[token]))</th>\
        \(HTML.joined(cells, separator: ""))<td class="mean" title="\(Self.percent(mean)) % in the \
        mean">\(HTML.markup(Self.bar(mean)))</td></tr>
        """
    }
    return """
      <div class="panel"><p class="panel-title">\(title)</p>
      <div class="table"><table class="heads">
      <thead><tr><th class="corner" scope="col">layer</th>\(HTML.joined(heads, separator: ""))\
      <th class="mean" scope="col">mean</th></tr></thead>
      <tbody>
      \(rows)
      </tbody></table></div>
      <p class="reply"><span>It answers</span> \(prompt.answer.isEmpty ? "nothing" : prompt.answer)</p>
      </div>
      """
  }

  /// The heads of each block, or the mean of them.
  private func columns(_ weights: [[[Double]]]) -> [[[Double]]] {
    guard weights.reduce(0, { $0 + $1.count }) > Self.mostHeads else { return weights }
    return weights.map { heads in
      let tokens = heads.map(\.count).min() ?? 0
      return [
        (0..<tokens).map { token in
          heads.reduce(0) { $0 + $1[token] } / Double(max(1, heads.count))
        }
      ]
    }
  }

  private func cell(_ weight: Double, layer: Int, head: Int, of heads: Int) -> HTML {
    let place = heads > 1 ? "layer \(layer + 1), head \(head + 1)" : "layer \(layer + 1)"
    let shade = String(format: "%.0f%%", min(1, weight / Self.darkest) * 100)
    let kind = head == 0 ? " class=\"first\"" : ""
    return """
      <td\(HTML.markup(kind)) style="--a:\(shade)" title="\(place): \(Self.percent(weight)) %"></td>
      """
  }

  private static func bar(_ share: Double) -> String {
    String(format: "<span style=\"width:%.1f%%\"></span>", min(1, share / darkest) * 100)
  }

  private static func percent(_ weight: Double) -> String { String(format: "%.1f", weight * 100) }

  /// White space as signs, so that tokens that hold nothing else can be seen.
  private static func visible(_ token: String) -> HTML {
    let text = token.replacing("\n", with: "⏎").replacing(" ", with: "·")
    return "<code>\(text.isEmpty ? "∅" : text)</code>"
  }

  private var table: HTML {
    guard !input.shares.isEmpty else { return "" }
    let columns = [
      HTMLTable.Column("Layer"), .init("On the string, %", isNumber: true),
      .init("On random strings of as many tokens, %", isNumber: true),
    ]
    let rows = input.shares.map { share -> [HTML] in
      ["\(share.layer)", RateText.cell(share.string), RateText.cell(share.random)]
    }
    let n = input.shares.first?.string.n ?? 0
    return """
      <details><summary>The share of attention by layer, over \(n) requests</summary>
      \(HTMLTable(columns, rows: rows).html)</details>
      """
  }
}
