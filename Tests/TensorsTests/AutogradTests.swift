import Tensors
import TestSupport
import Testing

@Suite struct AutogradTests {
  private func leaf(_ values: [Double]) -> Tensor {
    let tensor = Tensor(values)
    tensor.requiresGradient = true
    return tensor
  }

  @Test func gradientsAccumulateUntilCleared() throws {
    let x = leaf([1, 2])
    #expect(x.gradient == nil)
    x.square().sum().backward()
    x.square().sum().backward()
    #expect(try #require(x.gradient).elements() == [4.0, 8])
    x.clearGradient()
    #expect(x.gradient == nil)
  }

  @Test func upstreamGradientIsUsed() throws {
    let x = leaf([1, 2])
    x.square().backward(Tensor([10.0, 100]))
    #expect(try #require(x.gradient).elements() == [20.0, 400])
  }

  @Test func detachedAndWithoutGradientRecordNothing() {
    let x = leaf([3])
    #expect((x * 2).requiresGradient)
    #expect(!x.detached().requiresGradient)
    #expect(!withoutGradient { x * 2 }.requiresGradient)
    withoutGradient {
      withoutGradient {}
      #expect(!(x * 2).requiresGradient)
    }
    #expect((x * 2).requiresGradient)
  }

  @Test func withoutGradientEndsWhenItsBodyThrows() {
    struct Stop: Error {}
    let x = leaf([3])
    #expect(throws: Stop.self) { try withoutGradient { throw Stop() } }
    #expect((x * 2).requiresGradient)
  }

  @Test func inPlaceUpdateOfALeafIsAllowedAndUnrecorded() throws {
    let x = leaf([1, 1])
    x.square().sum().backward()
    withoutGradient { x.add(try! #require(x.gradient), scaledBy: -0.25) }
    #expect(x.elements() == [0.5, 0.5])
    #expect(x.requiresGradient)
  }

  @Test func theGradientCheckSeesAWrongGradient() {
    let detachedPart = gradientMismatch([Tensor([0.5, 0.7])]) { $0[0] * $0[0].detached() }
    #expect(detachedPart != nil)
  }
}
