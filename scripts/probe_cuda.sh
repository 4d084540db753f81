#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# usage: probe_cuda.sh COMPILER NVCC
# Prints, for make to include, what this machine has of CUDA: the toolkit that NVCC (empty: none)
# belongs to, cuDNN, and GPUs. NO_CUDA, NO_CUDNN and NO_DEVICE say why something is not there.
set -u
cxx=$1 nvcc=$2
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT

set_to() { printf '%s := %s\n' "$1" "$2"; }
# One line that make and a shell may quote.
plain() { head -n 1 | tr -d "\$#'\"\`\\\\"; }
give_up() {
  set_to NO_CUDA "$1"
  set_to NO_CUDNN "there is no CUDA"
  set_to NO_DEVICE "there is no CUDA"
  exit 0
}
first_error() { { grep -iE 'error|cannot|fatal' "$scratch/log" || cat "$scratch/log"; } | plain; }
builds() {  # builds SOURCE OUTPUT FLAGS...: do the lines of SOURCE, compiled and linked?
  local source=$1 output=$2
  shift 2
  # shellcheck disable=SC2086  # the compiler may be two words
  printf '%b' "$source" | $cxx -std=c++20 -x c++ - -o "$output" "${includes[@]}" "$@" 2> "$scratch/log"
}

if [ -z "$nvcc" ]; then
  give_up "nvcc is not on PATH, nor in CUDA_HOME or /usr/local/cuda; it comes with the CUDA toolkit of NVIDIA, version 12 or newer"
fi
version=$("$nvcc" --version 2>&1 | sed -n 's/.*release \([0-9.]*\).*/\1/p')
if [ -z "$version" ]; then give_up "$nvcc does not run"; fi
if [ "${version%%.*}" -lt 12 ]; then
  give_up "CUDA 12 or newer is needed, because older ones do not know C++20; $nvcc is of CUDA $version"
fi
printf '__global__ void kernel() {}\n' > "$scratch/kernel.cu"
if ! "$nvcc" -ccbin "${cxx##* }" -std=c++20 -c "$scratch/kernel.cu" -o "$scratch/kernel.o" \
   > "$scratch/log" 2>&1; then
  give_up "nvcc of CUDA $version does not work with $cxx: $(first_error)"
fi

# Where the toolkit's headers and libraries are, nvcc knows best: every packager has another layout.
nvcc_says() {  # nvcc_says NAME: the words of one of its settings
  "$nvcc" -dryrun -c "$scratch/kernel.cu" 2>&1 | sed -n "s/^#\\$ $1=//p" | tr -d '"'
}
includes=()
for word in $(nvcc_says INCLUDES) $(nvcc_says SYSTEM_INCLUDES); do
  word=${word#-I}
  # As a system folder /usr/include would come too early for the compiler's own headers.
  if [ -d "$word" ] && [ "$(realpath "$word")" != /usr/include ]; then
    includes+=(-isystem "$(realpath -s "$word")")
  fi
done
libraries=()
for word in $(nvcc_says LIBRARIES); do
  word=${word#-L}
  # The stubs stand in for the driver at links we do not do.
  if [ -d "$word" ] && [[ $word != */stubs ]]; then libraries+=("-L$(realpath -s "$word")"); fi
done

# The runtime is linked in and looks for the driver when the program runs.
runtime=("${libraries[@]}" -lcudart_static -ldl -lrt -lpthread)
list_devices='#include <cuda_runtime_api.h>
#include <cstdio>
int main() {
  int devices = 0;
  const cudaError_t error = cudaGetDeviceCount(&devices);
  if (error != cudaSuccess) return std::puts(cudaGetErrorString(error)), 1;
  for (int d = 0; d < devices; ++d) {
    int major = 0, minor = 0;
    cudaDeviceGetAttribute(&major, cudaDevAttrComputeCapabilityMajor, d);
    cudaDeviceGetAttribute(&minor, cudaDevAttrComputeCapabilityMinor, d);
    std::printf("%d%d\\\\n", major, minor);
  }
  return devices == 0;
}'
if ! builds "$list_devices" "$scratch/list_devices" "${runtime[@]}"; then
  give_up "a program with the runtime of CUDA $version does not link: $(first_error)"
fi
set_to FOUND_CUDA "CUDA $version"
set_to FOUND_NVCC "$nvcc"
set_to NVCC_ARCHS "$("$nvcc" --list-gpu-code | sed -n 's/^sm_//p' | sort -nu | tr '\n' ' ')"
set_to CUDA_INCLUDE "${includes[*]}"
set_to CUDA_LIBS "${runtime[*]}"

if devices=$(env -u CUDA_VISIBLE_DEVICES timeout 60 "$scratch/list_devices"); then
  set_to DEVICE_ARCHS "$(sort -nu <<< "$devices" | tr '\n' ' ')"
else
  set_to NO_DEVICE "no CUDA device here ($(plain <<< "${devices:-no answer}"))"
fi

cudnn_version='#include <cudnn.h>
#include <cstdio>
int main() { std::printf("%zu\\\\n", cudnnGetVersion()); }'
if builds "$cudnn_version" "$scratch/cudnn" "${libraries[@]}" -lcudnn; then
  set_to FOUND_CUDNN "cuDNN $(printf '#include <cudnn.h>\nCUDNN_MAJOR.CUDNN_MINOR\n' |
    $cxx "${includes[@]}" -E -P -x c++ - | tail -n 1 | tr -d ' ')"
  # The program must find it where this machine's loader does not look, too.
  if ! env -u LD_LIBRARY_PATH "$scratch/cudnn" > /dev/null 2>&1; then
    set_to CUDNN_RPATH "${libraries[*]/#-L/-Wl,-rpath,}"
  fi
else
  set_to NO_CUDNN "cudnn.h and libcudnn are not beside CUDA, nor where the compiler looks by itself"
fi
