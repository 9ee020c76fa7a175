import Tensors
import TestSupport
import Testing

@Suite struct TensorCreationTests {
  @Test func elementsComeBackAsTheyWere() {
    #expect(Tensor([1.5, -2, .infinity] as [Float]).elements(Float.self) == [1.5, -2, .infinity])
    #expect(Tensor([1e-300, .pi] as [Double]).elements(Double.self) == [1e-300, .pi])
    #expect(Tensor([.min, 0, .max] as [Int64]).elements(Int64.self) == [.min, 0, .max])
    #expect(Tensor([.min, 0, .max] as [Int32]).elements(Int32.self) == [.min, 0, .max])
    #expect(Tensor([true, false, true]).elements(Bool.self) == [true, false, true])
  }

  @Test(arguments: DType.allCases) func bytesComeBackAsTheyWere(_ dtype: DType) {
    let bytes = (0..<6 * dtype.byteCount).map { UInt8($0 % 2) }
    let tensor = bytes.withUnsafeBytes { Tensor(bytes: $0, dtype: dtype, shape: [2, 3]) }
    #expect(tensor.dtype == dtype && tensor.shape == [2, 3] && tensor.rank == 2)
    #expect(tensor.withBytes { Array($0) } == bytes)
  }

  @Test(arguments: DType.allCases) func fullOnesZerosAndRange(_ dtype: DType) {
    #expect(Tensor.ones([2, 2], dtype: dtype).elements(Double.self) == [1, 1, 1, 1])
    #expect(Tensor.zeros([3], dtype: dtype).elements(Double.self) == [0, 0, 0])
    #expect(Tensor.zeros([3], dtype: dtype).dtype == dtype)
    guard dtype != .bool else { return }
    #expect(Tensor.full(5, shape: [1], dtype: dtype).elements(Double.self) == [5])
    #expect(Tensor.range(-1..<3, dtype: dtype).elements(Double.self) == [-1, 0, 1, 2])
  }

  @Test func scalarsAndEmptyTensorsHaveShapes() {
    let scalar = Tensor(2.5)
    #expect(scalar.shape == [] && scalar.count == 1 && scalar.scalar == 2.5)
    let empty = Tensor([Float](), shape: [0, 4])
    #expect(empty.shape == [0, 4] && empty.count == 0 && empty.elements(Float.self) == [])
    #expect(Tensor.zeros([2, 3]).size(-1) == 3)
    #expect(Tensor.zeros([2, 3], dtype: .bf16).debugDescription == "bf16[2×3]")
  }

  @Test func conversionsRoundToNearestEven() {
    let exact = Tensor([1, 1.00390625, 1.01171875, -3.0e38] as [Float])
    #expect(exact.to(.bf16).elements(Double.self).prefix(3) == [1, 1, 1.015625])
    #expect(
      Tensor([65520, 2049, 2051] as [Float]).to(.f16).elements() == [Float.infinity, 2048, 2052])
    #expect(Tensor([1.9, -1.9] as [Float]).to(.i32).elements() == [Int32(1), -1])
    #expect(Tensor([0, -0.5, 2] as [Float]).to(.bool).elements() == [false, true, true])
  }

  @Test func cloneAndAssignmentOwnOrShareStorage() {
    let original = Tensor([1, 2, 3] as [Float])
    let clone = original.cloned()
    let view = original.narrowed(0, from: 1, length: 2)
    original.assign(Tensor([7, 8, 9] as [Int64]))
    #expect(clone.elements(Float.self) == [1, 2, 3])
    #expect(view.elements(Float.self) == [8, 9])
    original.fill(4)
    original.scale(by: 0.5)
    original.add(clone, scaledBy: 10)
    #expect(original.elements(Float.self) == [12, 22, 32])
  }

  @Test func generatorsRepeatAndDiffer() {
    func draw(_ seed: UInt64) -> [Float] {
      let generator = Generator(seed: seed)
      let normal = Tensor.normal([40], generator: generator)
      let uniform = Tensor.uniform([40], in: -2..<3, generator: generator)
      return normal.elements() + uniform.elements()
    }
    #expect(draw(4) == draw(4))
    #expect(draw(4) != draw(5))
    #expect(draw(4).suffix(40).allSatisfy { (-2..<3).contains($0) })
    let many = Tensor.normal([20_000], mean: 3, deviation: 2, generator: Generator(seed: 1))
    #expect(abs(many.mean().scalar - 3) < 0.07)
    #expect(abs(many.variance().scalar - 4) < 0.2)
  }
}
