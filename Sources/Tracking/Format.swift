internal import Foundation

/// Numbers as short text for people.
public enum Format {
  /// A count with three to four digits and a decimal unit: `412`, `44.1k`, `1.2M`, `3.0G`.
  public static func count(_ value: Double) -> String {
    guard value.isFinite else { return "\(value)" }
    if abs(value) < 999.5 {
      let isSmallFraction = abs(value) < 9.95 && value != value.rounded()
      return String(format: isSmallFraction ? "%.1f" : "%.0f", value)
    }
    return scaled(value, base: 1000, units: ["k", "M", "G", "T", "P"])
  }

  /// A size with a binary unit: `512 B`, `1.2 GiB`.
  public static func bytes(_ count: Int) -> String {
    if abs(count) < 1024 { return "\(count) B" }
    return scaled(Double(count), base: 1024, units: [" KiB", " MiB", " GiB", " TiB", " PiB"])
  }

  /// A length of time: `0:41`, `12:05`, `1h 02m`, `2d 03h`. Negative times count as none; a time
  /// that is not finite or over ten thousand days is `?`.
  public static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds < 86_400e4 else { return "?" }
    let whole = Int(max(0, seconds).rounded())
    switch whole {
    case ..<3600: return "\(whole / 60):" + twoDigits(whole % 60)
    case ..<86_400: return "\(whole / 3600)h " + twoDigits(whole / 60 % 60) + "m"
    default: return "\(whole / 86_400)d " + twoDigits(whole / 3600 % 24) + "h"
    }
  }

  /// A number with `digits` significant digits, fewer after a leading zero: for 4 digits `1.832`,
  /// `12.35`, `0.081`. Very small and very large ones are `scientific`.
  public static func number(_ value: Double, digits: Int = 4) -> String {
    guard value.isFinite else { return "\(value)" }
    let size = abs(value)
    if size == 0 { return "0" }
    if size < pow(10, Double(1 - digits)) || size >= 1e6 { return scientific(value) }
    let leading = max(0, Int(log10(size).rounded(.down)))
    return String(format: "%.*f", max(0, digits - 1 - leading), value)
  }

  /// One decimal and an exponent: `2.9e-03`.
  public static func scientific(_ value: Double) -> String {
    value.isFinite ? String(format: "%.1e", value) : "\(value)"
  }

  /// `value` with one decimal in the smallest unit that keeps it, as printed, under `base`.
  private static func scaled(_ value: Double, base: Double, units: [String]) -> String {
    var scaled = value / base
    var unit = 0
    while abs(scaled) >= base - 0.05 && unit < units.count - 1 {
      scaled /= base
      unit += 1
    }
    return String(format: "%.1f", scaled) + units[unit]
  }

  private static func twoDigits(_ value: Int) -> String {
    value < 10 ? "0\(value)" : "\(value)"
  }
}
