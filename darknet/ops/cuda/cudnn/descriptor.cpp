// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/ops/cuda/cudnn/descriptor.h"

#include <fmt/format.h>

#include <array>
#include <utility>
#include <vector>

#include "darknet/device/fatal.h"

namespace dn::cuda {
namespace {

// cuDNN's own words on its last failure in this thread, on one line.
std::string last_reason() {
  std::array<char, 512> text{};
  cudnnGetLastErrorString(text.data(), text.size());
  text.back() = '\0';
  std::string reason(text.data());
  for (char& letter : reason) {
    if (letter == '\n' || letter == '\r') letter = ' ';
  }
  return reason;
}

std::vector<cudnnBackendDescriptor_t> handles_of(std::span<const Descriptor> descriptors) {
  std::vector<cudnnBackendDescriptor_t> handles;
  for (const Descriptor& each : descriptors) handles.push_back(each.handle());
  return handles;
}

}  // namespace

void check_cudnn(cudnnStatus_t status, std::string_view to_do) {
  if (status == CUDNN_STATUS_SUCCESS) return;
  throw Refusal(fmt::format("cuDNN refused to {}: {} ({})", to_do, cudnnGetErrorString(status),
                            last_reason()));
}

Descriptor::Descriptor(cudnnBackendDescriptorType_t type, std::string_view name) : name_(name) {
  check_cudnn(cudnnBackendCreateDescriptor(type, &descriptor_), fmt::format("make the {}", name));
}

Descriptor::~Descriptor() {
  if (descriptor_ == nullptr) return;
  if (cudnnBackendDestroyDescriptor(descriptor_) != CUDNN_STATUS_SUCCESS) {
    fatal("cuDNN refused to take back a descriptor that it had made");
  }
}

Descriptor::Descriptor(Descriptor&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, nullptr)), name_(other.name_) {}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(name_, other.name_);
  return *this;
}

Descriptor& Descriptor::set(const Attribute& attribute, const Descriptor& value) {
  const cudnnBackendDescriptor_t handle = value.handle();
  return set_raw(attribute, CUDNN_TYPE_BACKEND_DESCRIPTOR, 1, &handle);
}

Descriptor& Descriptor::set_list(const Attribute& attribute, std::span<const Descriptor> values) {
  const auto handles = handles_of(values);
  return set_raw(attribute, CUDNN_TYPE_BACKEND_DESCRIPTOR, handles.size(), handles.data());
}

Descriptor& Descriptor::finalize() {
  check_cudnn(cudnnBackendFinalize(descriptor_), fmt::format("finalize the {}", name_));
  return *this;
}

std::size_t Descriptor::count(const Attribute& attribute, cudnnBackendAttributeType_t type) const {
  return get_raw(attribute, type, 0, nullptr);
}

std::size_t Descriptor::get_list(const Attribute& attribute, std::span<Descriptor> values) const {
  auto handles = handles_of(values);
  return get_raw(attribute, CUDNN_TYPE_BACKEND_DESCRIPTOR, handles.size(), handles.data());
}

Descriptor& Descriptor::set_raw(const Attribute& attribute, cudnnBackendAttributeType_t type,
                                std::size_t count, const void* values) {
  check_cudnn(cudnnBackendSetAttribute(descriptor_, attribute.id, type,
                                       static_cast<std::int64_t>(count), values),
              fmt::format("set {} of the {}", attribute.name, name_));
  return *this;
}

std::size_t Descriptor::get_raw(const Attribute& attribute, cudnnBackendAttributeType_t type,
                                std::size_t count, void* values) const {
  std::int64_t found = 0;
  check_cudnn(cudnnBackendGetAttribute(descriptor_, attribute.id, type,
                                       static_cast<std::int64_t>(count), &found, values),
              fmt::format("tell {} of the {}", attribute.name, name_));
  return static_cast<std::size_t>(found);
}

}  // namespace dn::cuda
