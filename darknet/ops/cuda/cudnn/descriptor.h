// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cudnn_graph.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "darknet/base/error.h"

namespace dn::cuda {

// cuDNN said no. Often an answer rather than a mistake: an engine that does not take a shape is
// found out by asking, so who tries candidates catches this and goes on with the next. Its text
// names the call, what was being set, and cuDNN's own reason.
class Refusal : public Error {
 public:
  explicit Refusal(const std::string& what) : Error(ExitCode::kSystemFailure, what) {}
};

// Throws Refusal: "cuDNN refused to finalize the execution plan: CUDNN_STATUS_... (its reason)".
void check_cudnn(cudnnStatus_t status, std::string_view to_do);

// Which of cuDNN's type tags a C++ type goes by. Two of its types may be one in C++ (int64_t), so
// this is only for those that are told apart.
template <typename T>
struct CudnnType;
#define DN_CUDNN_TYPE(type, tag)                               \
  template <>                                                  \
  struct CudnnType<type> {                                     \
    static constexpr cudnnBackendAttributeType_t kValue = tag; \
  }
DN_CUDNN_TYPE(std::int64_t, CUDNN_TYPE_INT64);
DN_CUDNN_TYPE(std::int32_t, CUDNN_TYPE_INT32);
DN_CUDNN_TYPE(float, CUDNN_TYPE_FLOAT);
DN_CUDNN_TYPE(double, CUDNN_TYPE_DOUBLE);
DN_CUDNN_TYPE(bool, CUDNN_TYPE_BOOLEAN);
DN_CUDNN_TYPE(char, CUDNN_TYPE_CHAR);
DN_CUDNN_TYPE(void*, CUDNN_TYPE_VOID_PTR);
DN_CUDNN_TYPE(cudnnHandle_t, CUDNN_TYPE_HANDLE);
DN_CUDNN_TYPE(cudnnDataType_t, CUDNN_TYPE_DATA_TYPE);
DN_CUDNN_TYPE(cudnnConvolutionMode_t, CUDNN_TYPE_CONVOLUTION_MODE);
DN_CUDNN_TYPE(cudnnPointwiseMode_t, CUDNN_TYPE_POINTWISE_MODE);
DN_CUDNN_TYPE(cudnnBackendHeurMode_t, CUDNN_TYPE_HEUR_MODE);
DN_CUDNN_TYPE(cudnnBackendKnobType_t, CUDNN_TYPE_KNOB_TYPE);
DN_CUDNN_TYPE(cudnnBackendNumericalNote_t, CUDNN_TYPE_NUMERICAL_NOTE);
DN_CUDNN_TYPE(cudnnBackendBehaviorNote_t, CUDNN_TYPE_BEHAVIOR_NOTE);
#undef DN_CUDNN_TYPE

// One object of cuDNN's graph interface. Owns it; move-only. It is made, gets its attributes, and
// is finalized, after which it can be used and asked but not changed. What it refers to must
// outlive it. Everything throws Refusal.
class Descriptor {
 public:
  Descriptor(cudnnBackendDescriptorType_t type, std::string_view name);
  ~Descriptor();
  Descriptor(Descriptor&& other) noexcept;
  Descriptor& operator=(Descriptor&& other) noexcept;

  // `attribute` through DN_CUDNN, which brings its name for messages.
  struct Attribute {
    cudnnBackendAttributeName_t id;
    std::string_view name;
  };

  template <typename T>
  Descriptor& set(const Attribute& attribute, const T& value) {
    return set_raw(attribute, CudnnType<T>::kValue, 1, &value);
  }
  template <typename T>
  Descriptor& set_list(const Attribute& attribute, std::span<const T> values) {
    return set_raw(attribute, CudnnType<T>::kValue, values.size(), values.data());
  }
  Descriptor& set(const Attribute& attribute, const Descriptor& value);
  Descriptor& set_list(const Attribute& attribute, std::span<const Descriptor> values);
  Descriptor& finalize();

  // How many values the attribute has now.
  std::size_t count(const Attribute& attribute, cudnnBackendAttributeType_t type) const;
  template <typename T>
  T get(const Attribute& attribute) const {
    T value{};
    get_raw(attribute, CudnnType<T>::kValue, 1, &value);
    return value;
  }
  // Writes up to values.size() of them; tells how many there are.
  template <typename T>
  std::size_t get_list(const Attribute& attribute, std::span<T> values) const {
    return get_raw(attribute, CudnnType<T>::kValue, values.size(), values.data());
  }
  // cuDNN copies descriptors into ones that the caller made, of the right type and not finalized.
  // Tells how many were written: the first of `values`.
  std::size_t get_list(const Attribute& attribute, std::span<Descriptor> values) const;

  cudnnBackendDescriptor_t handle() const noexcept { return descriptor_; }

 private:
  Descriptor& set_raw(const Attribute& attribute, cudnnBackendAttributeType_t type,
                      std::size_t count, const void* values);
  std::size_t get_raw(const Attribute& attribute, cudnnBackendAttributeType_t type,
                      std::size_t count, void* values) const;

  cudnnBackendDescriptor_t descriptor_ = nullptr;
  std::string_view name_;  // a literal
};

}  // namespace dn::cuda

// An attribute with its name: DN_CUDNN(TENSOR_STRIDES).
#define DN_CUDNN(attribute) \
  ::dn::cuda::Descriptor::Attribute { CUDNN_ATTR_##attribute, #attribute }
