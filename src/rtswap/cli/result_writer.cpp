// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/result_writer.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>

#include "darknet/base/error.h"
#include "darknet/base/file.h"
#include "darknet/image/draw.h"
#include "darknet/image/save_image.h"
#include "rtswap/cli/result_line.h"

namespace rtswap {
namespace {

void prepare_directory(const std::string& directory) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error || ::access(directory.c_str(), W_OK) != 0) {
    throw dn::system_failure("cannot write pictures to '" + directory +
                             "': " + (error ? error.message() : std::string(std::strerror(errno))));
  }
}

// Boxes and labels of the objects, or the best class.
void annotate(dn::PixelImage& picture, const JobResult& result, const PostProcessor& post) {
  const int colors = post.names() != nullptr ? post.names()->count() : 20;
  const int thickness = dn::line_thickness(picture.height());
  for (const FoundObject& object : result.objects) {
    const dn::Color color = dn::class_color(object.class_index % colors, colors);
    const dn::PixelBox box =
        dn::to_pixel_box(object.box.x, object.box.y, object.box.w, object.box.h, picture.size());
    dn::draw_box(picture, box, color, thickness);
    dn::draw_label(
        picture, box,
        fmt::format("{} {:.0f}%", post.class_name(object.class_index), object.probability * 100),
        color);
  }
  if (result.classes.empty()) return;
  const dn::ClassScore& best = result.classes.front();
  dn::draw_label(picture, {0, 0, picture.width(), picture.height()},
                 fmt::format("{} {:.0f}%", post.class_name(best.index), best.probability * 100),
                 {255, 255, 255});
}

}  // namespace

ResultWriter::ResultWriter(Executor& executor, const std::string& path)
    : executor_(executor), path_(path) {
  for (const TaskSpec& task : executor.set().tasks) {
    if (task.output.images_directory) prepare_directory(*task.output.images_directory);
  }
  if (path_ == "-") {
    fd_ = STDOUT_FILENO;
  } else if (!path_.empty()) {
    fd_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd_ < 0) throw dn::system_failure_errno("cannot write results to '" + path_ + "'");
  }
}

ResultWriter::~ResultWriter() {
  if (fd_ > STDERR_FILENO) ::close(fd_);
}

void ResultWriter::drain() {
  for (std::uint32_t task = 0; task < executor_.set().tasks.size(); ++task) {
    while (const JobResult* result = executor_.next_result(TaskId{task})) {
      const PreparedTask& prepared = executor_.prepared().tasks[task];
      const TaskSpec& spec = executor_.set().tasks[task];
      if (spec.output.json && fd_ >= 0) {
        write_line(result_line(spec.name, prepared.input->name(result->record.job.index), *result,
                               *prepared.post, executor_.start_instant()));
      }
      if (spec.output.images_directory && !result->record.aborted) write_picture(task, *result);
      executor_.release_result(TaskId{task});
    }
  }
}

void ResultWriter::write_line(const std::string& line) {
  std::string_view rest = line;
  while (!rest.empty() && failure_.empty()) {
    const ssize_t n = ::write(fd_, rest.data(), rest.size());
    if (n >= 0) {
      rest.remove_prefix(static_cast<std::size_t>(n));
    } else if (errno != EINTR) {
      fail(std::strerror(errno));
    }
  }
}

void ResultWriter::write_picture(std::size_t task, const JobResult& result) {
  const PreparedTask& prepared = executor_.prepared().tasks[task];
  const TaskSpec& spec = executor_.set().tasks[task];
  if (!failure_.empty()) return;
  std::optional<dn::PixelImage> picture = prepared.input->picture(result.record.job.index);
  if (!picture) return;
  annotate(*picture, result, *prepared.post);
  const std::string name = fmt::format("{}_{:06}.jpg", spec.name, result.record.job.index.value);
  try {
    dn::save_jpeg(dn::join_path(*spec.output.images_directory, name), *picture);
  } catch (const dn::Error& e) {
    failure_ = e.what();
  }
}

void ResultWriter::fail(const std::string& what) {
  failure_ = fmt::format("cannot write results to '{}': {}",
                         path_ == "-" ? "standard output" : path_, what);
}

}  // namespace rtswap
