// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <filesystem>

#include "darknet/base/error.h"
#include "darknet/base/unique_fd.h"

namespace dn {
namespace {

UniqueFd open_for_reading(const std::string& path) {
  UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd) throw bad_input("cannot read '" + path + "': " + std::strerror(errno));
  struct stat st {};
  if (::fstat(fd.get(), &st) == 0 && S_ISDIR(st.st_mode)) {
    throw bad_input("cannot read '" + path + "': it is a directory, a file is needed");
  }
  return fd;
}

template <typename Container>
Container read_all(const std::string& path) {
  const UniqueFd fd = open_for_reading(path);
  Container content;
  struct stat st {};
  if (::fstat(fd.get(), &st) == 0 && st.st_size > 0) {
    content.resize(static_cast<std::size_t>(st.st_size));
  }
  std::size_t done = 0;
  while (true) {
    if (done == content.size()) content.resize(done + 65536);  // a pipe, or a file that grew
    const ssize_t n = ::read(fd.get(), content.data() + done, content.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw bad_input("cannot read '" + path + "': " + std::strerror(errno));
    if (n == 0) break;
    done += static_cast<std::size_t>(n);
  }
  content.resize(done);
  return content;
}

void write_all(int fd, const char* data, std::size_t size, const std::string& path) {
  while (size > 0) {
    const ssize_t n = ::write(fd, data, size);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw system_failure_errno("cannot write '" + path + "'");
    data += n;
    size -= static_cast<std::size_t>(n);
  }
}

// Something other than a regular file stands there: a pipe, a device.
bool is_special(const std::string& path) {
  struct stat st {};
  return ::stat(path.c_str(), &st) == 0 && !S_ISREG(st.st_mode);
}

// The file behind a chain of links, so that a rename does not replace the first link.
std::string behind_links(const std::string& path) {
  std::error_code error;
  const std::filesystem::path target = std::filesystem::canonical(path, error);
  return error ? path : target.string();
}

void check_not_directory(const std::string& path) {
  if (is_directory(path)) throw system_failure("cannot write '" + path + "': it is a directory");
}

void write_in_place(const std::string& path, const void* data, std::size_t size) {
  const UniqueFd fd(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (!fd) throw system_failure_errno("cannot write '" + path + "'");
  write_all(fd.get(), static_cast<const char*>(data), size, path);
}

}  // namespace

std::string read_text_file(const std::string& path) { return read_all<std::string>(path); }

std::vector<std::byte> read_binary_file(const std::string& path) {
  return read_all<std::vector<std::byte>>(path);
}

Bytes file_size(const std::string& path) {
  const UniqueFd fd = open_for_reading(path);
  struct stat st {};
  if (::fstat(fd.get(), &st) != 0) throw bad_input("cannot read '" + path + "'");
  return Bytes(static_cast<std::uint64_t>(st.st_size));
}

void write_file_atomically(const std::string& path, const void* data, std::size_t size) {
  check_not_directory(path);
  if (is_special(path)) return write_in_place(path, data, size);
  const std::string target = behind_links(path);
  const std::string temporary = target + ".part" + std::to_string(::getpid());
  UniqueFd fd(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
  if (!fd) throw system_failure_errno("cannot write '" + path + "'");
  try {
    write_all(fd.get(), static_cast<const char*>(data), size, path);
    if (::close(fd.release()) != 0 || ::rename(temporary.c_str(), target.c_str()) != 0) {
      throw system_failure_errno("cannot write '" + path + "'");
    }
  } catch (...) {
    ::unlink(temporary.c_str());
    throw;
  }
}

void write_file_atomically(const std::string& path, std::string_view text) {
  write_file_atomically(path, text.data(), text.size());
}

void require_writable(const std::string& path) {
  check_not_directory(path);
  const bool writable = is_special(path)
                            ? ::access(path.c_str(), W_OK) == 0
                            : ::access(directory_of(behind_links(path)).c_str(), W_OK | X_OK) == 0;
  if (!writable) throw system_failure_errno("cannot write '" + path + "'");
}

bool file_exists(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::exists(path, ignored);
}

bool is_directory(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::is_directory(path, ignored);
}

bool is_regular_file(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::is_regular_file(path, ignored);
}

std::string join_path(const std::string& directory, const std::string& name) {
  return (std::filesystem::path(directory) / name).string();
}

std::string directory_of(const std::string& path) {
  const std::string parent = std::filesystem::path(path).parent_path().string();
  return parent.empty() ? "." : parent;
}

std::string file_name_of(const std::string& path) {
  return std::filesystem::path(path).filename().string();
}

std::string lower_extension(const std::string& path) {
  std::string extension = std::filesystem::path(path).extension().string();
  for (char& letter : extension) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return extension;
}

std::string with_extension(const std::string& path, const std::string& extension) {
  return std::filesystem::path(path).replace_extension(extension).string();
}

}  // namespace dn
