# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# The parts of `make check` that look at files one by one: in parallel, and again only when a file
# or something it includes has changed. A stamp stands for "was looked at and is good".

CHECKED := build/check
# Static analysis looks at the product; the tests are held by formatting and the compiler.
# The CUDA backend and what stands in for it are both looked at, the device being the emulated one,
# so that no CUDA is needed. cuDNN has no such double: the compiler alone looks at its folder.
TIDIED := $(call files,darknet src,cudnn $(filter-out cuda no_cuda no_cudnn,$(LEFT_OUT)), \
  -name '*.cpp')
# clang-tidy has no omp.h of its own and needs none: without -fopenmp the loops are ordinary ones.
TIDY_INCLUDES := -std=c++20 -I. -Isrc $(EMULATED_INCLUDE)
TIDY_FLAGS := $(TIDY_INCLUDES) $(filter -mavx2 -mfma,$(FLAGS)) -Wall -Wextra -Wthread-safety \
  -Wno-unknown-pragmas

.PHONY: tidy headers
tidy: $(TIDIED:%=$(CHECKED)/%.tidy)
$(CHECKED)/%.tidy: % .clang-tidy
	@mkdir -p $(@D)
	$(Q)$(CXX) $(TIDY_INCLUDES) -MM -MP -MT $@ -MF $@.d $<
	$(Q)clang-tidy-14 --quiet $< -- $(TIDY_FLAGS) 2> $@.log || { cat $@.log >&2; exit 1; }
	@touch $@

# A header that its own source includes first is known to compile alone; these are the others.
headers: $(patsubst %,$(CHECKED)/%.alone,$(shell \
  $(if $(filter headers,$(GOALS)),scripts/check_includes.py --lone-headers | grep -vE '/(cudnn|tensor_core)/')))
$(CHECKED)/%.alone: %
	@mkdir -p $(@D)
	$(Q)echo '#include "$<"' | $(CXX) $(FLAGS) $(EMULATED_INCLUDE) $(INCLUDES) -Werror \
	  -fsyntax-only -MMD -MP -MT $@ -MF $@.d $(if $(filter %.cuh,$<),$(AS_CPP),-x c++) -
	@touch $@

-include $(shell find $(wildcard $(CHECKED)) -name '*.d' 2> /dev/null)
