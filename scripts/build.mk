# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# From sources to programs. A new .cpp file is found by itself. In: what options.mk decided.

B := build/$(VARIANT)
Q := $(if $(filter 1,$(V)),,@)
say = $(if $(filter 1,$(V)),:,printf '  %-5s %s\n' $1 $2)
compile_to = $(COMPILE) -MMD -MP -c $< -o $@
link_to = $(CXX) $(SANITIZERS) $(if $(filter 1,$(OPENMP)),-fopenmp) $(LDFLAGS)

# ---- sources. A backend is a folder: its option takes it in, and its no_ twin stands in otherwise.
backend_out = $(if $(filter 1,$($1)),no_$2,$2)
LEFT_OUT := $(call backend_out,GPU,cuda) $(call backend_out,CUDNN,cudnn) \
  $(call backend_out,ONEDNN,onednn) $(call backend_out,OPENCV,opencv)
# $(call sources,folders,name pattern)
sources = $(sort $(if $(wildcard $1),$(shell find $(wildcard $1) -name '$2' \
  $(foreach d,$(LEFT_OUT),-not -path '*/$d/*'))))
objects = $(patsubst %.cpp,$B/obj/%.o,$1)

MAIN := src/main.cpp
ENGINE := $(call sources,darknet,*.cpp)
EXECUTOR := $(call sources,src/rtswap,*.cpp)
SUPPORT := $(call sources,test/support,*.cpp)
TESTS_DARKNET := $(call sources,test/darknet,*_test.cpp)
TESTS_RTSWAP := $(call sources,test/rtswap,*_test.cpp)
BENCHES := $(call sources,test/bench,*.cpp)

LIBDARKNET := $B/libdarknet.a
LIBRTSWAP := $B/librtswap.a
LIBSUPPORT := $B/libtest_support.a
LIBRARIES := $(LIBSUPPORT) $(LIBRTSWAP) $(LIBDARKNET)
PRODUCTS := darknet/darknet darknet/libdarknet.a $(if $(filter 1,$(LIBSO)),darknet/libdarknet.so)
GTEST_LIBS := -lgtest_main -lgmock -lgtest

.PHONY: all unit install test-programs subset-program bench-program
all: $(PRODUCTS)

# ---- objects and archives
# Written only when its text changes, so a change of compiler or CXXFLAGS builds anew; -Werror and
# ccache change no object.
FLAGS_TEXT := $(shell $(CXX) --version | head -n 1) $(filter-out $(CCACHE) -Werror,$(COMPILE))
$B/flags: FORCE
	@mkdir -p $(@D) && { echo '$(FLAGS_TEXT)' | cmp -s - $@ || echo '$(FLAGS_TEXT)' > $@; }
.PHONY: FORCE
FORCE:

$B/obj/%.o: %.cpp $B/flags
	@mkdir -p $(@D) && $(call say,CXX,$<)
	$(Q)$(compile_to)

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

# ---- program and libraries
ifeq ($(wildcard $(MAIN)),)
$B/darknet:
	@echo "$(MAIN) is missing: there is no program to build" >&2; exit 1
else
$B/darknet: $(call objects,$(MAIN)) $(LIBRTSWAP) $(LIBDARKNET)
	@$(call say,LINK,$@)
	$(Q)$(link_to) $^ $(LIBS) -o $@
endif

$B/libdarknet.so: $(LIBDARKNET)
	@$(call say,LINK,$@)
	$(Q)$(link_to) -shared -Wl,-soname,libdarknet.so -Wl,--whole-archive $< \
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
$(eval $(call test_program,$B/test_darknet,$(TESTS_DARKNET),$(LIBSUPPORT) $(LIBDARKNET)))
$(eval $(call test_program,$B/test_rtswap,$(TESTS_RTSWAP),$(LIBRARIES)))
TEST_PROGRAMS := $(if $(TESTS_DARKNET),$B/test_darknet) $(if $(TESTS_RTSWAP),$B/test_rtswap)

# What run_tests.sh runs, under names that do not depend on the variant.
test-programs: $(TEST_PROGRAMS)
	@rm -rf build/tests && mkdir -p build/tests && for p in $^; do ln -s ../../$$p build/tests/; done

unit: $(TEST_PROGRAMS)
	@for p in $^; do $$p --gtest_brief=1 --gtest_filter='$(or $(FILTER),*)' || exit 1; done

# The tests of some folders, with no source but those folders': build/tests/$(SUBSET).
ifneq ($(SUBSET),)
TEST_DIRS ?= $(DIRS)
SUBSET_TESTS := $(call sources,$(patsubst src/%,test/%,$(filter src/%,$(TEST_DIRS))) \
  $(patsubst %,test/%,$(filter-out src/%,$(TEST_DIRS))),*_test.cpp)
LIBSUBSET := $B/lib$(SUBSET).a
$(eval $(call archive,$(LIBSUBSET),$(call sources,$(DIRS),*.cpp)))
$(eval $(call test_program,$B/$(SUBSET),$(SUBSET_TESTS),$(LIBSUPPORT) $(LIBSUBSET)))
subset-program: $(if $(SUBSET_TESTS),$B/$(SUBSET))
	@mkdir -p build/tests && for p in $^; do ln -sf ../../$$p build/tests/; done
endif

# ---- benchmarks
$B/bench: $(call objects,$(BENCHES)) $(LIBRARIES)
	@$(call say,LINK,$@)
	$(Q)$(link_to) $^ -lbenchmark $(LIBS) -o $@
bench-program: $(if $(BENCHES),$B/bench)
	@for p in $^; do ln -sf $(VARIANT)/bench build/bench; done

# ---- install
INSTALLED := $(DESTDIR)$(PREFIX)
SHARE := $(INSTALLED)/share/darknet
# What programs that use libdarknet link with, besides it; the archive does not bring it along.
CLIENT_LIBS := $(ENGINE_LIBS) $(SANITIZERS) $(if $(filter 1,$(OPENMP)),-fopenmp) -lstdc++ -lm
install: all
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

ALL_OBJECTS := $(call objects,$(MAIN) $(ENGINE) $(EXECUTOR) $(SUPPORT) $(TESTS_DARKNET) \
  $(TESTS_RTSWAP) $(BENCHES))
-include $(ALL_OBJECTS:.o=.d)
