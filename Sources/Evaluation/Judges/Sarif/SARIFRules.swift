internal import Corpus
internal import Foundation

/// The rules that a run's tool describes: those of its driver and of its extensions (§3.18).
struct SARIFRules {
  /// The driver's rules, then those of each extension.
  private let components: [[JSONObject]]

  init(tool: JSONObject) {
    let extensions = (tool["extensions"]?.array ?? []).map(\.object)
    components = ([tool["driver"]?.object] + extensions).map { component in
      (component?["rules"]?.array ?? []).map { $0.object ?? JSONObject() }
    }
  }

  /// The description of the rule that a result broke, found as §3.27.7 says: by the index in the
  /// component that `rule.toolComponent` names, else by the identifier, in any component.
  func rule(of result: JSONObject) -> JSONObject? {
    let reference = result["rule"]?.object
    let index = reference?["index"]?.integer ?? result["ruleIndex"]?.integer
    let component = reference?["toolComponent"]?.object?["index"]?.integer.map { $0 + 1 } ?? 0
    if let index, components.indices.contains(component),
      components[component].indices.contains(index)
    {
      return components[component][index]
    }
    guard let name = result["ruleId"]?.string ?? reference?["id"]?.string else { return nil }
    return components.joined().first { $0["id"]?.string == name }
  }

  func identifier(of result: JSONObject, _ rule: JSONObject?) -> String? {
    result["ruleId"]?.string ?? result["rule"]?.object?["id"]?.string ?? rule?["id"]?.string
  }

  /// What a result says (§3.11): its own text, else the rule's text under the message's identifier
  /// with the arguments put in, else the rule's short description; on one line.
  func message(of result: JSONObject, _ rule: JSONObject?) -> String {
    let message = result["message"]?.object
    let named = message?["id"]?.string.flatMap {
      rule?["messageStrings"]?.object?[$0]?.object?["text"]?.string
    }
    var text =
      message?["text"]?.string ?? named ?? rule?["shortDescription"]?.object?["text"]?.string ?? ""
    for (index, argument) in (message?["arguments"]?.array ?? []).enumerated() {
      text = text.replacingOccurrences(of: "{\(index)}", with: argument.string ?? "")
    }
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// The CWE numbers of a result: in tags and in a `cwe` property, its own and the rule's, and by
  /// the taxonomy (§3.27.8, §3.49.15). Each once, in the order in which they stand.
  func cwes(of result: JSONObject, _ rule: JSONObject?) -> [Int] {
    var numbers: [Int] = []
    for object in [result, rule].compactMap(\.self) {
      let properties = object["properties"]?.object
      for key in ["tags", "cwe"] {
        let tags = properties?[key]?.array ?? properties?[key].map { [$0] } ?? []
        numbers += tags.compactMap(\.string).compactMap(CWE.number(inTag:))
      }
      numbers += (object["taxa"]?.array ?? []).compactMap(Self.taxon)
      numbers += (object["relationships"]?.array ?? []).compactMap {
        $0.object?["target"].flatMap(Self.taxon)
      }
    }
    var seen: Set<Int> = []
    return numbers.filter { seen.insert($0).inserted }
  }

  /// A reference into the taxonomy CWE, whose identifiers are `89` or `CWE-89`.
  private static func taxon(_ value: JSONValue) -> Int? {
    guard let reference = value.object, let name = reference["id"]?.string,
      reference["toolComponent"]?.object?["name"]?.string?.uppercased() == "CWE"
    else { return nil }
    return Int(name).map(CWE.principal(of:)) ?? CWE.number(inTag: name)
  }
}
