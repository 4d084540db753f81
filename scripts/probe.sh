#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# usage: probe.sh COMPILER FILE [NVCC]
# Writes FILE, for make to include: what the optional parts of the build can use on this machine.
# A probe compiles and links two lines. The answers are kept until the compilers, the installed
# packages, the GPUs or this script change.
set -u
cxx=$1 file=$2
cuda_script=$(dirname "$0")/probe_cuda.sh

nvcc=${3:-}
for candidate in ${CUDA_HOME:+"$CUDA_HOME/bin/nvcc"} nvcc /usr/local/cuda/bin/nvcc; do
  if [ -z "$nvcc" ]; then nvcc=$(command -v "$candidate"); fi
done
# Also those of Jetsons and of Windows' Linux.
gpus=$(ls -d /dev/nvidia[0-9]* /dev/nvhost-gpu /dev/nvgpu /dev/dxg 2> /dev/null
  cat /proc/driver/nvidia/version 2> /dev/null)

key="# $cxx $($cxx --version | head -n 1) $(stat -L -c %Y /var/lib/dpkg/status /usr/local/include \
  /usr/local/lib "$0" "$cuda_script" "$nvcc" "${nvcc%/*/*}/include" 2> /dev/null |
  tr '\n' ' ')$nvcc $(tr '\n' ' ' <<< "$gpus")"
if [ -f "$file" ] && [ "$(head -n 1 "$file")" = "$key" ]; then exit 0; fi

links() {  # links SOURCE FLAGS...: does it?
  local source=$1
  shift
  # shellcheck disable=SC2086  # the compiler may be two words
  printf '%b' "$source" | $cxx -std=c++20 -x c++ - -o /dev/null "$@" 2> /dev/null
}
value() {  # value HEADER EXPRESSION FLAGS...: what the preprocessor makes of the expression
  local header=$1 expression=$2
  shift 2
  printf '#include <%s>\n%s\n' "$header" "$expression" | $cxx "$@" -E -P -x c++ - | tail -n 1 | tr -d ' '
}

onednn='' opencv='' openmp='' avx='' opencv_include=''
if links '#include <oneapi/dnnl/dnnl.h>\nint main() { return dnnl_version() == nullptr; }' -ldnnl; then
  onednn="oneDNN $(value oneapi/dnnl/dnnl_version.h 'DNNL_VERSION_MAJOR.DNNL_VERSION_MINOR')"
fi
opencv_source='#include <opencv2/core.hpp>\n#include <opencv2/videoio.hpp>\n'
opencv_source+='int main() { return cv::VideoCapture().isOpened(); }'
for include in /usr/local/include/opencv4 /usr/include/opencv4; do
  if [ -z "$opencv" ] && [ -d $include ] && links "$opencv_source" -I$include -lopencv_highgui \
     -lopencv_videoio -lopencv_imgcodecs -lopencv_imgproc -lopencv_core; then
    opencv="OpenCV $(value opencv2/core/version.hpp 'CV_VERSION_MAJOR.CV_VERSION_MINOR' -I$include)"
    opencv_include="-isystem $include"
  fi
done
if links '#include <omp.h>\nint main() { return omp_get_max_threads() == 0; }' -fopenmp; then
  openmp='-fopenmp works'
fi
if grep -qw avx2 /proc/cpuinfo && grep -qw fma /proc/cpuinfo &&
   links '#include <immintrin.h>\nint main() { return _mm256_movemask_epi8(_mm256_setzero_si256()); }' \
     -mavx2 -mfma; then
  avx='this processor has AVX2 and FMA'
fi

mkdir -p "$(dirname "$file")"
cat > "$file.$$" << END
$key
FOUND_ONEDNN := $onednn
FOUND_OPENCV := $opencv
OPENCV_INCLUDE := $opencv_include
FOUND_OPENMP := $openmp
FOUND_AVX := $avx
$("$cuda_script" "$cxx" "$nvcc")
END
mv "$file.$$" "$file"
