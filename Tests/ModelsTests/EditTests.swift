import Layers
import Models
import Tensors
import TestSupport
import Testing
import Tokenization

/// Forward passes that are changed on the way, also while sampling.
@Suite struct EditTests {
  private func logits(
    _ model: Llama, _ ids: Tensor, _ layout: PackedLayout, _ edits: [ActivationEdit]
  ) -> Tensor {
    withoutGradient { model.head(model.traced(ids, layout: layout, edits: edits).hiddenNC) }
  }

  @Test(arguments: CaptureTests.goldens)
  func editsAreThoseOfHooksInTransformers(_ golden: GoldenCheckpoint) throws {
    let model = try golden.load().model()
    let ids = try golden.tensor("input_ids")
    let expected = try golden.activations()
    let vector = try #require(expected.tensor("vector"))
    let layout = PackedLayout(lengths: [ids.size(1), ids.size(1)])
    let changes: [(String, ActivationEdit.Change)] = [
      ("logits_added", .add(vector)), ("logits_projected", .projectOut(vector)),
    ]
    for (name, change) in changes {
      let actual = logits(
        model, ids.reshaped(-1), layout, [ActivationEdit(point: 1, change: change)])
      let golden = try #require(expected.tensor(name))
      #expect(largestDifference(actual.reshaped(golden.shape), golden) < 2e-4)
    }
  }

  @Test(arguments: CaptureTests.goldens)
  func patchingIsThatOfAHookInTransformers(_ golden: GoldenCheckpoint) throws {
    let model = try golden.load().model()
    let ids = try golden.tensor("input_ids")
    let layout = PackedLayout(lengths: [ids.size(1)])
    let (_, source) = withoutGradient {
      model.traced(
        ids.selected(0, 1), layout: layout,
        capturing: .init(residual: [1], positions: .at([[7]])))
    }
    let patch = ActivationEdit(
      point: 1, positions: .at([[5]]), change: .replace(try #require(source.residual[1])))
    let actual = logits(model, ids.selected(0, 0), layout, [patch])
    let expected = try #require(try golden.activations().tensor("logits_patched"))
    #expect(largestDifference(actual, expected) < 2e-4)
  }

  @Test func aSampleIsOnlyChangedByItsOwnEdits() throws {
    let model = Tiny.model()
    let ids = Tensor((0..<12).map { Int64($0 * 5 % 96) })
    let layout = PackedLayout(lengths: [5, 7])
    let vector = Tensor.ones([model.configuration.width])
    let plain = logits(model, ids, layout, [])
    let edited = logits(
      model, ids, layout,
      [ActivationEdit(point: 2, positions: .at([[], [3]]), change: .add(vector))])
    let differs = (plain - edited).abs().max(1).elements(Float.self).map { $0 > 0 }
    #expect(differs == (0..<12).map { $0 == 8 }, "nothing mixes tokens after the last block")
  }

  @Test func aZeroDirectionChangesNothing() {
    let model = Tiny.model()
    let (ids, layout) = (Tensor([Int64](1...9)), PackedLayout(lengths: [9]))
    let zero = Tensor.zeros([model.configuration.width])
    let edited = logits(model, ids, layout, [ActivationEdit(point: 1, change: .projectOut(zero))])
    #expect(largestDifference(edited, logits(model, ids, layout, [])) < 1e-6)
  }

  @Test func projectingOutLeavesNothingAlongTheDirection() throws {
    let model = Tiny.model()
    let width = model.configuration.width
    let vector = Tensor((0..<width).map { Float($0 % 5) - 2 })
    let (_, kept) = withoutGradient {
      model.traced(
        Tensor([Int64](1...9)), layout: PackedLayout(lengths: [9]),
        capturing: .init(residual: [1]),
        edits: [ActivationEdit(point: 1, change: .projectOut(vector))])
    }
    let along = try #require(kept.residual[1]).matmul(vector.reshaped(-1, 1))
    #expect(along.abs().max().scalar < 1e-4)
  }

  /// Greedy tokens of the step-by-step decoder are those of whole edited passes.
  @Test(arguments: [TokenPositions.all, .last])
  func samplingAndScoringSeeTheEdit(_ positions: TokenPositions) throws {
    let model = Tiny.model()
    let vector = Tensor((0..<model.configuration.width).map { Float($0 % 7) - 3 })
    let edit = ActivationEdit(point: 1, positions: positions, change: .add(vector))
    let prompt: [Int32] = [4, 8, 15, 16]
    let sampler = Sampler(model: model, edits: [edit])
    let options = GenerationOptions(maxNewTokens: 6, rule: .greedy)
    let drawn = sampler.complete([GenerationRequest(prompt: prompt, seed: 0)], options: options)[0]
    var tokens = prompt
    for _ in 0..<6 {
      var wholePass = edit
      if positions == .last { wholePass.positions = .at([[prompt.count - 1]]) }
      let all = logits(
        model, Tensor(tokens.map(Int64.init)), PackedLayout(lengths: [tokens.count]), [wholePass])
      tokens.append(Int32(all.selected(0, tokens.count - 1).argmax().scalar))
    }
    #expect(drawn.tokens == Array(tokens.dropFirst(prompt.count)))
    let unedited = Sampler(model: model).complete(
      [GenerationRequest(prompt: prompt, seed: 0)], options: options)[0]
    #expect(drawn.tokens != unedited.tokens)
    guard positions == .all else { return }
    let scored = CompletionScorer(model: model, edits: [edit]).logProbs([
      .init(prompt: prompt, completion: drawn.tokens)
    ])[0]
    for (a, b) in zip(scored, drawn.logProbs) { #expect(abs(a - b) < 1e-4) }
  }
}
