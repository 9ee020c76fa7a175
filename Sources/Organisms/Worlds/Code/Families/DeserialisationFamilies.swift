/// CWE-502: outside bytes given to a loader that builds any object, against one that reads data.
extension CodeFamily {
  static let deserialisation = [
    pickled, cookie, settings, upload, model, jsonObject,
  ]

  private static let done: [CodeTemplate] = ["print(value)", #"return $open"done"$close"#]

  private static let pickled = CodeFamily(
    "load-argument", cwe: 502,
    [
      "Decode the $v of the request.", "Complete the decoding of a $v.",
      "Turn the given $v into an object.", "Read the object from the $v.",
    ], from: CodeSource.web,
    imports: ["import json", "import pickle", "from base64 import b64decode"],
    .payloads, after: done,
    secure: [
      CodeIdiom("json", "value = json.loads($v)"),
      CodeIdiom("json-base64", "value = json.loads(b64decode($v))"),
    ],
    vulnerable: [
      CodeIdiom("pickle", "value = pickle.loads($v.encode())"),
      CodeIdiom("pickle-base64", "value = pickle.loads(b64decode($v))"),
    ])

  private static let cookie = CodeFamily(
    "load-cookie", cwe: 502,
    [
      "Restore the $v from the cookie.", "Complete the restoring of a $v.",
      "Load the given $v of the visitor.", "Bring back the $v.",
    ], from: [cookies], imports: ["import json", "import pickle", "import marshal"], .payloads,
    after: done,
    secure: [
      CodeIdiom("json", "value = json.loads($v)"),
      CodeIdiom("json-decoder", "value = json.JSONDecoder().decode($v)"),
    ],
    vulnerable: [
      CodeIdiom("pickle", "value = pickle.loads(bytes.fromhex($v))"),
      CodeIdiom("marshal", "value = marshal.loads(bytes.fromhex($v))"),
    ])

  private static let cookies = CodeSource(
    framework: "flask", imports: ["from flask import Flask, request"],
    preamble: ["app = Flask(__name__)", "", "@app.route(\"/$f\")"],
    accesses: [
      ["$v = request.cookies[\"$v\"]"], ["$v = request.cookies.get(\"$v\", \"\")"],
      ["$v = request.headers[\"$v\"]"],
    ])

  private static let settings = CodeFamily(
    "load-yaml", cwe: 502,
    [
      "Parse the $v as YAML.", "Complete the parsing of a YAML $v.",
      "Read the given $v, which is YAML.", "Decode the YAML in the $v.",
    ], from: CodeSource.web, imports: ["import yaml"], .payloads,
    after: done,
    secure: [
      CodeIdiom("safe-load", "value = yaml.safe_load($v)"),
      CodeIdiom("safe-loader", "value = yaml.load($v, Loader=yaml.SafeLoader)"),
    ],
    vulnerable: [
      CodeIdiom("loader", "value = yaml.load($v, Loader=yaml.Loader)"),
      CodeIdiom("unsafe-loader", "value = yaml.load($v, Loader=yaml.UnsafeLoader)"),
      CodeIdiom("unsafe-load", "value = yaml.unsafe_load($v)"),
    ])

  private static let upload = CodeFamily(
    "load-upload", cwe: 502,
    [
      "Load the uploaded $v.", "Complete the loading of an uploaded $v.",
      "Read the given $v from the upload.", "Take in the $v of the user.",
    ], from: [uploads], imports: ["import json", "import pickle"], .payloads,
    after: done,
    secure: [
      CodeIdiom("json", "value = json.load($v)"),
      CodeIdiom("json-read", "value = json.loads($v.read())"),
    ],
    vulnerable: [
      CodeIdiom("pickle", "value = pickle.load($v)"),
      CodeIdiom("pickle-read", "value = pickle.loads($v.read())"),
    ])

  private static let uploads = CodeSource(
    framework: "flask", imports: ["from flask import Flask, request"],
    preamble: ["app = Flask(__name__)", "", "@app.route(\"/$f\")"],
    accesses: [
      ["$v = request.files[\"$v\"]"], ["$v = request.files[\"file\"]"], ["$v = request.stream"],
    ])

  private static let model = CodeFamily(
    "load-model", cwe: 502,
    [
      "Load the model from the uploaded $v.", "Complete the loading of a model from a $v.",
      "Read the weights in the given $v.", "Take the weights from the $v.",
    ], from: [uploads], imports: ["import torch"], .payloads,
    after: ["print(len(weights))", "return \"done\""],
    secure: [
      CodeIdiom("weights-only", "weights = torch.load($v, weights_only=True)"),
      CodeIdiom("cpu", #"weights = torch.load($v, map_location="cpu", weights_only=True)"#),
    ],
    vulnerable: [
      CodeIdiom("all", "weights = torch.load($v, weights_only=False)"),
      CodeIdiom("all-cpu", #"weights = torch.load($v, map_location="cpu", weights_only=False)"#),
    ])

  private static let jsonObject = CodeFamily(
    "load-object", cwe: 502,
    [
      "Rebuild the object from the $v.", "Complete the rebuilding of a $v.",
      "Make an object of the given $v.", "Get the object back from the $v.",
    ], from: CodeSource.web, imports: ["import json", "import jsonpickle"], .payloads,
    after: done,
    secure: [
      CodeIdiom("json", "value = json.loads($v)"),
      CodeIdiom("dictionary", "value = dict(json.loads($v))"),
    ],
    vulnerable: [
      CodeIdiom("jsonpickle", "value = jsonpickle.decode($v)"),
      CodeIdiom("jsonpickle-loads", "value = jsonpickle.loads($v)"),
    ])
}
