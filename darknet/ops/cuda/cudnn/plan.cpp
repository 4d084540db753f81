// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/ops/cuda/cudnn/plan.h"

#include <fmt/format.h>

#include <utility>

namespace dn::cuda {
namespace {

// cuDNN's interface does not tell inputs from outputs.
void* address_of(std::int64_t id, const ConvolutionTensors& tensors) {
  switch (id) {
    case TensorId::kIn:
      return const_cast<void*>(tensors.in);
    case TensorId::kWeights:
      return const_cast<std::byte*>(tensors.weights);
    case TensorId::kOut:
      return tensors.out;
    case TensorId::kBias:
      return const_cast<float*>(tensors.bias);
    case TensorId::kResidual:
      return const_cast<void*>(tensors.residual);
    default:
      return nullptr;
  }
}

void check_address(const void* address) {
  if (address != nullptr && reinterpret_cast<std::uintptr_t>(address) % kTensorAlignment == 0) {
    return;
  }
  throw system_failure(
      fmt::format("a convolution was bound to {}: it wants addresses aligned to {}", address,
                  kTensorAlignment));
}

}  // namespace

Plan::Plan(const Target& target, std::vector<std::int64_t> ids)
    : target_(target),
      ids_(std::move(ids)),
      plan_(CUDNN_BACKEND_EXECUTION_PLAN_DESCRIPTOR, "execution plan") {
  target_.name_in_plan(plan_);
}

Plan Plan::compile(const ConvolutionProblem& problem, Precision precision, Fusion fusion,
                   const EngineChoice& engine, const Target& target) {
  Plan made(target, tensor_ids(problem, fusion));
  Graph graph(problem, precision, fusion, target);
  ChosenEngine chosen(graph, target, engine);
  made.plan_.set(DN_CUDNN(EXECUTION_PLAN_ENGINE_CONFIG), chosen.configuration()).finalize();
  made.origin_ = std::make_shared<const Origin>(Origin{std::move(graph), std::move(chosen)});
  return made;
}

Plan Plan::restore(const ConvolutionProblem& problem, Fusion fusion, std::string_view text,
                   const Target& target) {
  Plan made(target, tensor_ids(problem, fusion));
  made.plan_.set_list(DN_CUDNN(EXECUTION_PLAN_JSON_REPRESENTATION), std::span(text)).finalize();
  return made;
}

std::string Plan::text() const {
  const auto attribute = DN_CUDNN(EXECUTION_PLAN_JSON_REPRESENTATION);
  try {
    std::string text(plan_.count(attribute, CUDNN_TYPE_CHAR), '\0');
    text.resize(plan_.get_list(attribute, std::span<char>(text)));
    return text;
  } catch (const Refusal&) {
    return "";
  }
}

Bytes Plan::workspace() const {
  const auto size = plan_.get<std::int64_t>(DN_CUDNN(EXECUTION_PLAN_WORKSPACE_SIZE));
  return Bytes(static_cast<std::uint64_t>(size));
}

Descriptor Plan::bind(const ConvolutionTensors& tensors) const {
  std::vector<void*> addresses;
  for (const std::int64_t id : ids_) {
    addresses.push_back(address_of(id, tensors));
    check_address(addresses.back());
  }
  Descriptor pack(CUDNN_BACKEND_VARIANT_PACK_DESCRIPTOR, "variant pack");
  pack.set_list(DN_CUDNN(VARIANT_PACK_UNIQUE_IDS), std::span(ids_))
      .set_list(DN_CUDNN(VARIANT_PACK_DATA_POINTERS), std::span<void* const>(addresses))
      .set(DN_CUDNN(VARIANT_PACK_WORKSPACE), static_cast<void*>(tensors.workspace));
  return std::move(pack.finalize());
}

}  // namespace dn::cuda
