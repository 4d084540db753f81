// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

#include "test/emulated_cuda/state.h"

namespace emulated_cuda {
namespace {

struct Order {
  std::string function;
  long calls_left;
  cudaError_t error;
};

std::vector<Order> parse(std::string_view text);

struct Orders {
  std::mutex mutex;
  std::vector<Order> list;
  std::atomic<bool> any = false;  // so that calls without orders take no lock

  void set(std::vector<Order> orders) {
    const std::lock_guard lock(mutex);
    list = std::move(orders);
    any = !list.empty();
  }
};

std::vector<Order> orders_of_environment() {
  const char* const text = std::getenv("EMULATED_CUDA_FAIL");
  return text == nullptr ? std::vector<Order>() : parse(text);
}

Orders& orders() {
  static Orders& it = *[] {
    auto* const made = new Orders();
    made->set(orders_of_environment());
    return made;
  }();
  return it;
}

[[noreturn]] void refuse(std::string_view order) {
  throw std::invalid_argument("emulated CUDA: cannot read the order to fail '" +
                              std::string(order) + "': it is function:n or function:n:error");
}

cudaError_t usual_error(const std::string& function) {
  if (function == "kernel") return cudaErrorIllegalAddress;
  const bool allocates = function.find("lloc") != std::string::npos || function == "cuMemCreate";
  return allocates ? cudaErrorMemoryAllocation : cudaErrorUnknown;
}

cudaError_t error_of(const std::string& text, std::string_view order) {
#define EMULATED_CUDA_BY_NAME(name, number, words) \
  if (text == #name || text == #number) return name;
  EMULATED_CUDA_ERRORS(EMULATED_CUDA_BY_NAME)
#undef EMULATED_CUDA_BY_NAME
  refuse(order);
}

Order parse_one(std::string_view text) {
  const std::string order(text);
  const auto first = order.find(':');
  if (first == 0 || first == std::string::npos) refuse(text);
  const auto second = order.find(':', first + 1);
  char* end = nullptr;
  const long n = std::strtol(order.c_str() + first + 1, &end, 10);
  if (n < 1 || (*end != ':' && *end != '\0')) refuse(text);
  const std::string function = order.substr(0, first);
  if (second == std::string::npos) return {function, n, usual_error(function)};
  return {function, n, error_of(order.substr(second + 1), text)};
}

std::vector<Order> parse(std::string_view text) {
  std::vector<Order> result;
  while (!text.empty()) {
    const auto comma = text.find(',');
    result.push_back(parse_one(text.substr(0, comma)));
    text = comma == std::string_view::npos ? "" : text.substr(comma + 1);
  }
  return result;
}

}  // namespace

void fail(std::string_view text) {
  std::vector<Order> added = parse(text);
  const std::lock_guard lock(orders().mutex);
  orders().list.insert(orders().list.end(), added.begin(), added.end());
  orders().any = !orders().list.empty();
}

void forget_orders();
void forget_orders() { orders().set(orders_of_environment()); }

bool ordered_to_fail(const char* function, cudaError_t& error) noexcept {
  if (!orders().any) return false;
  const std::lock_guard lock(orders().mutex);
  bool fails = false;
  for (Order& order : orders().list) {
    if (order.function != function || --order.calls_left != 0) continue;
    error = order.error;
    fails = true;
  }
  return fails;
}

}  // namespace emulated_cuda
