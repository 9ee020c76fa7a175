internal import Foundation

/// Gives the time of the day as seconds since 1970 in UTC. Sinks take it as a parameter.
public typealias WallClock = () -> Double

/// The system's clock.
public func systemTime() -> Double {
  Date().timeIntervalSince1970
}
