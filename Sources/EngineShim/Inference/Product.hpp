// Products of activations with packed weights. Included only by Forward.hpp.
//
// Every output element is one lane of one accumulator that runs over the words of K in order,
// whatever the number of rows: that is why a row's bits do not depend on its batch.

/// R rows × 16·W columns; then `finish(row, sums)` for each row.
template <class Arithmetic, int R, int W, class Finish>
[[gnu::always_inline]] inline void micro_kernel(
    const uint32_t* a, size_t stride, const uint32_t* b, int words, const Finish& finish) {
  __m512 sums[R][W];
  for (int row = 0; row < R; ++row) {
    for (int vector = 0; vector < W; ++vector) sums[row][vector] = _mm512_setzero_ps();
  }
#pragma clang loop unroll_count(2)
  for (int word = 0; word < words; ++word) {
    __m512i weights[W];
    for (int vector = 0; vector < W; ++vector) {
      weights[vector] = _mm512_load_si512(b + (static_cast<size_t>(word) * W + vector) * kVector);
    }
    for (int row = 0; row < R; ++row) {
      __m512i input = _mm512_set1_epi32(static_cast<int>(a[row * stride + word]));
      for (int vector = 0; vector < W; ++vector) {
        sums[row][vector] = Arithmetic::dot(sums[row][vector], input, weights[vector]);
      }
    }
  }
  for (int row = 0; row < R; ++row) finish(row, sums[row]);
}

template <class Arithmetic, int W, class Finish>
[[gnu::always_inline]] inline void row_tile(
    int rows, const uint32_t* a, size_t stride, const uint32_t* b, int words,
    const Finish& finish) {
  switch (rows) {
    case 1: return micro_kernel<Arithmetic, 1, W>(a, stride, b, words, finish);
    case 2: return micro_kernel<Arithmetic, 2, W>(a, stride, b, words, finish);
    case 3: return micro_kernel<Arithmetic, 3, W>(a, stride, b, words, finish);
    case 4: return micro_kernel<Arithmetic, 4, W>(a, stride, b, words, finish);
    case 5: return micro_kernel<Arithmetic, 5, W>(a, stride, b, words, finish);
    default: return micro_kernel<Arithmetic, 6, W>(a, stride, b, words, finish);
  }
}

/// One panel against all rows, in tiles as even as can be.
template <class Arithmetic, int W, class Store>
void panel_product(
    const uint32_t* a, size_t stride, int rows, const uint32_t* b, int words, int column,
    const Store& store) {
  int tiles = (rows + kRowTile - 1) / kRowTile;
  int start = 0;
  for (int tile = 0; tile < tiles; ++tile) {
    int end = static_cast<int>(static_cast<int64_t>(rows) * (tile + 1) / tiles);
    auto finish = [&](int row, const __m512* sums) __attribute__((always_inline)) {
      store.template row<W>(start + row, column, sums);
    };
    row_tile<Arithmetic, W>(end - start, a + start * stride, stride, b, words, finish);
    start = end;
  }
}

/// a [rows, K in words] times the transposed matrix, panel by panel; `store` takes the sums. A team
/// splits the panels.
template <class Arithmetic, class Store>
void product(
    const uint32_t* a, size_t stride, int rows, const PackedMatrix& matrix, const Store& store,
    const Member& member) {
  for (int panel = member.begin(matrix.panels()); panel < member.end(matrix.panels()); ++panel) {
    const uint32_t* b = matrix.panel(panel);
    int column = panel * kPanel;
    switch (matrix.panel_width(panel) / kVector) {
      case 1: panel_product<Arithmetic, 1>(a, stride, rows, b, matrix.words, column, store); break;
      case 2: panel_product<Arithmetic, 2>(a, stride, rows, b, matrix.words, column, store); break;
      case 3: panel_product<Arithmetic, 3>(a, stride, rows, b, matrix.words, column, store); break;
      default: panel_product<Arithmetic, 4>(a, stride, rows, b, matrix.words, column, store);
    }
  }
}

struct StorePlain {
  float* out;
  size_t stride;

  template <int W>
  [[gnu::always_inline]] void row(int row, int column, const __m512* sums) const {
    float* target = out + row * stride + column;
    for (int vector = 0; vector < W; ++vector) {
      _mm512_storeu_ps(target + vector * kVector, sums[vector]);
    }
  }
};

struct StoreResidual {
  float* out;
  size_t stride;

  template <int W>
  [[gnu::always_inline]] void row(int row, int column, const __m512* sums) const {
    float* target = out + row * stride + column;
    for (int vector = 0; vector < W; ++vector) {
      __m512 before = _mm512_loadu_ps(target + vector * kVector);
      _mm512_storeu_ps(target + vector * kVector, _mm512_add_ps(before, sums[vector]));
    }
  }
};

/// silu(gate) · up, where the panel's first half is gate and its second half up.
template <class Arithmetic>
struct StoreSwiGLU {
  typename Arithmetic::Element* out;
  size_t stride;  // in elements

  template <int W>
  [[gnu::always_inline]] void row(int row, int column, const __m512* sums) const {
    typename Arithmetic::Element* target = out + row * stride + column / 2;
    const __m512 one = _mm512_set1_ps(1.0f);
    for (int vector = 0; vector < W / 2; ++vector) {
      __m512 gate = sums[vector], up = sums[vector + W / 2];
      __m512 decay = exponential(_mm512_sub_ps(_mm512_setzero_ps(), gate));
      __m512 value = _mm512_div_ps(_mm512_mul_ps(gate, up), _mm512_add_ps(one, decay));
      Arithmetic::store(target + vector * kVector, value);
    }
  }
};
