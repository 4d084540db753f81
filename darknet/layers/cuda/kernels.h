// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <memory>

#include "darknet/layers/kernel.h"

// The makers of the CUDA kernels, one per kind of layer; kernel_table.cpp says which layer gets
// which.
namespace dn::cuda {

std::unique_ptr<Kernel> make_activation_kernel(const Layer& layer, const KernelOptions& options);
std::unique_ptr<Kernel> make_avgpool_kernel(const Layer& layer, const KernelOptions& options);
std::unique_ptr<Kernel> make_batchnorm_kernel(const Layer& layer, const KernelOptions& options);
std::unique_ptr<Kernel> make_connected_kernel(const Layer& layer, const KernelOptions& options);
std::unique_ptr<Kernel> make_contrastive_kernel(const Layer& layer, const KernelOptions& options);
std::unique_ptr<Kernel> make_conv_lstm_kernel(const Layer& layer, const KernelOptions& options);
std::unique_ptr<Kernel> make_convolutional_kernel(const Layer& layer, const KernelOptions& options);
std::unique_ptr<Kernel> make_crnn_kernel(const Layer& layer, const KernelOptions& options);
std::unique_ptr<Kernel> make_crop_kernel(const Layer& layer, const KernelOptions& options);
std::unique_ptr<Kernel> make_detection_kernel(const Layer& layer, const KernelOptions& options);
std::unique_ptr<Kernel> make_gaussian_yolo_kernel(const Layer& layer, const KernelOptions& options);
std::unique_ptr<Kernel> make_gru_kernel(const Layer& layer, const KernelOptions& options);
std::unique_ptr<Kernel> make_implicit_kernel(const Layer& layer, const KernelOptions& options);
std::unique_ptr<Kernel> make_local_kernel(const Layer& layer, const KernelOptions& options);
std::unique_ptr<Kernel> make_local_avgpool_kernel(const Layer& layer, const KernelOptions& options);
std::unique_ptr<Kernel> make_lrn_kernel(const Layer& layer, const KernelOptions& options);
std::unique_ptr<Kernel> make_lstm_kernel(const Layer& layer, const KernelOptions& options);
std::unique_ptr<Kernel> make_maxpool_kernel(const Layer& layer, const KernelOptions& options);
std::unique_ptr<Kernel> make_region_kernel(const Layer& layer, const KernelOptions& options);
std::unique_ptr<Kernel> make_reorg_kernel(const Layer& layer, const KernelOptions& options);
std::unique_ptr<Kernel> make_rnn_kernel(const Layer& layer, const KernelOptions& options);
std::unique_ptr<Kernel> make_route_kernel(const Layer& layer, const KernelOptions& options);
std::unique_ptr<Kernel> make_sam_kernel(const Layer& layer, const KernelOptions& options);
std::unique_ptr<Kernel> make_scale_channels_kernel(const Layer& layer,
                                                   const KernelOptions& options);
std::unique_ptr<Kernel> make_shortcut_kernel(const Layer& layer, const KernelOptions& options);
std::unique_ptr<Kernel> make_softmax_kernel(const Layer& layer, const KernelOptions& options);
std::unique_ptr<Kernel> make_upsample_kernel(const Layer& layer, const KernelOptions& options);
std::unique_ptr<Kernel> make_yolo_kernel(const Layer& layer, const KernelOptions& options);

}  // namespace dn::cuda
