import Testing
import Tracking

@Suite struct FormatTests {
  @Test(arguments: [
    (0, "0"), (7, "7"), (412, "412"), (0.53, "0.5"), (41.6, "42"), (999.4, "999"), (999.6, "1.0k"),
    (1000, "1.0k"), (44_100, "44.1k"), (999_940, "999.9k"), (999_960, "1.0M"), (1_234_567, "1.2M"),
    (8.2e9, "8.2G"), (3e18, "3000.0P"), (-44_100, "-44.1k"), (.infinity, "inf"), (.nan, "nan"),
  ])
  func counts(_ value: Double, _ text: String) {
    #expect(Format.count(value) == text)
  }

  @Test(arguments: [
    (0, "0 B"), (1023, "1023 B"), (1024, "1.0 KiB"), (1_288_490_189, "1.2 GiB"),
    (1_048_575, "1.0 MiB"), (Int.max, "8192.0 PiB"),
  ])
  func byteSizes(_ value: Int, _ text: String) {
    #expect(Format.bytes(value) == text)
  }

  @Test(arguments: [
    (0, "0:00"), (-3, "0:00"), (0.4, "0:00"), (41, "0:41"), (59.6, "1:00"), (725, "12:05"),
    (3599.4, "59:59"), (3600, "1h 00m"), (3720, "1h 02m"), (86_399, "23h 59m"), (183_600, "2d 03h"),
    (1e12, "?"), (.nan, "?"), (.infinity, "?"),
  ])
  func durations(_ seconds: Double, _ text: String) {
    #expect(Format.duration(seconds) == text)
  }

  @Test(arguments: [
    (1.83249, "1.832"), (12.3456, "12.35"), (123.456, "123.5"), (4321.6, "4322"), (0.0813, "0.081"),
    (0.0005, "5.0e-04"), (0, "0"), (-1.5, "-1.500"), (2e7, "2.0e+07"), (.nan, "nan"),
    (-.infinity, "-inf"),
  ])
  func numbers(_ value: Double, _ text: String) {
    #expect(Format.number(value) == text)
  }

  @Test func fewerDigitsAndExponents() {
    #expect(Format.number(0.8123, digits: 3) == "0.81")
    #expect(Format.number(1.214, digits: 3) == "1.21")
    #expect(Format.scientific(0.0029) == "2.9e-03")
    #expect(Format.scientific(.nan) == "nan")
  }
}
