# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# The parts of `make check` that look at files one by one: in parallel, and again only when a file
# or something it includes has changed. A stamp stands for "was looked at and is good".

CHECKED := build/check
# Static analysis looks at the product; the tests are held by formatting and the compiler.
TIDIED := $(MAIN:%=$(wildcard %)) $(ENGINE) $(EXECUTOR)
# clang-tidy has no omp.h of its own and needs none: without -fopenmp the loops are ordinary ones.
TIDY_FLAGS := -std=c++20 -I. -Isrc $(filter -mavx2 -mfma,$(FLAGS)) -Wall -Wextra -Wthread-safety \
  -Wno-unknown-pragmas

.PHONY: tidy headers
tidy: $(TIDIED:%=$(CHECKED)/%.tidy)
$(CHECKED)/%.tidy: % .clang-tidy
	@mkdir -p $(@D)
	$(Q)$(CXX) -std=c++20 -I. -Isrc -MM -MP -MT $@ -MF $@.d $<
	$(Q)clang-tidy-14 --quiet $< -- $(TIDY_FLAGS) 2> $@.log || { cat $@.log >&2; exit 1; }
	@touch $@

# A header that its own .cpp includes first is known to compile alone; these are the others.
headers: $(patsubst %,$(CHECKED)/%.alone,$(shell \
  $(if $(filter headers,$(GOALS)),scripts/check_includes.py --lone-headers)))
$(CHECKED)/%.alone: %
	@mkdir -p $(@D)
	$(Q)echo '#include "$<"' | $(CXX) $(FLAGS) -Werror -fsyntax-only -MMD -MP -MT $@ -MF $@.d -x c++ -
	@touch $@

-include $(shell find $(wildcard $(CHECKED)) -name '*.d' 2> /dev/null)
