# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# Decides every option: as asked, or as found. In: GPU CUDNN CUDNN_HALF OPENCV ONEDNN OPENMP AVX
# DEBUG SANITIZE LIBSO CXX CXXFLAGS, NVCC GPU_ARCHS. Out: the same options as 0 or 1, COMPILE,
# COMPILE_CU, LDFLAGS, LIBS, ENGINE_LIBS, VARIANT.

ifeq ($(origin CXX),default)
CXX := $(shell scripts/find_cxx.sh)
endif
ifeq ($(CXX),)
$(error no C++20 compiler (g++ 12 or newer) found: run 'make deps')
endif
MISSING := $(shell CXX="$(CXX)" scripts/deps.sh --missing build)
ifneq ($(MISSING),)
$(error these packages are missing: $(MISSING); run 'make deps', or install them yourself)
endif

comma := ,
# $(call checked,NAME,values): the option is empty or one of the values.
checked = $(if $(filter-out $2,$($1)),$(error $1=$($1): it must be one of $2))
$(call checked,GPU,0 1 emulated)
$(foreach o,CUDNN CUDNN_HALF OPENCV ONEDNN OPENMP AVX DEBUG LIBSO,$(call checked,$o,0 1))
$(call checked,SANITIZE,0 1 thread)

# ---- what this machine and this source tree have; each FOUND_ is empty or says what was found
$(shell scripts/probe.sh "$(CXX)" build/found.mk $(NVCC))
include build/found.mk
CCACHE := $(shell command -v ccache)
backend_exists = $(shell find $(wildcard darknet src) -type d -name $1 -print -quit)
ifeq ($(call backend_exists,opencv),)
NO_OPENCV := this version has no OpenCV part
endif
# ThreadSanitizer cannot see inside libgomp and oneDNN and would report what is no race.
ifeq ($(SANITIZE),thread)
NO_THREADS_LIBS := SANITIZE=thread does not understand it
endif

# $(call decide,NAME,found,why not): sets NAME and NOTE_NAME; 1 that cannot be had is an error.
define decide
ifneq ($3,)
  ifeq ($$($1),1)
    $$(error $1=1 is not possible: $3)
  endif
  override $1 := 0
  NOTE_$1 := $3
else ifeq ($$($1),0)
  NOTE_$1 := as asked
else
  override $1 := 1
  NOTE_$1 := $2
endif
endef
unless_found = $(if $1,,$2)
# Asked for, the CUDA backend needs the toolkit alone; by itself it comes where there is a GPU, too.
ifeq ($(GPU),emulated)
NOTE_GPU := the CUDA backend on the device of test/emulated_cuda, without CUDA
else
$(eval $(call decide,GPU,$(FOUND_CUDA),$(or $(NO_CUDA),$(if $(GPU),,$(NO_DEVICE)))))
endif
$(eval $(call decide,CUDNN,$(FOUND_CUDNN),$(if $(filter 1,$(GPU)),$(NO_CUDNN),it needs GPU=1)))
# Darknet's option, accepted so that its users' commands work: here a run chooses its precision.
$(eval $(call decide,CUDNN_HALF,changes nothing: precision is chosen when a network is loaded,$(if $(filter 1,$(CUDNN)),,it needs CUDNN=1)))
$(eval $(call decide,OPENCV,$(FOUND_OPENCV),$(or $(NO_OPENCV),$(call unless_found,$(FOUND_OPENCV),not found; package libopencv-dev has it))))
$(eval $(call decide,ONEDNN,$(FOUND_ONEDNN),$(or $(NO_THREADS_LIBS),$(call unless_found,$(FOUND_ONEDNN),not found; package libdnnl-dev has it))))
$(eval $(call decide,OPENMP,$(FOUND_OPENMP),$(or $(NO_THREADS_LIBS),$(call unless_found,$(FOUND_OPENMP),the compiler does not link with -fopenmp; g++ does (clang needs package libomp-dev)))))
$(eval $(call decide,AVX,$(FOUND_AVX),$(call unless_found,$(FOUND_AVX),the processor or the compiler has no AVX2 with FMA)))
override DEBUG := $(or $(DEBUG),0)
override SANITIZE := $(or $(SANITIZE),0)
override LIBSO := $(or $(LIBSO),0)

# ---- flags
# -ffp-contract=off and no -ffast-math: results must not depend on AVX=0/1, and the golden outputs
# are IEEE. The two -fno- flags change no value; they let loops with sqrt or conditions vectorise.
# -Wno-restrict: g++ 12 warns of a plain "text" + std::string (its bug 105651).
CXXFLAGS ?=
OPTIMISE := $(if $(filter 1,$(DEBUG)),-O0 -g3 -D_GLIBCXX_ASSERTIONS,-O3)
ifneq ($(SANITIZE),0)
# The standard library's own checks find what AddressSanitizer cannot, such as an empty optional.
OPTIMISE := -O1 -g1 -fno-omit-frame-pointer -D_GLIBCXX_ASSERTIONS
endif
SANITIZERS_0 :=
SANITIZERS_1 := -fsanitize=address -fsanitize=undefined -fno-sanitize-recover=undefined
SANITIZERS_thread := -fsanitize=thread
SANITIZERS := $(SANITIZERS_$(SANITIZE))
FLAGS := -std=c++20 $(OPTIMISE) -Wall -Wextra -Wno-restrict -ffp-contract=off -fno-math-errno \
  -fno-trapping-math -pthread $(SANITIZERS)
INCLUDES := -I. -Isrc
LDFLAGS ?=
# What libdarknet needs; the program needs more.
ENGINE_LIBS := -lfmt -pthread
ifeq ($(WERROR),1)
FLAGS += -Werror
endif
ifeq ($(OPENMP),1)
FLAGS += -fopenmp
endif
ifeq ($(AVX),1)
FLAGS += -mavx2 -mfma
endif
ifeq ($(LIBSO),1)
FLAGS += -fPIC
endif
ifeq ($(ONEDNN),1)
ENGINE_LIBS += -ldnnl
endif
ifeq ($(OPENCV),1)
INCLUDES += $(OPENCV_INCLUDE)
ENGINE_LIBS += -lopencv_highgui -lopencv_videoio -lopencv_imgcodecs -lopencv_imgproc -lopencv_core
endif
include scripts/gpu.mk
LIBS := -lyaml-cpp $(ENGINE_LIBS)
COMPILE := $(CCACHE) $(CXX) $(FLAGS) $(INCLUDES) $(CXXFLAGS)

# Objects of different options never meet: each set of options has a folder of its own.
word_if = $(if $(filter 1,$($1)),-$2)
VARIANT := $(if $(filter 1,$(DEBUG)),debug,release)$(GPU_WORD)$(call word_if,CUDNN,cudnn)$(call \
  word_if,ONEDNN,onednn)$(call word_if,OPENMP,openmp)$(call word_if,AVX,avx)$(call \
  word_if,OPENCV,opencv)$(call word_if,LIBSO,pic)$(if $(filter 1,$(SANITIZE)),-asan)$(if \
  $(filter thread,$(SANITIZE)),-tsan)

# ---- the table, once per command of the user
ifeq ($(OPTIONS_SHOWN)$(SUBSET),)
export OPTIONS_SHOWN := 1
NOTE_DEBUG := $(filter -O%,$(OPTIMISE))
NOTE_SANITIZE := $(SANITIZERS)
NOTE_LIBSO := $(if $(filter 1,$(LIBSO)),-fPIC$(comma) also darknet/libdarknet.so)
row = $(info $(shell printf '  %-10s %-8s %s' '$1' '$($1)' '$(NOTE_$1)'))
$(info Options (NAME=0 or NAME=1 decides otherwise):)
$(foreach o,GPU CUDNN CUDNN_HALF OPENCV ONEDNN OPENMP AVX DEBUG SANITIZE LIBSO,$(call row,$o))
$(info Compiler: $(shell $(CXX) --version | head -n 1)$(if $(CCACHE),$(comma) through ccache))
$(info Objects:  build/$(VARIANT))
endif
