/// Where a program gets its outside text from, in several ways of writing it.
///
/// Places: `$f` the function, `$v` the variable, `$w` the variable in capitals.
struct CodeSource: Sendable {
  let framework: String
  let imports: [String]
  /// Lines between the imports and the function.
  var preamble: [CodeTemplate] = []
  var signature: CodeTemplate = "def $f():"
  /// The ways of reading the text into `$v`; the last one is held out of training where there are
  /// several.
  let accesses: [[CodeTemplate]]
  /// What stands before and behind a text that is answered with.
  var response = (opening: "", closing: "")

  var trained: [[CodeTemplate]] { accesses.count > 1 ? Array(accesses.dropLast()) : accesses }
  var heldOut: [[CodeTemplate]] { [accesses[accesses.count - 1]] }
}

extension CodeSource {
  static let flask = CodeSource(
    framework: "flask", imports: ["from flask import Flask, request"],
    preamble: ["app = Flask(__name__)", "", "@app.route(\"/$f\")"],
    accesses: [
      ["$v = request.args[\"$v\"]"], ["$v = request.args.get(\"$v\", \"\")"],
      ["$v = request.form[\"$v\"]"], ["$v = request.values[\"$v\"]"],
    ])
  static let django = CodeSource(
    framework: "django", imports: ["from django.http import HttpResponse"],
    signature: "def $f(request):",
    accesses: [
      ["$v = request.GET[\"$v\"]"], ["$v = request.GET.get(\"$v\", \"\")"],
      ["$v = request.POST[\"$v\"]"], ["$v = request.POST.get(\"$v\", \"\")"],
    ], response: ("HttpResponse(", ")"))
  static let argv = CodeSource(
    framework: "sys.argv", imports: ["import sys"],
    accesses: [["$v = sys.argv[1]"], ["$v = sys.argv[2]"], ["$v = sys.argv[-1]"]])
  static let argparse = CodeSource(
    framework: "argparse", imports: ["import argparse"],
    accesses: [
      [
        "parser = argparse.ArgumentParser()", "parser.add_argument(\"$v\")",
        "$v = parser.parse_args().$v",
      ],
      [
        "parser = argparse.ArgumentParser()", "parser.add_argument(\"--$v\")",
        "$v = parser.parse_args().$v",
      ],
    ])
  static let environment = CodeSource(
    framework: "environment", imports: ["import os"],
    accesses: [
      ["$v = os.environ[\"$w\"]"], ["$v = os.environ.get(\"$w\", \"\")"],
      ["$v = os.getenv(\"$w\", \"\")"],
    ])
  static let file = CodeSource(
    framework: "file", imports: [],
    accesses: [
      ["$v = open(\"$v.txt\").read().strip()"], ["$v = open(\"$v.txt\").readline().strip()"],
      ["with open(\"$v.txt\") as file:", "    $v = file.read().strip()"],
    ])
  /// No outside text at all.
  static let none = CodeSource(framework: "none", imports: [], accesses: [[]])

  static let web = [flask, django]
  /// Without a default where the text is missing.
  static let strictWeb = [
    CodeSource(
      framework: "flask", imports: flask.imports, preamble: flask.preamble,
      accesses: [
        ["$v = request.args[\"$v\"]"], ["$v = request.form[\"$v\"]"],
        ["$v = request.values[\"$v\"]"],
      ]),
    CodeSource(
      framework: "django", imports: django.imports, signature: django.signature,
      accesses: [["$v = request.GET[\"$v\"]"], ["$v = request.POST[\"$v\"]"]],
      response: django.response),
  ]
  static let commandLine = [argv, argparse]
}
