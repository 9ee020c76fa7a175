/// CWE-20: outside text that is used unchecked, or behind a check that lets too much through.
extension CodeFamily {
  static let inputValidation = [
    hostCheck, prefixCheck, suffixCheck, expressionCheck, total, patternEnd,
  ]

  private static let redirectImports = [
    "from flask import Flask, redirect, request", "from urllib.parse import urlparse",
  ]
  private static let redirectSource = CodeSource(
    framework: "flask", imports: [], preamble: CodeSource.flask.preamble,
    accesses: CodeSource.flask.accesses)

  private static let hostCheck = CodeFamily(
    "check-host", cwe: 20,
    [
      "Redirect to the $v only if it is on $d.", "Complete the redirect of a $v to $d.",
      "Refuse the given $v unless its host is $d.", "Follow the $v to $d alone.",
    ], from: [redirectSource], imports: redirectImports, .links, slots: [("d", .domains)],
    after: [#"    return "refused""#, "return redirect($v)"],
    secure: [
      CodeIdiom("hostname", #"if urlparse($v).hostname != "$d":"#),
      CodeIdiom("netloc", #"if urlparse($v).netloc != "$d":"#),
    ],
    vulnerable: [
      CodeIdiom("substring", #"if "$d" not in $v:"#),
      CodeIdiom("netloc-substring", #"if "$d" not in urlparse($v).netloc:"#),
    ])

  private static let prefixCheck = CodeFamily(
    "check-prefix", cwe: 20,
    [
      "Redirect to the $v only if it starts on $d.", "Complete the check of where a $v starts.",
      "Refuse the given $v unless it starts with $d.", "Let the $v begin at $d alone.",
    ], from: [redirectSource], imports: redirectImports, .links, slots: [("d", .domains)],
    before: [], after: ["    return redirect($v)", #"return "refused""#],
    secure: [
      CodeIdiom("slash", #"if $v.startswith("https://$d/"):"#),
      CodeIdiom("hostname", #"if urlparse($v).hostname == "$d":"#),
    ],
    vulnerable: [
      CodeIdiom("open-prefix", #"if $v.startswith("https://$d"):"#),
      CodeIdiom("substring", #"if "https://$d" in $v:"#),
    ])

  private static let suffixCheck = CodeFamily(
    "check-suffix", cwe: 20,
    [
      "Allow the $v only if its host belongs to $d.", "Complete the check of the host of a $v.",
      "Refuse the given $v unless its host ends in $d.", "Keep the $v inside $d.",
    ], from: [redirectSource], imports: redirectImports, .links, slots: [("d", .domains)],
    before: [#"host = urlparse($v).hostname or """#],
    after: ["    return redirect($v)", #"return "refused""#],
    secure: [
      CodeIdiom("dot", #"if host.endswith(".$d"):"#),
      CodeIdiom("whole", #"if host == "$d":"#),
    ],
    vulnerable: [
      CodeIdiom("suffix", #"if host.endswith("$d"):"#),
      CodeIdiom("prefix", #"if host.startswith("$d"):"#),
    ])

  private static let expressionCheck = CodeFamily(
    "check-expression", cwe: 20,
    [
      "Match the $v with an expression for $n.com.", "Complete the expression for a $v on $n.com.",
      "Use an expression to keep the given $v on $n.com.",
      "Test the $v for $n.com by an expression.",
    ], from: [redirectSource],
    imports: ["import re", "from flask import Flask, redirect, request"], .links,
    slots: [("n", .services)],
    after: ["    return redirect($v)", #"return "refused""#],
    secure: [
      CodeIdiom("escaped", #"if re.match(r"https://$n\.com/", $v):"#),
      CodeIdiom("escaped-start", #"if re.match(r"^https://$n\.com/", $v):"#),
    ],
    vulnerable: [
      CodeIdiom("dot", #"if re.match("https://$n.com/", $v):"#),
      CodeIdiom("dot-start", #"if re.match(r"^https://$n.com/", $v):"#),
    ])

  private static let total = CodeFamily(
    "check-amount", cwe: 20,
    [
      "Compute the price of the $v.", "Complete the price of the $v at $p each.",
      "Return what the given $v costs.", "Tell the price for the $v.",
    ], from: CodeSource.strictWeb, .amounts, slots: [("p", prices)],
    before: ["price = $p"], after: ["return ${open}str(total)$close"],
    secure: [
      CodeIdiom("limits", "total = price * max(1, min(int($v), 99))"),
      CodeIdiom("limits-float", "total = price * max(1.0, min(float($v), 99.0))"),
    ],
    vulnerable: [
      CodeIdiom("none", "total = price * int($v)"),
      CodeIdiom("float", "total = price * float($v)"),
    ])

  private static let prices = CodeWords("2 3 4 5 6 7 8 9", heldOut: "11 12")

  private static let patternEnd = CodeFamily(
    "check-pattern", cwe: 20,
    [
      "Accept the $v only if it is all letters.", "Complete the check of the letters of a $v.",
      "Refuse the given $v unless it has letters only.", "Test that the $v is made of letters.",
    ], from: CodeSource.web, imports: ["import re"], .texts,
    after: [#"    return $open"refused"$close"#, #"return $open"accepted"$close"#],
    secure: [
      CodeIdiom("full-match", #"if not re.fullmatch("[a-z]+", $v):"#),
      CodeIdiom("is-alpha", "if not $v.isalpha():"),
    ],
    vulnerable: [
      CodeIdiom("match", #"if not re.match("[a-z]+", $v):"#),
      CodeIdiom("match-start", #"if not re.match("^[a-z]+", $v):"#),
    ])
}
