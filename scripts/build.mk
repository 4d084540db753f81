# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# From sources to programs. A new .cpp or .cu file is found by itself. In: what options.mk decided.

B := build/$(VARIANT)
Q := $(if $(filter 1,$(V)),,@)
say = $(if $(filter 1,$(V)),:,printf '  %-5s %s\n' $1 $2)
# $(call compile_with,COMPILE or COMPILE_CU)
compile_with = $1 -MMD -MP -MF $(@:.o=.d) -c $< -o $@
link_to = $(CXX) $(SANITIZERS) $(if $(filter 1,$(OPENMP)),-fopenmp) $(LDFLAGS)

# ---- sources. A backend is a folder: its option takes it in, and its no_ twin stands in otherwise.
backend_out = $(if $(filter-out 0,$($1)),no_$2,$2)
# Tests in emulated/ tell the emulated device what to do; it has no tensor cores. cuDNN is a choice inside the CUDA backend: without that, neither of the twins.
LEFT_OUT := $(call backend_out,GPU,cuda) $(call backend_out,CUDNN,cudnn) \
  $(if $(filter 0,$(GPU)),no_cudnn) $(call backend_out,ONEDNN,onednn) \
  $(call backend_out,OPENCV,opencv) $(if $(filter emulated,$(GPU)),tensor_core,no_tensor_core emulated)
# $(call files,folders,folders inside that are left out,what find is to ask)
files = $(sort $(if $(wildcard $1),$(shell find $(wildcard $1) $3 \
  $(foreach d,$2,-not -path '*/$d/*'))))
# $(call sources,folders,name pattern without the extension)
sources = $(call files,$1,$(LEFT_OUT),\( -name '$2.cpp' -o -name '$2.cu' \))
objects = $(patsubst %.cpp,$B/obj/%.o,$(patsubst %.cu,$B/obj/%.cu.o,$1))

MAIN := src/main.cpp
ENGINE := $(call sources,darknet,*)
EXECUTOR := $(call sources,src/rtswap,*)
SUPPORT := $(call sources,test/support,*)
TESTS_DARKNET := $(call sources,test/darknet,*_test)
TESTS_RTSWAP := $(call sources,test/rtswap,*_test)
# Google Benchmark's program, and the one for GPUs, which does without it.
BENCHES_GPU := $(call sources,test/bench/gpu,*)
BENCHES := $(filter-out $(BENCHES_GPU),$(call sources,test/bench,*))

LIBDARKNET := $B/libdarknet.a
LIBRTSWAP := $B/librtswap.a
LIBSUPPORT := $B/libtest_support.a
# The device that GPU=emulated computes on comes after whatever computes on it.
ifeq ($(GPU),emulated)
LIBEMULATED := $B/libemulated_cuda.a
TESTS_EMULATED := $(call sources,test/emulated_cuda,*_test)
EMULATED := $(filter-out $(TESTS_EMULATED),$(call sources,test/emulated_cuda,*))
endif
LIBRARIES := $(LIBSUPPORT) $(LIBRTSWAP) $(LIBDARKNET) $(LIBEMULATED)
PRODUCTS := darknet/darknet darknet/libdarknet.a $(if $(filter 1,$(LIBSO)),darknet/libdarknet.so)
GTEST_LIBS := -lgtest_main -lgmock -lgtest

.PHONY: all unit install test-programs gpu-test-program subset-program bench-program \
  bench-gpu-program device
all: $(PRODUCTS)

# ---- objects and archives
# Written only when its text changes, so a change of compiler or CXXFLAGS builds anew; -Werror and
# ccache change no object.
# $(call flags_text,COMPILE or COMPILE_CU)
flags_text = $(COMPILER) $(filter-out $(CCACHE) -Werror% -Xcompiler=-Werror,$1)
COMPILER := $(shell $(CXX) --version | head -n 1)
$B/flags: TEXT = $(call flags_text,$(COMPILE))
$B/flags_cu: TEXT = $(FOUND_CUDA) $(call flags_text,$(COMPILE_CU))
$B/flags $B/flags_cu: FORCE
	@mkdir -p $(@D) && { echo '$(TEXT)' | cmp -s - $@ || echo '$(TEXT)' > $@; }
.PHONY: FORCE
FORCE:

$B/obj/%.o: %.cpp $B/flags
	@mkdir -p $(@D) && $(call say,CXX,$<)
	$(Q)$(call compile_with,$(COMPILE))
$B/obj/%.cu.o: %.cu $B/flags_cu
	@mkdir -p $(@D) && $(call say,$(if $(filter 1,$(GPU)),NVCC,CXX),$<)
	$(Q)$(call compile_with,$(COMPILE_CU))

# An archive also depends on the list of its members, so that a deleted source leaves it.
define archive
$1: $(call objects,$2) $1.list
	@$$(call say,AR,$$@)
	$$(Q)rm -f $$@ && ar rcs $$@ $$(filter %.o,$$^)
$1.list: FORCE
	@mkdir -p $$(@D) && { echo '$2' | cmp -s - $$@ || echo '$2' > $$@; }
endef
$(eval $(call archive,$(LIBDARKNET),$(ENGINE)))
$(eval $(call archive,$(LIBRTSWAP),$(EXECUTOR)))
$(eval $(call archive,$(LIBSUPPORT),$(SUPPORT)))
$(if $(LIBEMULATED),$(eval $(call archive,$(LIBEMULATED),$(EMULATED))))

# ---- program and libraries
ifeq ($(wildcard $(MAIN)),)
$B/darknet:
	@echo "$(MAIN) is missing: there is no program to build" >&2; exit 1
else
$B/darknet: $(call objects,$(MAIN)) $(LIBRTSWAP) $(LIBDARKNET) $(LIBEMULATED)
	@$(call say,LINK,$@)
	$(Q)$(link_to) $^ $(LIBS) -o $@
endif

$B/libdarknet.so: $(LIBDARKNET) $(LIBEMULATED)
	@$(call say,LINK,$@)
	$(Q)$(link_to) -shared -Wl,-soname,libdarknet.so -Wl,--whole-archive $^ \
	  -Wl,--no-whole-archive $(ENGINE_LIBS) -o $@

# What users see is a copy of this variant's product; `build/shown` changes with the variant. The
# move makes the change atomic, also while the program runs.
darknet/darknet darknet/libdarknet.a darknet/libdarknet.so: darknet/%: $B/% build/shown
	@cp $< $@.part && mv -f $@.part $@ && touch $@
build/shown: FORCE
	@mkdir -p $(@D) && { echo '$(VARIANT)' | cmp -s - $@ || echo '$(VARIANT)' > $@; }

# ---- test programs. The libraries are archives: a test program holds only what its tests use.
# $(call test_program,path,test sources,libraries)
define test_program
$1: $(call objects,$2) $3 $1.list
	@$$(call say,LINK,$$@)
	$$(Q)$$(link_to) $$(filter %.o,$$^) $3 $$(GTEST_LIBS) $$(LIBS) -o $$@
$1.list: FORCE
	@mkdir -p $$(@D) && { echo '$2' | cmp -s - $$@ || echo '$2' > $$@; }
endef
$(eval $(call test_program,$B/test_darknet,$(TESTS_DARKNET),$(LIBSUPPORT) $(LIBDARKNET) \
  $(LIBEMULATED)))
$(eval $(call test_program,$B/test_rtswap,$(TESTS_RTSWAP),$(LIBRARIES)))
$(eval $(call test_program,$B/test_emulated_cuda,$(TESTS_EMULATED),$(LIBEMULATED)))
TEST_PROGRAMS := $(if $(TESTS_DARKNET),$B/test_darknet) $(if $(TESTS_RTSWAP),$B/test_rtswap) \
  $(if $(TESTS_EMULATED),$B/test_emulated_cuda)

# What run_tests.sh runs, under names that do not depend on the variant.
test-programs: $(TEST_PROGRAMS)
	@rm -rf build/tests && mkdir -p build/tests && for p in $^; do ln -s ../../$$p build/tests/; done

unit: $(TEST_PROGRAMS)
	@for p in $^; do $$p --gtest_brief=1 --gtest_filter='$(or $(FILTER),*)' || exit 1; done

# The tests of the CUDA backend with the suites that every device has to pass, and of the device
# where that is emulated: build/tests/gpu or build/tests/emulated_gpu.
ifneq ($(GPU),0)
GPU_TEST_PROGRAM := $B/$(if $(LIBEMULATED),emulated_)gpu
$(eval $(call test_program,$(GPU_TEST_PROGRAM),$(foreach t,$(TESTS_DARKNET) \
  $(TESTS_RTSWAP),$(if $(findstring /cuda/,$t)$(findstring _conformance_,$t),$t)) $(TESTS_EMULATED),$(LIBRARIES)))
gpu-test-program: $(GPU_TEST_PROGRAM)
	@mkdir -p build/tests && ln -sf ../../$< build/tests/
endif

# For what can only run on a real GPU.
device:
	@$(if $(NO_DEVICE),echo '$(NO_DEVICE)' >&2; exit 1,:)

# The tests of some folders, with no source but those folders': build/tests/$(SUBSET).
ifneq ($(SUBSET),)
TEST_DIRS ?= $(DIRS)
SUBSET_TESTS := $(call sources,$(patsubst src/%,test/%,$(filter src/%,$(TEST_DIRS))) \
  $(patsubst %,test/%,$(filter-out src/%,$(TEST_DIRS))),*_test)
LIBSUBSET := $B/lib$(SUBSET).a
$(eval $(call archive,$(LIBSUBSET),$(call sources,$(DIRS),*)))
$(eval $(call test_program,$B/$(SUBSET),$(SUBSET_TESTS),$(LIBSUPPORT) $(LIBSUBSET) $(LIBEMULATED)))
subset-program: $(if $(SUBSET_TESTS),$B/$(SUBSET))
	@mkdir -p build/tests && for p in $^; do ln -sf ../../$$p build/tests/; done
endif

# ---- benchmarks
$B/bench: $(call objects,$(BENCHES)) $(LIBRARIES)
	@$(call say,LINK,$@)
	$(Q)$(link_to) $^ -lbenchmark $(LIBS) -o $@
bench-program: $(if $(BENCHES),$B/bench)
	@for p in $^; do ln -sf $(VARIANT)/bench build/bench; done
$B/bench_gpu: $(call objects,$(BENCHES_GPU)) $(LIBRTSWAP) $(LIBDARKNET) $(LIBEMULATED)
	@$(call say,LINK,$@)
	$(Q)$(link_to) $^ $(LIBS) -o $@
bench-gpu-program: $B/bench_gpu
	@ln -sf $(VARIANT)/bench_gpu build/bench_gpu

# ---- install
INSTALLED := $(DESTDIR)$(PREFIX)
SHARE := $(INSTALLED)/share/darknet
# What programs that use libdarknet link with, besides it; the archive does not bring it along.
CLIENT_LIBS := $(ENGINE_LIBS) $(SANITIZERS) $(if $(filter 1,$(OPENMP)),-fopenmp) -lstdc++ -lm
install: all
	@$(if $(LIBEMULATED),echo 'GPU=emulated is for tests and is not installed' >&2; exit 1,:)
	$(Q)install -D -m 755 darknet/darknet $(INSTALLED)/bin/darknet
	$(Q)install -d $(INSTALLED)/include $(INSTALLED)/lib/pkgconfig $(SHARE)/weights
	$(Q)install -m 644 $(filter %.a %.so,$(PRODUCTS)) $(INSTALLED)/lib
	$(Q)install -m 644 darknet/include/darknet.h $(INSTALLED)/include
	$(Q)sed -e 's|@PREFIX@|$(abspath $(PREFIX))|' -e 's|@LIBS@|$(if $(filter 0,$(LIBSO)),$(CLIENT_LIBS))|' \
	  -e 's|@LIBS_PRIVATE@|$(CLIENT_LIBS)|' scripts/libdarknet.pc.in \
	  > $(INSTALLED)/lib/pkgconfig/libdarknet.pc
	$(Q)cp -R cfg data $(SHARE)/
	$(Q)install -m 644 weights/README.md $(SHARE)/weights
	@echo "  installed to $(INSTALLED)"

ALL_OBJECTS := $(call objects,$(MAIN) $(ENGINE) $(EXECUTOR) $(SUPPORT) $(EMULATED) \
  $(TESTS_DARKNET) $(TESTS_RTSWAP) $(TESTS_EMULATED) $(BENCHES) $(BENCHES_GPU))
-include $(ALL_OBJECTS:.o=.d)
