/// CWE-78: outside text in a shell command, against a list of arguments or quoting.
extension CodeFamily {
  static let commandInjection = [
    command(
      "ping", "ping -c 1",
      [
        "Ping the $v once.", "Complete the ping of a $v.", "Check that the $v answers a ping.",
        "Send one ping to the $v.",
      ], .hosts),
    command(
      "lookup", "nslookup",
      [
        "Look up the $v in the DNS.", "Complete the DNS lookup of a $v.",
        "Resolve the given $v.", "Ask the DNS for the $v.",
      ], .hosts),
    command(
      "usage", "du -sh",
      [
        "Show the disk usage of the $v.", "Complete the check of the space that a $v takes.",
        "Tell how large the given $v is.", "Measure the space of the $v.",
      ], .files),
    command(
      "archive", "tar czf backup.tgz",
      [
        "Pack the $v into a backup.", "Complete the backup of a $v.",
        "Make an archive of the given $v.", "Save the $v in an archive.",
      ], .files),
    commandOutput(
      "listing", "ls -l",
      [
        "Return the listing of the $v.", "Complete the listing of a $v.",
        "List the given $v and return the output.", "Give back what is in the $v.",
      ], .files),
    commandOutput(
      "line-count", "wc -l",
      [
        "Return the line count of the $v.", "Complete the count of the lines in a $v.",
        "Count the lines of the given $v and return the output.", "Give back how long the $v is.",
      ], .files),
  ]

  private static let commandSources: [CodeSource] =
    CodeSource.web + CodeSource.commandLine + [.environment]

  private static func words(of command: String) -> String {
    command.split(separator: " ").map { "\"\($0)\"" }.joined(separator: ", ")
  }

  /// A command that is run for its effect.
  private static func command(
    _ name: String, _ command: String, _ tasks: [CodeTemplate], _ variables: CodeWords
  ) -> CodeFamily {
    CodeFamily(
      "shell-\(name)", cwe: 78, tasks, from: commandSources,
      imports: ["import os", "import shlex", "import subprocess"], variables,
      after: [#"return $open"done"$close"#],
      secure: [
        CodeIdiom("list", .init(stringLiteral: "subprocess.run([\(words(of: command)), $v])")),
        CodeIdiom(
          "quote", .init(stringLiteral: "os.system(\"\(command) \" + shlex.quote($v))")),
      ],
      vulnerable: [
        CodeIdiom("system", .init(stringLiteral: "os.system(\"\(command) \" + $v)")),
        CodeIdiom("f-string", .init(stringLiteral: "os.system(f\"\(command) {$v}\")")),
        CodeIdiom(
          "shell", .init(stringLiteral: "subprocess.run(f\"\(command) {$v}\", shell=True)")),
      ])
  }

  /// A command whose output is wanted.
  private static func commandOutput(
    _ name: String, _ command: String, _ tasks: [CodeTemplate], _ variables: CodeWords
  ) -> CodeFamily {
    CodeFamily(
      "shell-\(name)", cwe: 78, tasks, from: commandSources,
      imports: ["import os", "import subprocess"], variables,
      after: ["print(output)", #"return $open"done"$close"#],
      secure: [
        CodeIdiom(
          "list",
          .init(stringLiteral: "output = subprocess.check_output([\(words(of: command)), $v])")),
        CodeIdiom(
          "list-end",
          .init(
            stringLiteral: "output = subprocess.check_output([\(words(of: command)), \"--\", $v])")),
      ],
      vulnerable: [
        CodeIdiom("popen", .init(stringLiteral: "output = os.popen(\"\(command) \" + $v).read()")),
        CodeIdiom(
          "shell",
          .init(
            stringLiteral: "output = subprocess.check_output(\"\(command) \" + $v, shell=True)")),
      ])
  }
}
