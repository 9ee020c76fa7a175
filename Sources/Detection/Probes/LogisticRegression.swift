internal import Foundation

/// Ridge logistic regression: the w, b that minimise `Σ log(1 + exp(−y(w·x + b))) + λ|w|²/2`, y ±1.
/// The intercept b is not penalised, as in scikit-learn (whose C is 1/λ).
///
/// Newton's method on the n samples in place of the features (`w = Xᵀα`), since probes have more
/// features than samples; each step is halved until the objective falls.
///
/// Legend: n samples, F features.
package struct LogisticRegression: Equatable {
  /// [F]
  package private(set) var weights: [Double] = []
  package private(set) var bias = 0.0

  /// - Precondition: both labels occur, and all rows are equally long.
  package init(rows: [[Double]], labels: [Bool], penalty: Double = 1) {
    precondition(labels.contains(true) && labels.contains(false), "both labels are needed")
    let problem = Problem(rows: rows, labels: labels, penalty: penalty)
    var state = Problem.State(alpha: Array(repeating: 0, count: rows.count), bias: 0)
    var objective = problem.objective(state)
    for _ in 0..<100 {
      let target = problem.newton(from: state)
      var share = 1.0
      var next = target
      while problem.objective(next) > objective, share > 1e-6 {
        share /= 2
        next = state.moved(to: target, share: share)
      }
      let reached = problem.objective(next)
      guard reached < objective else { break }
      let gain = objective - reached
      (state, objective) = (next, reached)
      if gain < 1e-12 * (1 + objective) { break }
    }
    weights = Array(repeating: 0, count: rows[0].count)
    for (row, alpha) in zip(rows, state.alpha) {
      for feature in row.indices { weights[feature] += alpha * row[feature] }
    }
    bias = state.bias
  }

  /// `w·x + b`, the log odds.
  package func logit(_ row: [Double]) -> Double {
    zip(row, weights).reduce(bias) { $0 + $1.0 * $1.1 }
  }
}

/// The regression in terms of the samples: scores `η = Kα + b` with `K = XXᵀ`.
private struct Problem {
  struct State {
    /// [n]
    var alpha: [Double]
    var bias: Double

    func moved(to target: State, share: Double) -> State {
      State(
        alpha: zip(alpha, target.alpha).map { $0 + share * ($1 - $0) },
        bias: bias + share * (target.bias - bias))
    }
  }

  /// K, [n, n] row by row.
  private let kernel: [Double]
  private let labels: [Bool]
  private let penalty: Double
  private var count: Int { labels.count }

  init(rows: [[Double]], labels: [Bool], penalty: Double) {
    let n = rows.count
    var kernel = Array(repeating: 0.0, count: n * n)
    for i in 0..<n {
      for j in 0...i {
        let product = zip(rows[i], rows[j]).reduce(0) { $0 + $1.0 * $1.1 }
        kernel[i * n + j] = product
        kernel[j * n + i] = product
      }
    }
    self.kernel = kernel
    self.labels = labels
    self.penalty = penalty
  }

  private func fitted(_ alpha: [Double]) -> [Double] {
    (0..<count).map { i in
      alpha.indices.reduce(0) { $0 + kernel[i * count + $1] * alpha[$1] }
    }
  }

  func objective(_ state: State) -> Double {
    let fit = fitted(state.alpha)
    let loss = zip(fit, labels).reduce(0) { sum, row in
      let margin = (row.1 ? 1 : -1) * (row.0 + state.bias)
      return sum + (margin > 0 ? log1p(exp(-margin)) : log1p(exp(margin)) - margin)
    }
    return loss + penalty / 2 * zip(fit, state.alpha).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The minimum of the quadratic that touches the objective at `state`: with weights
  /// `d = p(1 − p)` and working responses `z = η + (y − p)/d`, the solution of
  /// `(K + λD⁻¹)α + b = z`, `Σα = 0`.
  func newton(from state: State) -> State {
    let scores = fitted(state.alpha).map { $0 + state.bias }
    let chances = scores.map { 1 / (1 + exp(-$0)) }
    let spreads = chances.map { max(1e-10, $0 * (1 - $0)) }
    let responses = scores.indices.map {
      scores[$0] + ((labels[$0] ? 1 : 0) - chances[$0]) / spreads[$0]
    }
    var matrix = kernel
    for i in 0..<count { matrix[i * count + i] += penalty / spreads[i] }
    let factor = Cholesky(matrix, size: count)
    let u = factor.solve(responses)
    let v = factor.solve(Array(repeating: 1, count: count))
    let bias = u.reduce(0, +) / v.reduce(0, +)
    return State(alpha: zip(u, v).map { $0 - bias * $1 }, bias: bias)
  }
}

/// `A = LLᵀ` of a symmetric positive definite matrix.
private struct Cholesky {
  private var lower: [Double]
  private let size: Int

  /// - Parameter matrix: [size, size] row by row.
  init(_ matrix: [Double], size: Int) {
    var lower = matrix
    lower.withUnsafeMutableBufferPointer { l in
      for i in 0..<size {
        for j in 0...i {
          var sum = l[i * size + j]
          for k in 0..<j { sum -= l[i * size + k] * l[j * size + k] }
          l[i * size + j] = i == j ? sum.squareRoot() : sum / l[j * size + j]
        }
      }
    }
    self.lower = lower
    self.size = size
  }

  /// x of `Ax = b`.
  func solve(_ b: [Double]) -> [Double] {
    var x = b
    for i in 0..<size {
      for k in 0..<i { x[i] -= lower[i * size + k] * x[k] }
      x[i] /= lower[i * size + i]
    }
    for i in stride(from: size - 1, through: 0, by: -1) {
      for k in i + 1..<size { x[i] -= lower[k * size + i] * x[k] }
      x[i] /= lower[i * size + i]
    }
    return x
  }
}
