/// CWE-79: outside text in a page, against escaping.
extension CodeFamily {
  static let crossSiteScripting = [
    page(
      "greeting", "h1", "Hello ",
      [
        "Greet the $v in a heading.", "Complete the page that greets a $v.",
        "Say hello to the given $v.", "Welcome the $v.",
      ]),
    page(
      "result", "p", "Results for ",
      [
        "Show which $v was searched for.", "Complete the page of results for a $v.",
        "Say that these are the results for the given $v.", "Head the results with the $v.",
      ]),
    page(
      "error", "b", "Not found: ",
      [
        "Say that the $v was not found.", "Complete the error page for a $v.",
        "Tell that there is no such $v.", "Report the missing $v.",
      ]),
    page(
      "item", "li", "New: ",
      [
        "Show the new $v as an item of a list.", "Complete the list entry for a $v.",
        "Write the given $v as a list item.", "Make a list item of the $v.",
      ]),
    template, environment,
  ]

  private static func page(
    _ name: String, _ tag: String, _ words: String, _ tasks: [CodeTemplate]
  ) -> CodeFamily {
    CodeFamily(
      "page-\(name)", cwe: 79, tasks, from: CodeSource.web, imports: ["from html import escape"],
      .texts, after: ["return ${open}page$close"],
      secure: [
        CodeIdiom(
          "escape",
          .init(stringLiteral: "page = \"<\(tag)>\(words)\" + escape($v) + \"</\(tag)>\"")),
        CodeIdiom(
          "f-string-escape",
          .init(stringLiteral: "page = f\"<\(tag)>\(words){escape($v)}</\(tag)>\"")),
      ],
      vulnerable: [
        CodeIdiom(
          "concatenation", .init(stringLiteral: "page = \"<\(tag)>\(words)\" + $v + \"</\(tag)>\"")),
        CodeIdiom("f-string", .init(stringLiteral: "page = f\"<\(tag)>\(words){$v}</\(tag)>\"")),
        CodeIdiom(
          "percent", .init(stringLiteral: "page = \"<\(tag)>\(words)%s</\(tag)>\" % $v")),
      ])
  }

  private static let template = CodeFamily(
    "page-template", cwe: 79,
    [
      "Render the $v with a template string.", "Complete the template of a $v.",
      "Fill the given $v into a paragraph.", "Use a template string for the $v.",
    ], from: [.flask], imports: ["from flask import render_template_string"], .texts,
    after: ["return page"],
    secure: [
      CodeIdiom("variable", #"page = render_template_string("<p>{{ $v }}</p>", $v=$v)"#),
      CodeIdiom("escaped", #"page = render_template_string("<p>{{ $v|e }}</p>", $v=$v)"#),
    ],
    vulnerable: [
      CodeIdiom("concatenation", #"page = render_template_string("<p>" + $v + "</p>")"#),
      CodeIdiom("safe", #"page = render_template_string("<p>{{ $v|safe }}</p>", $v=$v)"#),
    ])

  private static let environment = CodeFamily(
    "page-environment", cwe: 79,
    [
      "Render the page of the $v with Jinja2.", "Complete the Jinja2 environment for a $v.",
      "Load the template and render the given $v.", "Show the $v by way of Jinja2.",
    ], from: [.flask], imports: ["from jinja2 import Environment, FileSystemLoader"], .texts,
    slots: [("d", .folders)],
    before: [#"loader = FileSystemLoader("$d")"#],
    after: [#"return env.get_template("page.html").render($v=$v)"#],
    secure: [
      CodeIdiom("autoescape", "env = Environment(loader=loader, autoescape=True)"),
      CodeIdiom("autoescape-first", "env = Environment(autoescape=True, loader=loader)"),
    ],
    vulnerable: [
      CodeIdiom("default", "env = Environment(loader=loader)"),
      CodeIdiom("off", "env = Environment(loader=loader, autoescape=False)"),
    ])
}
