// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <dnnl_version.h>
#include <fmt/format.h>
#include <dnnl.hpp>

#include <cstdio>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "darknet/device/fatal.h"
#include "darknet/ops/convolution.h"

// Convolution by oneDNN. The only file that knows its API, which differs between versions 2 (Debian
// 12, Ubuntu 22.04) and 3 (Ubuntu 24.04): version 3 has no operation descriptors and takes the
// attributes with the primitive descriptor.
namespace dn {
namespace {

using dnnl::algorithm;
using dnnl::memory;

constexpr auto kFloat = memory::data_type::f32;

// oneDNN's engine for the host has no state of its own; streams are in order and synchronous on the
// CPU.
const dnnl::engine& host_engine() {
  static const dnnl::engine engine(dnnl::engine::kind::cpu, 0);
  return engine;
}

void append_eltwise(dnnl::post_ops& ops, algorithm kind, float alpha, float beta) {
#if DNNL_VERSION_MAJOR >= 3
  ops.append_eltwise(kind, alpha, beta);
#else
  ops.append_eltwise(1.f, kind, alpha, beta);
#endif
}

// Appends an activation as a post-operation; false where oneDNN has none with the same meaning.
bool append_activation(dnnl::post_ops& ops, Activation activation) {
  using enum Activation;
  switch (activation) {
    case kLinear:
      return true;
    case kRelu:
      append_eltwise(ops, algorithm::eltwise_relu, 0.f, 0.f);
      return true;
    case kLeaky:
      append_eltwise(ops, algorithm::eltwise_relu, .1f, 0.f);
      return true;
    case kRelie:
      append_eltwise(ops, algorithm::eltwise_relu, .01f, 0.f);
      return true;
    case kRelu6:
      append_eltwise(ops, algorithm::eltwise_clip, 0.f, 6.f);
      return true;
    case kHardtan:
      append_eltwise(ops, algorithm::eltwise_clip, -1.f, 1.f);
      return true;
    case kLogistic:
      append_eltwise(ops, algorithm::eltwise_logistic, 0.f, 0.f);
      return true;
    case kTanh:
      append_eltwise(ops, algorithm::eltwise_tanh, 0.f, 0.f);
      return true;
    case kElu:
      append_eltwise(ops, algorithm::eltwise_elu, 1.f, 0.f);
      return true;
    case kSwish:
      append_eltwise(ops, algorithm::eltwise_swish, 1.f, 0.f);
      return true;
    case kMish:
      append_eltwise(ops, algorithm::eltwise_mish, 0.f, 0.f);
      return true;
    default:
      return false;
  }
}

// oneDNN (seen in 2.6) gives two post-operations of one algorithm the same parameters, those of one
// of them. The algorithms with parameters are relu with its slope and clip with its bounds.
bool would_share_parameters(Activation a, Activation b) {
  using enum Activation;
  const auto rectifies = [](Activation x) { return x == kRelu || x == kLeaky || x == kRelie; };
  const auto clips = [](Activation x) { return x == kRelu6 || x == kHardtan; };
  return a != b && ((rectifies(a) && rectifies(b)) || (clips(a) && clips(b)));
}

memory::desc channels_last(const Shape& s) {
  return {{s.n, s.c, s.h, s.w}, kFloat, memory::format_tag::nhwc};
}

dnnl::convolution_forward::primitive_desc describe(const ConvolutionProblem& p,
                                                   const dnnl::primitive_attr& attr) {
  const ConvolutionGeometry& g = p.geometry;
  const memory::dim channels = p.in.c / g.groups, filters = p.out.c / g.groups;
  const memory::dims weight_dims = g.groups == 1
                                       ? memory::dims{filters, channels, g.size, g.size}
                                       : memory::dims{g.groups, filters, channels, g.size, g.size};
  const memory::desc weights(weight_dims, kFloat, memory::format_tag::any);
  const memory::desc bias({p.out.c}, kFloat, memory::format_tag::x);
  const memory::dims strides{g.stride_y, g.stride_x}, dilates{g.dilation - 1, g.dilation - 1};
  const memory::dims before{g.origin(), g.origin()};
  const memory::dims behind{g.missing_behind(p.in.h, p.out.h, g.stride_y),
                            g.missing_behind(p.in.w, p.out.w, g.stride_x)};
  const auto kind = dnnl::prop_kind::forward_inference;
  const auto direct = algorithm::convolution_direct;
#if DNNL_VERSION_MAJOR >= 3
  return {host_engine(),
          kind,
          direct,
          channels_last(p.in),
          weights,
          bias,
          channels_last(p.out),
          strides,
          dilates,
          before,
          behind,
          attr};
#else
  const dnnl::convolution_forward::desc description(kind, direct, channels_last(p.in), weights,
                                                    bias, channels_last(p.out), strides, dilates,
                                                    before, behind);
  return {description, attr, host_engine()};
#endif
}

struct Plan {
  dnnl::convolution_forward::primitive_desc descriptor;
  bool finishes = true;  // activation and residual are fused
  int residual_argument = 0;
};

bool is_slow(const dnnl::convolution_forward::primitive_desc& descriptor) {
  return std::string(descriptor.impl_info_str()).find("ref") != std::string::npos;
}

std::optional<Plan> plan(const ConvolutionProblem& problem, bool fuse) {
  dnnl::primitive_attr attributes;
  attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);
  int residual_argument = 0;
  if (fuse) {
    dnnl::post_ops ops;
    if (!append_activation(ops, problem.activation)) return {};
    if (problem.residual) {
      if (would_share_parameters(problem.activation, problem.residual_activation)) return {};
      residual_argument = DNNL_ARG_ATTR_MULTIPLE_POST_OP(ops.len()) | DNNL_ARG_SRC_1;
      ops.append_binary(algorithm::binary_add, channels_last(problem.out));
      if (!append_activation(ops, problem.residual_activation)) return {};
    }
    attributes.set_post_ops(ops);
  }
  try {
    Plan found{describe(problem, attributes), fuse, residual_argument};
    if (fuse && is_slow(found.descriptor)) return {};
    return found;
  } catch (const dnnl::error&) {
    return {};
  }
}

std::string text_of(const memory::dims& numbers) {
  std::string text;
  for (const memory::dim number : numbers) text += ' ' + std::to_string(number);
  return text;
}

// oneDNN chooses how weights are blocked, by the instruction set, but also by the number of threads
// and the size of the caches. So what it chose is spelled out, and what led to it does not matter.
std::string layout_name(const memory::desc& weights) {
#if DNNL_VERSION_MAJOR >= 3
  const bool is_blocked = weights.get_format_kind() == memory::format_kind::blocked;
  const memory::dims padded = weights.get_padded_dims(), strides = weights.get_strides(),
                     sizes = weights.get_inner_blks(), dims = weights.get_inner_idxs();
#else
  const auto& blocking = weights.data.format_desc.blocking;
  const bool is_blocked = weights.data.format_kind == dnnl_blocked;
  const auto take = [](const dnnl_dim_t* from, int count) {
    return memory::dims(from, from + count);
  };
  const int blocks = is_blocked ? blocking.inner_nblks : 0;
  const memory::dims padded = take(weights.data.padded_dims, weights.data.ndims),
                     strides = take(blocking.strides, is_blocked ? weights.data.ndims : 0),
                     sizes = take(blocking.inner_blks, blocks),
                     dims = take(blocking.inner_idxs, blocks);
#endif
  if (is_blocked) {
    return "dims" + text_of(padded) + " strides" + text_of(strides) + " blocks" + text_of(sizes) +
           " of" + text_of(dims);
  }
  // A form of its own, known to this library on this machine only.
  const dnnl_version_t* const v = dnnl_version();
  return fmt::format("onednn {}.{}.{} {} isa {:#x}", v->major, v->minor, v->patch, v->hash,
                     static_cast<unsigned>(dnnl_get_effective_cpu_isa()));
}

class OnednnConvolver : public Convolver {
 public:
  OnednnConvolver(const ConvolutionProblem& problem, Plan plan)
      : problem_(problem),
        plan_(std::move(plan)),
        stream_(host_engine()),
        primitive_(plan_.descriptor) {}

  Bytes weight_bytes() const override { return Bytes(plan_.descriptor.weights_desc().get_size()); }
  Bytes workspace() const override { return Bytes(plan_.descriptor.scratchpad_desc().get_size()); }
  std::string layout() const override { return layout_name(plan_.descriptor.weights_desc()); }

  void pack(std::span<const float> weights, std::byte* packed) const override {
    const auto to = plan_.descriptor.weights_desc();
    const auto tag =
        problem_.geometry.groups == 1 ? memory::format_tag::oihw : memory::format_tag::goihw;
#if DNNL_VERSION_MAJOR >= 3
    const memory::dims dims = to.get_dims();
#else
    const memory::dims dims = to.dims();
#endif
    memory from({dims, kFloat, tag}, host_engine(), const_cast<float*>(weights.data()));
    memory into(to, host_engine(), packed);
    dnnl::stream stream(host_engine());
    dnnl::reorder(from, into).execute(stream, from, into);
    stream.wait();
  }

  void bind(const ConvolutionTensors& t) override {
    const auto& d = plan_.descriptor;
    const auto view = [](const memory::desc& desc, const void* data) {
      return memory(desc, host_engine(), const_cast<void*>(data));
    };
    tensors_ = {{DNNL_ARG_SRC, view(d.src_desc(), t.in)},
                {DNNL_ARG_WEIGHTS, view(d.weights_desc(), t.weights)},
                {DNNL_ARG_BIAS, view(d.bias_desc(), t.bias)},
                {DNNL_ARG_DST, view(d.dst_desc(), t.out)},
                {DNNL_ARG_SCRATCHPAD, view(d.scratchpad_desc(), t.workspace)}};
    if (plan_.residual_argument != 0) {
      tensors_.emplace_back(plan_.residual_argument, view(channels_last(problem_.out), t.residual));
    }
    arguments_.clear();
    for (const auto& [id, tensor] : tensors_) arguments_.push_back({id, tensor.get()});
    residual_ = t.residual;
    out_ = t.out;
  }

  // By the C interface: the C++ one makes a list of the arguments on the heap, run after run.
  void run() noexcept override {
    if (dnnl_primitive_execute(primitive_.get(), stream_.get(), static_cast<int>(arguments_.size()),
                               arguments_.data()) != dnnl_success) {
      fatal("oneDNN refused to run a convolution that it had prepared");
    }
    if (!plan_.finishes) finish_convolution(problem_, residual_, out_);
  }

 private:
  ConvolutionProblem problem_;
  Plan plan_;
  dnnl::stream stream_;
  dnnl::convolution_forward primitive_;
  std::vector<std::pair<int, memory>> tensors_;  // argument and what it is bound to
  std::vector<dnnl_exec_arg_t> arguments_;       // the same, as oneDNN takes them
  const float* residual_ = nullptr;
  float* out_ = nullptr;
};

// Right, but far slower: whoever waits should know why.
void warn_of_plain_loop(const ConvolutionProblem& p) {
  fmt::print(stderr,
             "warning: oneDNN refuses a convolution of {} x {} x {} to {} x {} x {}, size {}: the "
             "plain loop is used\n",
             p.in.w, p.in.h, p.in.c, p.out.w, p.out.h, p.out.c, p.geometry.size);
}

}  // namespace

std::unique_ptr<Convolver> make_convolver(const ConvolutionProblem& problem) {
  auto found = plan(problem, true);
  if (!found) found = plan(problem, false);
  if (!found) {
    warn_of_plain_loop(problem);
    return make_reference_convolver(problem);
  }
  return std::make_unique<OnednnConvolver>(problem, std::move(*found));
}

}  // namespace dn
