// Rotary embedding, appending to the cache, and attention of one position over its slot. Included
// only by Forward.hpp. Prompts and generated tokens take the same path, position by position.

/// Rotates x [D] by halves: (x1·cos − x2·sin, x2·cos + x1·sin), and writes it in the compute dtype.
template <class Arithmetic>
inline void rotate(
    const float* x, const float* cos, const float* sin, int half,
    typename Arithmetic::Element* out) {
  for (int d = 0; d < half; d += kVector) {
    int count = half - d;
    __m512 low = load_lanes(x + d, count), high = load_lanes(x + half + d, count);
    __m512 c = load_lanes(cos + d, count), s = load_lanes(sin + d, count);
    Arithmetic::store(out + d, count, _mm512_fnmadd_ps(high, s, _mm512_mul_ps(low, c)));
    Arithmetic::store(out + half + d, count, _mm512_fmadd_ps(low, s, _mm512_mul_ps(high, c)));
  }
}

inline void append_key(uint32_t* keys, int position, const uint32_t* key, int words) {
  uint32_t* block = keys + static_cast<size_t>(position / kVector) * words * kVector +
      position % kVector;
#pragma clang loop vectorize(disable)  // a scatter would be slower than its stores
  for (int word = 0; word < words; ++word) block[word * kVector] = key[word];
}

/// Some query heads of one row: where each reads and writes. They go through each stage together,
/// because one alone would wait for the latency of its own sums.
template <class Arithmetic>
struct HeadGroup {
  const uint32_t* query[kHeadGroup];
  const uint32_t* keys[kHeadGroup];
  const uint32_t* values[kHeadGroup];
  typename Arithmetic::Element* out[kHeadGroup];
  float* scores[kHeadGroup];
  uint32_t* weights[kHeadGroup];
  float largest[kHeadGroup];
  float total[kHeadGroup];
};

/// B blocks of 16 scaled scores from position `start`, of which `left` count; the others are −∞.
template <class Arithmetic, int H, int B>
[[gnu::always_inline]] inline void score_blocks(
    const HeadGroup<Arithmetic>& group, int words, int start, int left, __m512 scale,
    __m512* largest) {
  __m512 sums[H][B];
  for (int head = 0; head < H; ++head) {
    for (int block = 0; block < B; ++block) sums[head][block] = _mm512_setzero_ps();
  }
  size_t first = static_cast<size_t>(start) * words;
  for (int word = 0; word < words; ++word) {
    for (int head = 0; head < H; ++head) {
      __m512i query = _mm512_set1_epi32(static_cast<int>(group.query[head][word]));
      const uint32_t* keys = group.keys[head] + first + static_cast<size_t>(word) * kVector;
      for (int block = 0; block < B; ++block) {
        __m512i key = _mm512_load_si512(keys + static_cast<size_t>(block) * words * kVector);
        sums[head][block] = Arithmetic::dot(sums[head][block], query, key);
      }
    }
  }
  const __m512 lowest = _mm512_set1_ps(-std::numeric_limits<float>::infinity());
  for (int head = 0; head < H; ++head) {
    for (int block = 0; block < B; ++block) {
      __m512 score = _mm512_mask_mul_ps(
          lowest, first_lanes(left - block * kVector), sums[head][block], scale);
      _mm512_store_ps(group.scores[head] + start + block * kVector, score);
      largest[head] = _mm512_max_ps(largest[head], score);
    }
  }
}

/// The scores of positions 0..<length, rounded up to blocks with −∞, and their largest.
template <class Arithmetic, int H>
inline void score_positions(HeadGroup<Arithmetic>& group, int words, int length, float scale) {
  __m512 largest[H];
  for (int head = 0; head < H; ++head) {
    largest[head] = _mm512_set1_ps(-std::numeric_limits<float>::infinity());
  }
  __m512 factor = _mm512_set1_ps(scale);
  int start = 0;
  for (; length - start > kVector; start += 2 * kVector) {
    score_blocks<Arithmetic, H, 2>(group, words, start, length - start, factor, largest);
  }
  if (start < length) {
    score_blocks<Arithmetic, H, 1>(group, words, start, length - start, factor, largest);
  }
  for (int head = 0; head < H; ++head) group.largest[head] = _mm512_reduce_max_ps(largest[head]);
}

/// weights = exp(score − largest) in the compute dtype; total = their f32 sum.
template <class Arithmetic, int H>
inline void soften(HeadGroup<Arithmetic>& group, int length) {
  using Element = typename Arithmetic::Element;
  __m512 sums[H];
  for (int head = 0; head < H; ++head) sums[head] = _mm512_setzero_ps();
  for (int start = 0; start < length; start += kVector) {
    __mmask16 mask = first_lanes(length - start);
    for (int head = 0; head < H; ++head) {
      __m512 shifted = _mm512_sub_ps(
          _mm512_load_ps(group.scores[head] + start), _mm512_set1_ps(group.largest[head]));
      __m512 weight = _mm512_maskz_mov_ps(mask, exponential(shifted));
      Arithmetic::store(reinterpret_cast<Element*>(group.weights[head]) + start, weight);
      sums[head] = _mm512_add_ps(sums[head], weight);
    }
  }
  for (int head = 0; head < H; ++head) group.total[head] = _mm512_reduce_add_ps(sums[head]);
}

/// out = Σ weight · value / total, W vectors of the head dimension at a time.
template <class Arithmetic, int H, int W>
inline void mix(const HeadGroup<Arithmetic>& group, int length, int stride, int dim) {
  int rows = (length + Arithmetic::lanes - 1) / Arithmetic::lanes;
  for (int d = 0; d < dim; d += W * kVector) {
    __m512 sums[H][W];
    for (int head = 0; head < H; ++head) {
      for (int vector = 0; vector < W; ++vector) sums[head][vector] = _mm512_setzero_ps();
    }
    for (int row = 0; row < rows; ++row) {
      size_t offset = static_cast<size_t>(row) * stride + d;
      for (int head = 0; head < H; ++head) {
        __m512i weight = _mm512_set1_epi32(static_cast<int>(group.weights[head][row]));
        for (int vector = 0; vector < W; ++vector) {
          sums[head][vector] = Arithmetic::dot(
              sums[head][vector], weight,
              _mm512_load_si512(group.values[head] + offset + vector * kVector));
        }
      }
    }
    for (int head = 0; head < H; ++head) {
      __m512 scale = _mm512_set1_ps(1.0f / group.total[head]);
      for (int vector = 0; vector < W; ++vector) {
        int column = d + vector * kVector;
        if (column >= dim) break;
        Arithmetic::store(
            group.out[head] + column, dim - column,
            _mm512_mul_ps(sums[head][vector], scale));
      }
    }
  }
}

template <class Arithmetic, int H>
inline void attend_group(const Shape& shape, HeadGroup<Arithmetic>& group, int length) {
  int dim = shape.config.head_dim, stride = shape.value_stride;
  float scale = 1.0f / std::sqrt(static_cast<float>(dim));
  score_positions<Arithmetic, H>(group, shape.head_words, length, scale);
  soften<Arithmetic, H>(group, length);
  switch (stride / kVector) {
    case 1: return mix<Arithmetic, H, 1>(group, length, stride, dim);
    case 2: return mix<Arithmetic, H, 2>(group, length, stride, dim);
    default: return mix<Arithmetic, H, 4>(group, length, stride, dim);
  }
}

/// What one row does with its key/value heads [first, last), and the query heads that share them.
template <class Arithmetic>
struct RowAttention {
  using Element = typename Arithmetic::Element;

  const Shape& shape;
  const Row& row;
  int layer;
  const Cache& cache;
  const Rotary& rotary;
  const float* qkv;
  uint32_t* query;
  uint32_t* attended;
  Workspace& own;

  void rotate_head(const float* x, uint32_t* out) const {
    int half = shape.config.head_dim / 2;
    size_t offset = static_cast<size_t>(row.position) * half;
    rotate<Arithmetic>(
        x, rotary.cos + offset, rotary.sin + offset, half, reinterpret_cast<Element*>(out));
  }

  void append(int first, int last) const {
    const sl_decoder_config& c = shape.config;
    const float* key = qkv + c.heads * c.head_dim;
    const float* value = key + c.kv_heads * c.head_dim;
    for (int head = first; head < last; ++head) {
      // In the place of the first query head that shares it, so that no other member writes there.
      uint32_t* rotated = query + head * (c.heads / c.kv_heads) * shape.head_words;
      rotate_head(key + head * c.head_dim, rotated);
      append_key(cache.keys(row.slot, layer, head), row.position, rotated, shape.head_words);
      Arithmetic::append_values(
          cache.values(row.slot, layer, head), shape.value_stride, row.position,
          value + head * c.head_dim, c.head_dim);
    }
  }

  HeadGroup<Arithmetic> group(int first, int count) const {
    const sl_decoder_config& c = shape.config;
    HeadGroup<Arithmetic> group;
    int sharing = c.heads / c.kv_heads;
    const uint32_t* slot = cache.keys(row.slot, layer, 0);
    size_t head_stride = cache.head_stride(), key_words = cache.key_words();
    for (int index = 0; index < count; ++index) {
      int head = first + index;
      uint32_t* rotated = query + head * shape.head_words;
      rotate_head(qkv + head * c.head_dim, rotated);
      group.query[index] = rotated;
      group.keys[index] = slot + head / sharing * head_stride;
      group.values[index] = group.keys[index] + key_words;
      group.out[index] = reinterpret_cast<Element*>(attended) + head * c.head_dim;
      size_t offset = static_cast<size_t>(index) * cache.capacity;
      group.scores[index] = own.scores.data() + offset;
      group.weights[index] = own.weights.data() + offset;
    }
    return group;
  }

  void attend(int first, int last) const {
    int sharing = shape.config.heads / shape.config.kv_heads, length = row.position + 1;
    int head = first * sharing, end = last * sharing;
    while (head < end) {
      int count = end - head < kHeadGroup ? end - head : kHeadGroup;
      HeadGroup<Arithmetic> heads = group(head, count);
      switch (count) {
        case 1: attend_group<Arithmetic, 1>(shape, heads, length); break;
        case 2: attend_group<Arithmetic, 2>(shape, heads, length); break;
        case 3: attend_group<Arithmetic, 3>(shape, heads, length); break;
        default: attend_group<Arithmetic, 4>(shape, heads, length);
      }
      head += count;
    }
  }
};
