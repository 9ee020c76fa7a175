// The vector loops of the sampler. Included by Sampler.cpp once for each kind of processor.

using Floats = float __attribute__((ext_vector_type(16)));
using Integers = int32_t __attribute__((ext_vector_type(16)));

[[gnu::always_inline]] inline Floats exponential(Floats x) {
  // As in Simd.hpp: 2^n · polynomial; the power of two is made from the exponent's bits.
  x = __builtin_elementwise_max(x, Floats(-87.0f));
  Floats n = __builtin_elementwise_rint(x * 1.44269504f);
  Floats r = x - n * 0.693359375f + n * 2.12194440e-4f;
  Floats p = r * 1.9875691500e-4f + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * (r * r) + (r + 1.0f);
  Integers power = (__builtin_convertvector(n, Integers) + 127) << 23;
  return p * __builtin_bit_cast(Floats, power);
}

/// Lanes of the last block beyond `count` read as −infinity.
[[gnu::always_inline]] inline Floats load_block(const float* logits, int start, int count) {
  Floats values(-std::numeric_limits<float>::infinity());
  if (count - start >= kVector) {
    __builtin_memcpy(&values, logits + start, sizeof(values));
    return values;
  }
  for (int lane = 0; lane < count - start; ++lane) values[lane] = logits[start + lane];
  return values;
}

/// The largest logit; NaN if any is NaN.
inline float largest(const float* logits, int count) {
  Floats top(-std::numeric_limits<float>::infinity());
  Integers strange(0);
  for (int start = 0; start < count; start += kVector) {
    Floats values = load_block(logits, start, count);
    strange |= values != values;
    top = __builtin_elementwise_max(top, values);
  }
  if (__builtin_reduce_or(strange)) return std::numeric_limits<float>::quiet_NaN();
  return __builtin_reduce_max(top);
}

inline int32_t first_equal(const float* logits, int count, float value) {
  for (int start = 0; start < count; start += kVector) {
    Integers equal = load_block(logits, start, count) == Floats(value);
    if (!__builtin_reduce_or(equal)) continue;
    for (int lane = 0; lane < kVector; ++lane) {
      if (equal[lane]) return start + lane;
    }
  }
  return -1;
}

[[gnu::always_inline]] inline float block_sum(Floats x) {
  auto eight = x.lo + x.hi;
  auto four = eight.lo + eight.hi;
  auto two = four.lo + four.hi;
  return two.x + two.y;
}

/// exp((logit − top) · scale) and, for each block of 16, its sum.
inline void exponentials(
    const float* logits, int count, float top, float scale, float* weights, float* sums) {
  for (int start = 0; start < count; start += kVector) {
    Floats shifted = load_block(logits, start, count) - top;
    Floats value = shifted < Floats(-std::numeric_limits<float>::max())
        ? Floats(0.0f) : exponential(shifted * scale);
    __builtin_memcpy(weights + start, &value, sizeof(value));
    sums[start / kVector] = block_sum(value);
  }
}

/// Σ exp(logit − top).
inline double partition(const float* logits, int count, float top) {
  double sum = 0;
  for (int start = 0; start < count; start += kVector) {
    Floats shifted = load_block(logits, start, count) - top;
    Floats value = shifted < Floats(-std::numeric_limits<float>::max())
        ? Floats(0.0f) : exponential(shifted);
    sum += block_sum(value);
  }
  return sum;
}
