// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/ops/cuda/cudnn/graph.h"

#include <utility>

namespace dn::cuda {
namespace {

using Pair = std::array<std::int64_t, 2>;

constexpr cudnnDataType_t kComputed = CUDNN_DATA_FLOAT;

Descriptor describe_convolution(const ConvolutionProblem& problem) {
  const ConvolutionGeometry& g = problem.geometry;
  const auto behind = trailing_padding(problem);
  if (!behind) throw Refusal("cuDNN cannot pad this convolution as Darknet does");
  const Pair before{g.origin(), g.origin()}, strides{g.stride_y, g.stride_x};
  const Pair dilations{g.dilation, g.dilation};
  const auto list = [](const Pair& values) { return std::span<const std::int64_t>(values); };
  Descriptor convolution(CUDNN_BACKEND_CONVOLUTION_DESCRIPTOR, "convolution");
  convolution.set(DN_CUDNN(CONVOLUTION_COMP_TYPE), kComputed)
      .set(DN_CUDNN(CONVOLUTION_CONV_MODE), CUDNN_CROSS_CORRELATION)
      .set(DN_CUDNN(CONVOLUTION_SPATIAL_DIMS), std::int64_t{2})
      .set_list(DN_CUDNN(CONVOLUTION_PRE_PADDINGS), list(before))
      .set_list(DN_CUDNN(CONVOLUTION_POST_PADDINGS), list(*behind))
      .set_list(DN_CUDNN(CONVOLUTION_FILTER_STRIDES), list(strides))
      .set_list(DN_CUDNN(CONVOLUTION_DILATIONS), list(dilations));
  return std::move(convolution.finalize());
}

Descriptor describe_pointwise(const EpilogueStep& step) {
  Descriptor pointwise(CUDNN_BACKEND_POINTWISE_DESCRIPTOR, "pointwise operation's kind");
  pointwise.set(DN_CUDNN(POINTWISE_MODE), step.mode).set(DN_CUDNN(POINTWISE_MATH_PREC), kComputed);
  if (step.slope != 0) pointwise.set(DN_CUDNN(POINTWISE_RELU_LOWER_CLIP_SLOPE), step.slope);
  if (step.ceiling) pointwise.set(DN_CUDNN(POINTWISE_RELU_UPPER_CLIP), *step.ceiling);
  return std::move(pointwise.finalize());
}

}  // namespace

Graph::Graph(const ConvolutionProblem& problem, Precision precision, Fusion fusion,
             const Target& target)
    : out_extents_(extents_of(problem.out)),
      out_stride_(problem.out_stride()),
      residual_stride_(problem.residual_stride()),
      number_type_(precision == Precision::kFloat16 ? CUDNN_DATA_HALF : CUDNN_DATA_FLOAT),
      graph_(CUDNN_BACKEND_OPERATIONGRAPH_DESCRIPTOR, "graph") {
  const auto steps = epilogue_of(problem, fusion);
  add_convolution(problem, add_value(steps.empty()));
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Descriptor* second = second_operand(steps[i]);
    const Descriptor& from = *values_.back();
    add_step(steps[i], from, second, add_value(i + 1 == steps.size()));
  }
  target.name_in_graph(graph_);
  graph_.set_list(DN_CUDNN(OPERATIONGRAPH_OPS), std::span<const Descriptor>(operations_))
      .finalize();
}

const Descriptor& Graph::keep(Descriptor&& finalized) {
  return kept_.emplace_back(std::move(finalized));
}

const Descriptor& Graph::add_tensor(std::int64_t id, const Extents& extents, cudnnDataType_t type,
                                    std::int64_t pixel_stride) {
  const Extents strides = channels_last_strides(extents, pixel_stride);
  Descriptor tensor(CUDNN_BACKEND_TENSOR_DESCRIPTOR, "tensor");
  tensor.set(DN_CUDNN(TENSOR_UNIQUE_ID), id)
      .set(DN_CUDNN(TENSOR_DATA_TYPE), type)
      .set(DN_CUDNN(TENSOR_BYTE_ALIGNMENT), kTensorAlignment)
      .set_list(DN_CUDNN(TENSOR_DIMENSIONS), std::span<const std::int64_t>(extents))
      .set_list(DN_CUDNN(TENSOR_STRIDES), std::span<const std::int64_t>(strides));
  if (id >= TensorId::kFirstVirtual) tensor.set(DN_CUDNN(TENSOR_IS_VIRTUAL), true);
  return keep(std::move(tensor.finalize()));
}

// Where the next operation writes: the output, or a float tensor that never is in memory.
const Descriptor& Graph::add_value(bool last) {
  const auto count = static_cast<std::int64_t>(values_.size());
  const Descriptor& value =
      last ? add_tensor(TensorId::kOut, out_extents_, number_type_, out_stride_)
           : add_tensor(TensorId::kFirstVirtual + count, out_extents_, kComputed);
  values_.push_back(&value);
  return value;
}

void Graph::add_convolution(const ConvolutionProblem& problem, const Descriptor& to) {
  const Descriptor& in =
      add_tensor(TensorId::kIn, extents_of(problem.in), number_type_, problem.in_stride());
  const Descriptor& weights = add_tensor(TensorId::kWeights, filter_extents(problem), number_type_);
  Descriptor operation(CUDNN_BACKEND_OPERATION_CONVOLUTION_FORWARD_DESCRIPTOR,
                       "convolution operation");
  operation
      .set(DN_CUDNN(OPERATION_CONVOLUTION_FORWARD_CONV_DESC), keep(describe_convolution(problem)))
      .set(DN_CUDNN(OPERATION_CONVOLUTION_FORWARD_X), in)
      .set(DN_CUDNN(OPERATION_CONVOLUTION_FORWARD_W), weights)
      .set(DN_CUDNN(OPERATION_CONVOLUTION_FORWARD_Y), to)
      .set(DN_CUDNN(OPERATION_CONVOLUTION_FORWARD_ALPHA), 1.f)
      .set(DN_CUDNN(OPERATION_CONVOLUTION_FORWARD_BETA), 0.f);
  operations_.push_back(std::move(operation.finalize()));
}

void Graph::add_step(const EpilogueStep& step, const Descriptor& from, const Descriptor* second,
                     const Descriptor& to) {
  Descriptor operation(CUDNN_BACKEND_OPERATION_POINTWISE_DESCRIPTOR, "pointwise operation");
  operation.set(DN_CUDNN(OPERATION_POINTWISE_PW_DESCRIPTOR), keep(describe_pointwise(step)))
      .set(DN_CUDNN(OPERATION_POINTWISE_XDESC), from)
      .set(DN_CUDNN(OPERATION_POINTWISE_YDESC), to);
  if (second != nullptr) operation.set(DN_CUDNN(OPERATION_POINTWISE_BDESC), *second);
  operations_.push_back(std::move(operation.finalize()));
}

// Null where the step has none.
const Descriptor* Graph::second_operand(const EpilogueStep& step) {
  switch (step.operand) {
    case EpilogueStep::Operand::kNone:
      return nullptr;
    case EpilogueStep::Operand::kBias:
      return &add_tensor(TensorId::kBias, {1, out_extents_[1], 1, 1}, CUDNN_DATA_FLOAT);
    case EpilogueStep::Operand::kResidual:
      return &add_tensor(TensorId::kResidual, out_extents_, number_type_, residual_stride_);
    case EpilogueStep::Operand::kEarlierValue:
      return values_[static_cast<std::size_t>(step.earlier_value)];
  }
  return nullptr;
}

}  // namespace dn::cuda
