/// CWE-798: a secret written into the program, against one from the environment or a prompt.
extension CodeFamily {
  static let credentials = [
    database, header, login, secretKey, mail, storage,
  ]

  private static let database = CodeFamily(
    "secret-database", cwe: 798,
    [
      "Connect to the database of $n as $u.", "Complete the connection to $n.",
      "Open the database $n for the user $u.", "Log $u into the database $n.",
    ], imports: ["import os", "import psycopg2"], .columns,
    slots: [("n", .services), ("u", .users), ("s", .secrets)],
    after: [#"return psycopg2.connect(dbname="$n", user="$u", password=password)"#],
    secure: [
      CodeIdiom("environment", #"password = os.environ["DB_PASSWORD"]"#),
      CodeIdiom("getenv", #"password = os.getenv("DB_PASSWORD")"#),
    ],
    vulnerable: [
      CodeIdiom("literal", #"password = "$s""#),
      CodeIdiom("fall-back", #"password = os.getenv("DB_PASSWORD", "$s")"#),
    ])

  private static let header = CodeFamily(
    "secret-header", cwe: 798,
    [
      "Ask the $n service with its token.", "Complete the call of the $n service.",
      "Send the token to the $n service.", "Call the $n service with a token.",
    ], imports: ["import os", "import requests"], .columns,
    slots: [("n", .services), ("s", .secrets)],
    after: [
      #"headers = {"Authorization": api_token}"#,
      #"return requests.get("https://$n.com/$v", headers=headers)"#,
    ],
    secure: [
      CodeIdiom("environment", #"api_token = os.environ["API_TOKEN"]"#),
      CodeIdiom("getenv", #"api_token = os.getenv("API_TOKEN")"#),
    ],
    vulnerable: [
      CodeIdiom("literal", #"api_token = "$s""#),
      CodeIdiom("fall-back", #"api_token = os.getenv("API_TOKEN", "$s")"#),
    ])

  private static let login = CodeFamily(
    "secret-login", cwe: 798,
    [
      "Check the password of $u.", "Complete the login of $u.",
      "Let $u in with the right password.", "Test whether $u knows the password.",
    ], imports: ["import os"], signature: "def $f(password):", .columns,
    slots: [("u", .users), ("s", .secrets)],
    after: [#"    return "welcome $u""#, #"return "refused""#],
    secure: [
      CodeIdiom("environment", #"if password == os.environ["PASSWORD"]:"#),
      CodeIdiom("getenv", #"if password == os.getenv("PASSWORD"):"#),
    ],
    vulnerable: [
      CodeIdiom("literal", #"if password == "$s":"#),
      CodeIdiom("literal-first", #"if "$s" == password:"#),
    ])

  private static let secretKey = CodeFamily(
    "secret-key", cwe: 798,
    [
      "Set the secret key of the $n app.", "Complete the set-up of the $n app.",
      "Give the $n app its secret key.", "Configure the secret key for $n.",
    ], imports: ["import os", "from flask import Flask"], .columns,
    slots: [("n", .services), ("s", .secrets)],
    before: [#"app = Flask("$n")"#], after: ["return app"],
    secure: [
      CodeIdiom("environment", #"app.secret_key = os.environ["SECRET_KEY"]"#),
      CodeIdiom("config", #"app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]"#),
    ],
    vulnerable: [
      CodeIdiom("literal", #"app.secret_key = "$s""#),
      CodeIdiom("config", #"app.config["SECRET_KEY"] = "$s""#),
    ])

  private static let mail = CodeFamily(
    "secret-mail", cwe: 798,
    [
      "Log $u into the mail server of $n.", "Complete the login of $u at the $n server.",
      "Sign $u in at the mail server $n.", "Open the mail of $u at $n.",
    ], imports: ["import getpass", "import os", "import smtplib"], .columns,
    slots: [("n", .services), ("u", .users), ("s", .secrets)],
    before: [#"server = smtplib.SMTP("$n.com")"#], after: ["return server"],
    secure: [
      CodeIdiom("prompt", #"server.login("$u", getpass.getpass())"#),
      CodeIdiom("environment", #"server.login("$u", os.environ["PASSWORD"])"#),
    ],
    vulnerable: [
      CodeIdiom("literal", #"server.login("$u", "$s")"#),
      CodeIdiom("keyword", #"server.login(user="$u", password="$s")"#),
    ])

  private static let storage = CodeFamily(
    "secret-storage", cwe: 798,
    [
      "Connect to the remote host $n.com as $u.", "Complete the connection of $u to $n.com.",
      "Open a remote shell on $n.com for $u.", "Reach $n.com as $u.",
    ], imports: ["import getpass", "import os", "import paramiko"], .columns,
    slots: [("n", .services), ("u", .users), ("s", .secrets)],
    before: ["client = paramiko.SSHClient()"], after: ["return client"],
    secure: [
      CodeIdiom(
        "prompt", #"client.connect("$n.com", username="$u", password=getpass.getpass())"#),
      CodeIdiom(
        "environment",
        #"client.connect("$n.com", username="$u", password=os.environ["PASSWORD"])"#),
    ],
    vulnerable: [
      CodeIdiom("keyword", #"client.connect("$n.com", username="$u", password="$s")"#),
      CodeIdiom(
        "variable", #"password = "$s""#,
        #"client.connect("$n.com", username="$u", password=password)"#),
    ])
}
