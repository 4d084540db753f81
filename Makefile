# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# What a person types. `make help` lists it; how things are built is in scripts/*.mk:
#   scripts/options.mk  GPU=0/1 and friends: what is asked for, what this machine has, the flags
#   scripts/gpu.mk      the flags of the CUDA backend
#   scripts/build.mk    sources, objects, libraries, program, test and benchmark programs
#   scripts/check.mk    the per-file part of `make check`

# Options, 0 or 1; what is left out is found by itself. GPU also takes `emulated`, SANITIZE
# `thread`.
#   GPU CUDNN CUDNN_HALF OPENCV ONEDNN OPENMP AVX DEBUG SANITIZE LIBSO
# Also: V=1 shows the commands, WERROR=1 makes warnings errors, CXX and CXXFLAGS as usual; NVCC and
# GPU_ARCHS for GPU=1.

SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c
.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules
# Use every core, unless the caller says how many (his -j wins) or already shares his jobs with us.
ifeq ($(MAKELEVEL),0)
MAKEFLAGS += -j$(shell nproc)
endif
AGAIN := +@$(MAKE) --no-print-directory

PREFIX ?= /usr/local
DESTDIR ?=

# `make test` runs the CUDA backend on a device that the CPU emulates; no other pass has to.
ON_EMULATED_GPU := GPU=emulated CUDNN=0 CUDNN_HALF=0
WITHOUT_GPU := GPU=0 CUDNN=0 CUDNN_HALF=0

# The sanitizer passes of `make test` compile and run no more than they have to, because all of
# `make test` must stay below ten minutes on two cores. The *_DIRS are source folders, each with its
# tests in the same folder under test/; the *_FILTERs are GoogleTest filters.
ASAN_DIRS ?= darknet/base darknet/config darknet/weights src/rtswap/model src/rtswap/config src/rtswap/sched src/rtswap/trace
ASAN_FILTER ?= *
TSAN_DIRS ?= darknet src/rtswap
TSAN_TEST_DIRS ?= src/rtswap
TSAN_FILTER ?= *

# The schedulability tests and what they are tested with; `make bench` runs them on many sets.
ANALYSIS_DIRS := darknet/base src/rtswap/model src/rtswap/analysis src/rtswap/sched src/rtswap/trace \
  src/rtswap/simulate

# These goals need options and compilers to be looked at; the others run before anything is
# installed, and call make again for these.
BUILD_GOALS := all unit install test-programs gpu-test-program subset-program bench-program \
  bench-gpu-program device tidy headers
GOALS := $(or $(MAKECMDGOALS),all)
ifneq (,$(filter $(BUILD_GOALS) build/% darknet/%,$(GOALS)))
include scripts/options.mk scripts/build.mk scripts/check.mk
endif
ifneq (,$(filter clean,$(GOALS)))
.NOTPARALLEL:
endif

.PHONY: deps demo test test-gpu test-gpu-emulated check format bench bench-gpu bench-opencv \
  clean help

deps:
	@scripts/deps.sh build test

demo:
	@scripts/deps.sh build
	$(AGAIN) all
	@examples/quickstart/run.sh

# Sanitized as a whole by `make test SANITIZE=1`; else two parts get a pass of their own.
test:
	@scripts/deps.sh build test
	$(AGAIN) all test-programs
	$(AGAIN) gpu-test-program $(ON_EMULATED_GPU)
ifeq (,$(filter-out 0,$(SANITIZE)))
	$(AGAIN) subset-program $(WITHOUT_GPU) SANITIZE=1 SUBSET=asan DIRS="$(ASAN_DIRS)"
	$(AGAIN) subset-program $(WITHOUT_GPU) SANITIZE=thread SUBSET=tsan DIRS="$(TSAN_DIRS)" \
	    TEST_DIRS="$(TSAN_TEST_DIRS)"
	@scripts/run_tests.sh "asan=$(ASAN_FILTER)" "tsan=$(TSAN_FILTER)"
else
	@scripts/run_tests.sh
endif

# The tests of the CUDA backend alone: on a GPU, and on the emulated device (with SANITIZE=1, too).
test-gpu:
	@scripts/deps.sh build test
	$(AGAIN) device GPU=1
	@rm -rf build/tests
	$(AGAIN) all gpu-test-program GPU=1
	@SHELL_TESTS=test/gpu scripts/run_tests.sh

test-gpu-emulated:
	@scripts/deps.sh build test
	@rm -rf build/tests
	$(AGAIN) gpu-test-program $(ON_EMULATED_GPU)
	@SHELL_TESTS= scripts/run_tests.sh

check:
	@scripts/deps.sh build check
	+@scripts/check.sh

format:
	@scripts/deps.sh check
	@scripts/format.sh

bench:
	@scripts/deps.sh build bench
	$(AGAIN) all bench-program
	$(AGAIN) subset-program $(WITHOUT_GPU) SUBSET=analysis_sets DIRS="$(ANALYSIS_DIRS)" \
	    TEST_DIRS="src/rtswap/analysis src/rtswap/simulate"
	@scripts/bench.sh

bench-gpu:
	@scripts/deps.sh build
	$(AGAIN) device GPU=1
	$(AGAIN) all bench-gpu-program GPU=1
	@scripts/bench_gpu.sh

bench-opencv:
	@scripts/deps.sh build bench-opencv
	$(AGAIN) all
	@scripts/bench.sh opencv

clean:
	rm -rf build darknet/darknet darknet/libdarknet.a darknet/libdarknet.so

help:
	@cat scripts/help.txt
