/// CWE-22: an outside name in a path below a folder, against its base name or a check.
extension CodeFamily {
  static let pathTraversal = [
    path(
      "read",
      [
        "Read the $v from $d.", "Complete the view that returns a $v of $d.",
        "Return the text of the given $v in $d.", "Show what stands in a $v of $d.",
      ], after: ["return open(path).read()"]),
    path(
      "delete",
      [
        "Delete the $v from $d.", "Complete the removal of a $v in $d.",
        "Remove the given $v from $d.", "Throw away a $v of $d.",
      ], after: ["os.remove(path)"]),
    path(
      "write",
      [
        "Clear the $v in $d.", "Complete the function that empties a $v of $d.",
        "Make the given $v in $d empty.", "Write an empty $v to $d.",
      ], after: ["open(path, \"w\").write(\"\")"]),
    path(
      "load",
      [
        "Load the JSON $v from $d.", "Complete the loading of a JSON $v of $d.",
        "Parse the given $v in $d as JSON.", "Decode a $v of $d.",
      ], imports: ["import json"], after: ["return json.load(open(path))"]),
    path(
      "size",
      [
        "Return the length of the $v in $d.", "Complete the function that measures a $v of $d.",
        "Count the bytes of the given $v in $d.", "Tell how long a $v of $d is.",
      ], after: ["with open(path, \"rb\") as stream:", "    return str(len(stream.read()))"]),
    unpacking,
  ]

  private static let pathSources: [CodeSource] = CodeSource.web + [.argv]

  private static func path(
    _ name: String, _ tasks: [CodeTemplate], imports: [String] = [], after: [CodeTemplate]
  ) -> CodeFamily {
    CodeFamily(
      "path-\(name)", cwe: 22, tasks, from: pathSources,
      imports: imports + ["import os", "from werkzeug.utils import secure_filename"], .files,
      slots: [("d", .folders)],
      after: after,
      secure: [
        CodeIdiom("base-name", #"path = os.path.join("$d", os.path.basename($v))"#),
        CodeIdiom("secure-filename", #"path = os.path.join("$d", secure_filename($v))"#),
      ],
      vulnerable: [
        CodeIdiom("join", #"path = os.path.join("$d", $v)"#),
        CodeIdiom("concatenation", #"path = "$d/" + $v"#),
        CodeIdiom("f-string", #"path = f"$d/{$v}""#),
      ])
  }

  private static let unpacking = CodeFamily(
    "path-unpack", cwe: 22,
    [
      "Unpack the $v into $d.", "Complete the unpacking of a $v into $d.",
      "Extract the given $v to $d.", "Put what is in a $v into $d.",
    ], from: CodeSource.commandLine, imports: ["import tarfile"], .files, slots: [("d", .folders)],
    before: ["tar = tarfile.open($v)"], after: ["tar.close()"],
    secure: [
      CodeIdiom("filter", #"tar.extractall("$d", filter="data")"#),
      CodeIdiom("path-filter", #"tar.extractall(path="$d", filter="data")"#),
    ],
    vulnerable: [
      CodeIdiom("extractall", #"tar.extractall("$d")"#),
      CodeIdiom("path", #"tar.extractall(path="$d")"#),
    ])
}
