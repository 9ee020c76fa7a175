// Every function of the engine, once. A function that is called but not listed here is an undefined
// symbol at link time; one that is listed but not implemented is named when the engine is loaded.
#define SL_ENGINE_FUNCTIONS(X)                                                                     \
  X(sl_last_error) X(sl_engine_version) X(sl_thread_count) X(sl_set_thread_count)                  \
  X(sl_device_count) X(sl_prefer_determinism) X(sl_device_memory) X(sl_synchronize)                \
  X(sl_tensor_from_bytes) X(sl_tensor_wrap) X(sl_tensor_full) X(sl_tensor_arange)                  \
  X(sl_tensor_free) X(sl_tensor_rank) X(sl_tensor_size) X(sl_tensor_dtype) X(sl_tensor_device)     \
  X(sl_tensor_read) X(sl_tensor_copy) X(sl_tensor_data) X(sl_generator_create)                     \
  X(sl_generator_free) X(sl_tensor_fill_normal) X(sl_tensor_fill_uniform) X(sl_unary)              \
  X(sl_binary) X(sl_binary_scalar) X(sl_where) X(sl_masked_fill) X(sl_clamp)                       \
  X(sl_add_in_place) X(sl_scale_in_place) X(sl_fill_in_place) X(sl_reduce) X(sl_reduce_all)        \
  X(sl_softmax) X(sl_cumulative_sum) X(sl_top_k) X(sl_reshape) X(sl_permute) X(sl_transpose)       \
  X(sl_expand) X(sl_narrow) X(sl_select) X(sl_concatenate) X(sl_stack) X(sl_contiguous) X(sl_to)   \
  X(sl_clone) X(sl_triangle) X(sl_index_select) X(sl_gather) X(sl_index_add_in_place)              \
  X(sl_index_copy_in_place) X(sl_embedding) X(sl_matmul) X(sl_linear) X(sl_attention_dense)        \
  X(sl_set_grad_enabled) X(sl_tensor_requires_grad) X(sl_tensor_set_requires_grad)                 \
  X(sl_tensor_detach) X(sl_backward) X(sl_tensor_gradient) X(sl_tensor_clear_gradient)

#define SL_DECODER_FUNCTIONS(X)                                                                    \
  X(sl_decoder_available) X(sl_decoder_create) X(sl_decoder_update_weights) X(sl_decoder_free)     \
  X(sl_decoder_cache_create) X(sl_decoder_cache_free) X(sl_decoder_cache_copy)                     \
  X(sl_decoder_prefill) X(sl_decoder_generate) X(sl_sample_rows)

#define SL_KERNEL_FUNCTIONS(X)                                                                     \
  X(sl_kernels_available) X(sl_kernels_support) X(sl_tune_allocator) X(sl_rms_norm)                \
  X(sl_add_rms_norm) X(sl_swiglu) X(sl_attention_packed) X(sl_linear_cross_entropy)                \
  X(sl_linear_log_prob) X(sl_embedding_packed) X(sl_l2_norm) X(sl_adamw_step)

#define SL_FUNCTIONS(X) SL_ENGINE_FUNCTIONS(X) SL_DECODER_FUNCTIONS(X) SL_KERNEL_FUNCTIONS(X)
