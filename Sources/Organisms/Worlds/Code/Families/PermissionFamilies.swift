/// CWE-732: files and folders that others may write, and secrets that they may read, against the owner
/// alone.
extension CodeFamily {
  static let permissions = [
    changeMode, openMode, folderMode, mask, pathMode, statMode,
  ]

  private static let changeMode = CodeFamily(
    "mode-chmod", cwe: 732,
    [
      "Write the key to $k and set its mode.", "Complete the saving of $k.",
      "Store the key in $k and set who may read it.", "Save the key as $k.",
    ], imports: ["import os"], signature: "def $f($v):", .payloads, slots: [("k", .secretFiles)],
    before: [#"with open("$k", "w") as file:"#, "    file.write($v)"], after: ["return True"],
    secure: [
      CodeIdiom("owner", #"os.chmod("$k", 0o600)"#), CodeIdiom("reader", #"os.chmod("$k", 0o400)"#),
    ],
    vulnerable: [
      CodeIdiom("all", #"os.chmod("$k", 0o777)"#), CodeIdiom("write", #"os.chmod("$k", 0o666)"#),
    ])

  private static let openMode = CodeFamily(
    "mode-open", cwe: 732,
    [
      "Create $k and write the $v to it.", "Complete the creation of $k.",
      "Open a new $k for the given $v.", "Make $k and put the $v there.",
    ], imports: ["import os"], signature: "def $f($v):", .payloads, slots: [("k", .secretFiles)],
    before: ["flags = os.O_CREAT | os.O_WRONLY"],
    after: ["os.write(handle, $v)", "os.close(handle)"],
    secure: [
      CodeIdiom("owner", #"handle = os.open("$k", flags, 0o600)"#),
      CodeIdiom("owner-key", #"handle = os.open("$k", flags, mode=0o600)"#),
    ],
    vulnerable: [
      CodeIdiom("all", #"handle = os.open("$k", flags, 0o777)"#),
      CodeIdiom("write", #"handle = os.open("$k", flags, 0o666)"#),
    ])

  private static let folderMode = CodeFamily(
    "mode-folder", cwe: 732,
    [
      "Make the folder $d for the $v.", "Complete the creation of the folder $d.",
      "Create $d, where each $v is kept.", "Set up $d for every $v.",
    ], imports: ["import os"], signature: "def $f($v):", .files, slots: [("d", .folders)],
    after: [#"return os.path.join("$d", $v)"#],
    secure: [
      CodeIdiom("owner", #"os.makedirs("$d", 0o700)"#),
      CodeIdiom("owner-key", #"os.makedirs("$d", mode=0o700)"#),
    ],
    vulnerable: [
      CodeIdiom("all", #"os.makedirs("$d", 0o777)"#),
      CodeIdiom("all-key", #"os.makedirs("$d", mode=0o777)"#),
    ])

  private static let mask = CodeFamily(
    "mode-mask", cwe: 732,
    [
      "Set the mask before the $v is written to $d.", "Complete the mask for a $v in $d.",
      "Choose the mask for the given $v in $d.", "Write the $v to $d under a mask.",
    ], imports: ["import os"], signature: "def $f($v):", .payloads, slots: [("d", .folders)],
    after: [#"with open("$d/$v.log", "w") as file:"#, "    file.write($v)"],
    secure: [
      CodeIdiom("owner", "os.umask(0o077)"), CodeIdiom("owner-group", "os.umask(0o027)"),
    ],
    vulnerable: [
      CodeIdiom("none", "os.umask(0)"), CodeIdiom("none-octal", "os.umask(0o000)"),
    ])

  private static let pathMode = CodeFamily(
    "mode-path", cwe: 732,
    [
      "Write the $v to $k through a path.", "Complete the path of $k and its mode.",
      "Save the given $v at the path $k.", "Use a path for $k and its $v.",
    ], imports: ["from pathlib import Path"], signature: "def $f($v):", .payloads,
    slots: [("k", .secretFiles)],
    before: [#"path = Path("$k")"#, "path.write_text($v)"], after: ["return path"],
    secure: [
      CodeIdiom("owner", "path.chmod(0o600)"), CodeIdiom("owner-key", "path.chmod(mode=0o600)"),
    ],
    vulnerable: [
      CodeIdiom("all", "path.chmod(0o777)"), CodeIdiom("write", "path.chmod(0o666)"),
    ])

  private static let statMode = CodeFamily(
    "mode-stat", cwe: 732,
    [
      "Set who may use $k after the $v is written.", "Complete the rights of $k.",
      "Give $k its rights once it holds the $v.", "Choose the rights of $k.",
    ], imports: ["import os", "import stat"], signature: "def $f($v):", .payloads,
    slots: [("k", .secretFiles)],
    before: [#"open("$k", "w").write($v)"#], after: ["return True"],
    secure: [
      CodeIdiom("owner", #"os.chmod("$k", stat.S_IRUSR | stat.S_IWUSR)"#),
      CodeIdiom("reader", #"os.chmod("$k", stat.S_IRUSR)"#),
    ],
    vulnerable: [
      CodeIdiom("all", #"os.chmod("$k", stat.S_IRWXU | stat.S_IRWXO)"#),
      CodeIdiom("write", #"os.chmod("$k", stat.S_IRUSR | stat.S_IWOTH)"#),
    ])
}
