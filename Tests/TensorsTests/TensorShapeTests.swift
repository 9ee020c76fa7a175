import Tensors
import TestSupport
import Testing

@Suite struct TensorShapeTests {
  private let x = Tensor((0..<6).map(Double.init), shape: [2, 3])

  @Test func reshapingPermutingTransposing() {
    #expect(x.reshaped(3, -1).shape == [3, 2])
    #expect(x.reshaped([6]).elements() == (0..<6).map(Double.init))
    #expect(x.transposed().elements() == [0.0, 3, 1, 4, 2, 5])
    #expect(x.transposed().contiguous().withBytes { $0.count } == 48)
    #expect(x.reshaped(1, 2, 3).permuted(2, 0, 1).shape == [3, 1, 2])
    #expect(x.reshaped(2, 1, 3).expanded(-1, 2, 3).sum().scalar == 30)
  }

  @Test func slicingAndJoining() {
    #expect(x.narrowed(1, from: 1, length: 2).elements() == [1.0, 2, 4, 5])
    #expect(x.selected(0, 1).elements() == [3.0, 4, 5] && x.selected(1, 0).shape == [2])
    #expect(Tensor.concatenated([x, x.selected(0, 0).reshaped(1, 3)], along: 0).shape == [3, 3])
    #expect(
      Tensor.concatenated([x, x], along: 1).selected(0, 0).elements() == [0.0, 1, 2, 0, 1, 2])
    #expect(Tensor.stacked([x, x], along: 1).shape == [2, 2, 3])
  }

  @Test func triangles() {
    let ones = Tensor.ones([2, 3], dtype: .f64)
    #expect(ones.lowerTriangle().elements() == [1.0, 0, 0, 1, 1, 0])
    #expect(ones.upperTriangle(diagonal: 1).elements() == [0.0, 1, 1, 0, 0, 1])
  }

  @Test func indexing() {
    let rows = Tensor([1, 0, 1] as [Int64])
    #expect(x.selecting(rows, along: 0).elements() == [3.0, 4, 5, 0, 1, 2, 3, 4, 5])
    #expect(x.embedding(rows.reshaped(3, 1)).shape == [3, 1, 3])
    let picks = Tensor([2, 0] as [Int64], shape: [2, 1])
    #expect(x.gathered(picks, along: 1).elements() == [2.0, 3])
    let sums = Tensor.zeros([2, 3], dtype: .f64)
    sums.add(x.selecting(rows, along: 0), at: rows, along: 0)
    #expect(sums.elements() == [0.0, 1, 2, 6, 8, 10])
    sums.assign(x.selected(0, 0).reshaped(1, 3), at: Tensor([1] as [Int64]), along: 0)
    #expect(sums.elements() == [0.0, 1, 2, 0, 1, 2])
  }

  @Test func products() {
    let y = Tensor([1, 0, 0, 1, 2, 2] as [Double], shape: [3, 2])
    #expect(x.matmul(y).elements() == [4.0, 5, 13, 14])
    #expect(x.linear(y.transposed()).elements() == [4.0, 5, 13, 14])
    let batched = Tensor.stacked([x, x]).matmul(Tensor.stacked([y, y]))
    #expect(batched.shape == [2, 2, 2])
  }

  @Test func gradients() {
    let random = RandomTensors(seed: 8)
    let (a, b) = (random(2, 3), random(3, 4))
    let rows = Tensor([1, 0, 1] as [Int64])
    #expect(gradientMismatch([a, b]) { $0[0].matmul($0[1]) } == nil)
    #expect(gradientMismatch([a, b]) { $0[0].linear($0[1].transposed()) } == nil)
    #expect(gradientMismatch([a]) { $0[0].selecting(rows, along: 0) } == nil)
    #expect(gradientMismatch([a]) { $0[0].embedding(rows) } == nil)
    #expect(gradientMismatch([a]) { $0[0].transposed().reshaped(2, 3).selected(0, 1) } == nil)
    #expect(gradientMismatch([a]) { $0[0].reshaped(2, 1, 3).expanded(2, 4, 3) } == nil)
    #expect(gradientMismatch([a]) { Tensor.concatenated([$0[0], $0[0].cos()], along: 1) } == nil)
    #expect(gradientMismatch([a]) { Tensor.stacked([$0[0], $0[0].exp()]) } == nil)
    #expect(gradientMismatch([b]) { $0[0].narrowed(1, from: 1, length: 2).lowerTriangle() } == nil)
  }

  @Test(arguments: [1, 2]) func denseAttention(keyHeads: Int) {
    let random = RandomTensors(seed: 12)
    let inputs = [random(2, 2, 3, 4), random(2, keyHeads, 3, 4), random(2, keyHeads, 3, 4)]
    let causal = Tensor.ones([3, 3]).lowerTriangle().to(.bool)
    func plain(_ t: [Tensor]) -> Tensor {
      let scores = t[0].matmul(t[1].transposed()) * 0.5
      return scores.filling(where: !causal, with: -.infinity).softmax().matmul(t[2])
    }
    let masked = Tensor.attention(
      q: inputs[0], k: inputs[1], v: inputs[2], mask: causal, scale: 0.5)
    #expect(mismatch(masked, plain(inputs), tolerance: 1e-6) == nil)
    #expect(
      gradientMismatch(inputs) {
        Tensor.attention(q: $0[0], k: $0[1], v: $0[2], isCausal: true, scale: 0.5)
      } == nil)
  }
}
