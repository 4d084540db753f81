// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <benchmark/benchmark.h>
#include <stdlib.h>
#include <sys/resource.h>

#include <cstdint>
#include <fstream>
#include <functional>
#include <memory>
#include <random>
#include <span>
#include <string>

#include "darknet/base/content_hash.h"
#include "darknet/base/error.h"
#include "darknet/device/host/host_mapping.h"
#include "rtswap/model/file_ring.h"
#include "rtswap/transfer/file_readers.h"
#include "rtswap/transfer/uring_reader.h"
#include "test/bench/call_times.h"

// Reading pieces from a file past the page cache, by threads and by io_uring: one at a time, and
// through a ring, as many ahead as the file tier does it. The argument is the piece's size in KiB.
// The file lies in the working directory, or in $RTSWAP_BENCH_FILES. Times in microseconds, and
// processor time (all threads, user and system) per piece.
namespace rtswap {
namespace {

using dn::Bytes;

constexpr Bytes kFile = dn::kMiB * 256;

// 256 MiB that go when the program ends.
class BenchFile {
 public:
  BenchFile() : path_(make()), file_(dn::RandomAccessFile(path_)) { ::unlink(path_.c_str()); }
  const dn::DirectFile& file() const { return file_; }

 private:
  static std::string make() {
    const char* const directory = ::getenv("RTSWAP_BENCH_FILES");
    std::string path = (directory != nullptr ? std::string(directory) : ".") + "/bench-XXXXXX";
    const dn::UniqueFd fd(::mkstemp(path.data()));
    if (!fd) throw dn::system_failure_errno("cannot make '" + path + "'");
    std::mt19937_64 random(1);
    std::vector<std::uint64_t> block(std::size_t{1} << 17);
    for (Bytes at; at < kFile; at += dn::kMiB) {
      for (std::uint64_t& word : block) word = random();
      if (::write(fd.get(), block.data(), dn::kMiB.value) != static_cast<ssize_t>(dn::kMiB.value))
        throw dn::system_failure_errno("cannot write '" + path + "'");
    }
    ::fsync(fd.get());
    return path;
  }
  std::string path_;
  dn::DirectFile file_;
};

const dn::DirectFile& bench_file() {
  static const BenchFile file;
  return file.file();
}

using ReaderMaker = std::unique_ptr<PieceReader> (*)(std::span<std::byte> memory);

std::unique_ptr<PieceReader> threads(std::span<std::byte> /*memory*/) {
  return std::make_unique<FileReaders>(dn::file_threads());
}
std::unique_ptr<PieceReader> io_uring(std::span<std::byte> memory) {
  return std::make_unique<UringReader>(memory, dn::file_threads());
}

// Of the process, in microseconds.
double processor_time() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto micros = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_usec);
  };
  return micros(usage.ru_utime) + micros(usage.ru_stime);
}

// A ring for pieces of one size, each read from the next place of the file.
class PieceRing {
 public:
  PieceRing(Bytes piece, ReaderMaker make)
      : piece_(piece),
        shape_(file_ring(piece)),
        memory_(shape_.size(), dn::Protection::kReadWrite, "bench") {
    dn::advise_huge_pages(memory_.data(), memory_.size());
    dn::populate(memory_.data(), memory_.size(), "bench");
    reader_ = make(std::span(memory_.data(), memory_.size().value));
  }
  std::uint64_t slots() const { return static_cast<std::uint64_t>(shape_.slots); }
  std::string description() const { return reader_->description(); }

  void start() {
    if (next_ + piece_ > kFile) next_ = Bytes(0);
    const std::uint64_t slot = started_++ % slots();
    reader_->start(static_cast<int>(slot), bench_file(), memory_.data() + shape_.slot.value * slot,
                   next_, piece_);
    next_ += piece_;
  }
  void wait() { reader_->wait(static_cast<int>(waited_++ % slots())); }
  bool is_full() const { return started_ - waited_ == slots(); }

 private:
  const Bytes piece_;
  const FileRing shape_;
  dn::HostMapping memory_;
  Bytes next_;
  std::uint64_t started_ = 0, waited_ = 0;
  std::unique_ptr<PieceReader> reader_;
};

void measure(benchmark::State& state, ReaderMaker make, bool is_ahead) {
  const Bytes piece = dn::kKiB * static_cast<std::uint64_t>(state.range(0));
  std::unique_ptr<PieceRing> ring;
  try {
    ring = std::make_unique<PieceRing>(piece, make);
  } catch (const dn::Error& refusal) {
    state.SkipWithError(refusal.what());
    return;
  }
  state.SetLabel(ring->description() + (bench_file().is_direct() ? "" : "; page cache"));
  CallTimes times(1 << 20);
  const double before = processor_time();
  for (auto _ : state) {
    const auto begin = std::chrono::steady_clock::now();
    do ring->start();
    while (is_ahead && !ring->is_full());
    ring->wait();
    times.add(std::chrono::steady_clock::now() - begin);
  }
  const auto pieces = static_cast<double>(state.iterations());
  state.counters["processor"] = (processor_time() - before) / pieces;
  state.counters["med"] = times.percentile(.5) / 1e3;
  state.counters["p99"] = times.percentile(.99) / 1e3;
  state.counters["max"] = times.percentile(1) / 1e3;
  state.SetBytesProcessed(static_cast<std::int64_t>(pieces * static_cast<double>(piece.value)));
}

void read_one(benchmark::State& state, ReaderMaker make) { measure(state, make, false); }
void read_ahead(benchmark::State& state, ReaderMaker make) { measure(state, make, true); }

void sizes(benchmark::internal::Benchmark* benchmark) {
  benchmark->UseRealTime()->Unit(benchmark::kMicrosecond);
  for (const int size : {64, 256, 1024, 8192}) benchmark->Arg(size);
}

BENCHMARK_CAPTURE(read_one, threads, threads)->Apply(sizes);
BENCHMARK_CAPTURE(read_one, io_uring, io_uring)->Apply(sizes);
BENCHMARK_CAPTURE(read_ahead, threads, threads)->Apply(sizes);
BENCHMARK_CAPTURE(read_ahead, io_uring, io_uring)->Apply(sizes);

}  // namespace
}  // namespace rtswap
