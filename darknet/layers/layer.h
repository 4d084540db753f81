// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "darknet/config/cfg_file.h"
#include "darknet/tensor/shape.h"
#include "darknet/weights/weight_slot.h"

namespace dn {

class Layer;
using Layers = std::vector<std::unique_ptr<Layer>>;

// What a layer's constructor may look at: its own section, where it stands, and the layers before
// it.
struct LayerContext {
  const CfgSection& section;
  int index;
  Shape in;              // the geometry the previous layer (or [net]) hands on
  const Layers& layers;  // those before this one
  Shape network_input;

  // A layer number as cfgs write it: negative = relative to this layer. Throws unless it names an
  // earlier layer.
  int source(std::string_view key, int written) const;
  // All numbers of a list option; throws when the list is absent or empty.
  std::vector<int> sources(std::string_view key) const;
};

// One section of a cfg: its parameters and geometry, checked, without any memory or device.
// Immutable after construction and safe to read from any thread. What a layer computes lives in
// Kernel (kernel.h), one per backend.
class Layer {
 public:
  virtual ~Layer() = default;

  int index() const { return index_; }
  const char* type() const { return type_; }  // canonical name: "convolutional", "maxpool", ...
  const SourcePos& where() const { return where_; }
  const Shape& in() const { return in_; }
  const Shape& out() const { return out_; }
  // The layers whose outputs this one reads, in the order its kernel wants them; -1 = the network's
  // input.
  const std::vector<int>& inputs() const { return inputs_; }

  // Parameter arrays in the order of the .weights file.
  virtual WeightSlots weight_slots() const { return {}; }
  // The output is the unchanged memory of inputs()[0]; the layer has no kernel (dropout, cost,
  // empty, plain route of one).
  virtual bool is_alias() const { return false; }
  // The kernel may write its output over inputs()[0] (element-wise layers).
  virtual bool may_run_in_place() const { return false; }
  // False for layers without an output of their own (cost): `forward` writes no file for them.
  virtual bool has_output() const { return true; }
  // The row of Darknet's layer table, without number and newline.
  virtual std::string table_row() const = 0;
  // Billions of floating-point operations, as Darknet counts them.
  virtual double bflops() const { return 0; }

 protected:
  Layer(const LayerContext& context, const char* type);
  // Checks that the geometry is sane (at least 1 everywhere, no overflow) and makes it the output.
  void set_output(const CfgSection& section, long long c, long long h, long long w);
  void set_inputs(std::vector<int> inputs) { inputs_ = std::move(inputs); }

 private:
  int index_;
  const char* type_;
  SourcePos where_;
  Shape in_, out_;
  std::vector<int> inputs_;
};

// Throws when a layer at `where` would own more weights than any machine holds: a mistyped cfg,
// better named than as a failed allocation or an overflow.
void check_weight_count(const SourcePos& where, const char* type, double floats);

}  // namespace dn
