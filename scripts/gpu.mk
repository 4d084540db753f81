# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# How the CUDA backend is compiled and linked. In: GPU (0, 1, emulated), CUDNN, GPU_ARCHS, what
# probe_cuda.sh found, FLAGS, INCLUDES, ENGINE_LIBS. Out: the last two with what is needed added,
# COMPILE_CU, which compiles a .cu file, GPU_WORD for the name of the variant.

EMULATED_INCLUDE := -isystem test/emulated_cuda/include
# Makes C++ of .cu and .cuh files: nvcc includes the runtime by itself and has pragmas of its own.
AS_CPP := -include cuda_runtime.h -Wno-unknown-pragmas -x c++

ifeq ($(GPU),emulated)
COMPILE_CU = $(COMPILE) $(AS_CPP)
INCLUDES += $(EMULATED_INCLUDE)
GPU_WORD := -emulated
endif

ifeq ($(GPU),1)
# The processors to make code for: as asked, else those of this machine's GPUs, else the usual ones.
# The newest one's code is also kept in the form (PTX) that drivers of later GPUs translate.
known = $(filter $(NVCC_ARCHS),$1)
ASKED_ARCHS := $(subst ;, ,$(subst $(comma), ,$(GPU_ARCHS)))
ifneq ($(filter-out $(NVCC_ARCHS),$(ASKED_ARCHS)),)
$(error GPU_ARCHS=$(GPU_ARCHS): nvcc of $(FOUND_CUDA) knows these: $(strip $(NVCC_ARCHS)))
endif
ARCHS := $(or $(ASKED_ARCHS),$(call known,$(DEVICE_ARCHS)),$(call known,75 80 86 87 89 90))
ARCHS := $(shell printf '%s\n' $(ARCHS) | sort -nu)
NEWEST := $(lastword $(ARCHS))
GENCODE := $(foreach a,$(ARCHS),-gencode=arch=compute_$a$(comma)code=sm_$a) \
  -gencode=arch=compute_$(NEWEST)$(comma)code=compute_$(NEWEST)
NOTE_GPU := $(FOUND_CUDA), code for $(ARCHS)

# What the .cpp files get, the host's half of a .cu file gets as well. nvcc optimises the device's
# half by itself. -lineinfo lets profilers name lines and costs nothing.
COMPILE_CU := $(CCACHE) $(FOUND_NVCC) -ccbin $(lastword $(CXX)) -std=c++20 $(GENCODE) $(INCLUDES) \
  --expt-relaxed-constexpr -lineinfo $(if $(filter 1,$(WERROR)),-Werror=all-warnings) \
  $(addprefix -Xcompiler=,$(filter-out -std=%,$(FLAGS) $(CXXFLAGS)))
INCLUDES += $(CUDA_INCLUDE)
ENGINE_LIBS += $(if $(filter 1,$(CUDNN)),-lcudnn $(CUDNN_RPATH)) $(CUDA_LIBS)
GPU_WORD := -gpu
endif
