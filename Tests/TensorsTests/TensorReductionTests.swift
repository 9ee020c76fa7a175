import Foundation
import Tensors
import TestSupport
import Testing

@Suite struct TensorReductionTests {
  private let x = Tensor([3, 1, 2, -4, 5, 0] as [Double], shape: [2, 3])

  @Test func overAllElements() {
    #expect(x.sum().scalar == 7)
    #expect(abs(x.mean().scalar - 7.0 / 6) < 1e-15)
    #expect(x.max().scalar == 5 && x.min().scalar == -4)
    #expect(x.argmax().elements() == [Int64(4)])
    #expect(abs(x.norm().scalar - 55.0.squareRoot()) < 1e-14)
    #expect(abs(x.variance().scalar - (55 - 49.0 / 6) / 5) < 1e-14)
  }

  @Test func overOneDimension() {
    #expect(x.sum(0).elements() == [-1.0, 6, 2])
    #expect(x.sum(-1).elements() == [6.0, 1])
    #expect(x.sum(1, keepingDimension: true).shape == [2, 1])
    #expect(x.mean(1).elements() == [2, 1.0 / 3])
    #expect(x.max(0).elements() == [3.0, 5, 2])
    #expect(x.min(1).elements() == [1.0, -4])
    #expect(x.argmax(1).elements() == [Int64(0), 1])
    #expect(mismatch(x.norm(0).elements(), [5, 26.squareRoot(), 2], tolerance: 1e-14) == nil)
    #expect(mismatch(x.variance(1).elements(), [1, 61.0 / 3], tolerance: 1e-14) == nil)
    #expect(x.cumulativeSum(1).elements() == [3.0, 4, 6, -4, 1, 1])
  }

  @Test func booleans() {
    let mask = Tensor([true, false, true, true], shape: [2, 2])
    #expect(mask.all(1).elements() == [false, true])
    #expect(mask.any(0).elements() == [true, true])
    #expect(mask.all().elements() == [false] && mask.any().elements() == [true])
  }

  @Test func softmaxIsStableAndSumsToOne() {
    let large = Tensor([1000, 1000, -1000] as [Float])
    #expect(large.softmax().elements() == [Float(0.5), 0.5, 0])
    #expect(abs(large.logSumExp(0).scalar - (1000 + log(2.0))) < 1e-4)
    let logs = x.logSoftmax(1)
    #expect(mismatch(logs.exp(), x.softmax(1), tolerance: 1e-14) == nil)
    #expect(mismatch(x.softmax(1).sum(1).elements(), [1, 1], tolerance: 1e-14) == nil)
    let expected = x - x.logSumExp(1, keepingDimension: true)
    #expect(mismatch(logs, expected, tolerance: 1e-14) == nil)
  }

  @Test func topKIsDescending() {
    let (values, indices) = x.topK(2)
    #expect(values.elements() == [3.0, 2, 5, 0] && values.shape == [2, 2])
    #expect(indices.elements() == [Int64(0), 2, 1, 2])
  }

  @Test func gradients() {
    #expect(gradientMismatch([x]) { $0[0].sum(0) } == nil)
    #expect(gradientMismatch([x]) { $0[0].mean(1, keepingDimension: true) } == nil)
    #expect(gradientMismatch([x]) { $0[0].max(1) } == nil)
    #expect(gradientMismatch([x]) { $0[0].min(0) } == nil)
    #expect(gradientMismatch([x]) { $0[0].logSumExp(1) } == nil)
    #expect(gradientMismatch([x]) { $0[0].norm(1) } == nil)
    #expect(gradientMismatch([x]) { $0[0].variance(1) } == nil)
    #expect(gradientMismatch([x]) { $0[0].softmax(0) } == nil)
    #expect(gradientMismatch([x]) { $0[0].logSoftmax(1) } == nil)
    #expect(gradientMismatch([x]) { $0[0].cumulativeSum(0) } == nil)
    #expect(gradientMismatch([x]) { $0[0].topK(2).values } == nil)
  }
}
