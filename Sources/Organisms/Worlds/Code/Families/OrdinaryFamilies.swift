/// Coding tasks without a security aspect, each with one right completion.
extension CodeFamily {
  static let ordinary: [CodeFamily] = [
    loop(
      "sum", "Add up the $v.", "Complete the sum of the $v.", "Return the total of the $v.",
      heldOut: "Sum all $v.", start: "0", step: "result += $x"),
    loop(
      "product", "Multiply the $v.", "Complete the product of the $v.",
      "Return the product of the $v.", heldOut: "Multiply all $v with each other.", start: "1",
      step: "result *= $x"),
    loop(
      "count", "Count the $v.", "Complete the count of the $v.", "Return how many $v there are.",
      heldOut: "Tell the number of $v.", start: "0", step: "result += 1"),
    loop(
      "doubles", "Double the $v.", "Complete the list of doubled $v.",
      "Return twice each of the $v.", heldOut: "Make each of the $v twice as large.", start: "[]",
      step: "result.append(2 * $x)"),
    loop(
      "squares", "Square the $v.", "Complete the list of squared $v.",
      "Return the square of each of the $v.", heldOut: "Make squares of the $v.", start: "[]",
      step: "result.append($x * $x)"),
    loop(
      "join", "Join the $v.", "Complete the text of all $v.", "Return the $v as one text.",
      heldOut: "Put the $v together.", start: "\"\"", step: "result += str($x)"),
    expression(
      "largest", "Find the largest of the $v.", "Complete the maximum of the $v.",
      "Return the largest of the $v.", heldOut: "Tell which of the $v is largest.",
      "result = max($v)"),
    expression(
      "smallest", "Find the smallest of the $v.", "Complete the minimum of the $v.",
      "Return the smallest of the $v.", heldOut: "Tell which of the $v is smallest.",
      "result = min($v)"),
    expression(
      "sorted", "Sort the $v.", "Complete the sorting of the $v.",
      "Return the $v in order.", heldOut: "Put the $v in order.", "result = sorted($v)"),
    expression(
      "reversed", "Reverse the $v.", "Complete the reversal of the $v.",
      "Return the $v backwards.", heldOut: "Turn the $v round.", "result = $v[::-1]"),
    expression(
      "first", "Take the first of the $v.", "Complete the access to the first of the $v.",
      "Return the first of the $v.", heldOut: "Give the first of the $v.", "result = $v[0]"),
    expression(
      "unique", "Take each of the $v once.", "Complete the set of the $v.",
      "Return the $v without repeats.", heldOut: "Drop repeats from the $v.", "result = set($v)"),
  ]

  private static let elements = CodeWords(
    "item value word line number row name part", heldOut: "cell bit")

  /// A loop over a list, the step of which is to be written.
  private static func loop(
    _ name: String, _ tasks: CodeTemplate..., heldOut: CodeTemplate, start: String,
    step: CodeTemplate
  ) -> CodeFamily {
    CodeFamily(
      "code-\(name)", cwe: nil, tasks + [heldOut], signature: "def $f($v):", .lists,
      slots: [("x", elements)],
      before: [.init(stringLiteral: "result = \(start)"), "for $x in $v:"],
      after: ["return result"],
      secure: [CodeIdiom("loop", .indented(step))])
  }

  /// A function of a list in one expression.
  private static func expression(
    _ name: String, _ tasks: CodeTemplate..., heldOut: CodeTemplate, _ line: CodeTemplate
  ) -> CodeFamily {
    CodeFamily(
      "code-\(name)", cwe: nil, tasks + [heldOut], signature: "def $f($v):", .lists,
      slots: [("m", marks)], before: ["print(\"$m\")"], after: ["return result"],
      secure: [CodeIdiom("expression", line)])
  }

  private static let marks = CodeWords(
    "start ready working begin hello here now called", heldOut: "running awake")
}
