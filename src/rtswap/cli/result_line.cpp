// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/result_line.h"

#include <fmt/format.h>

#include <cmath>
#include <iterator>

#include "darknet/base/json.h"

namespace rtswap {
namespace {

using Out = std::back_insert_iterator<std::string>;

// JSON has no infinities: what overflowed is null.
void put_float(std::string& line, float value) {
  if (std::isfinite(value)) {
    fmt::format_to(Out(line), "{}", value);
  } else {
    line += "null";
  }
}

void put_objects(std::string& line, const JobResult& result, const PostProcessor& post) {
  line += ",\"detections\":[";
  const char* separator = "";
  for (const FoundObject& object : result.objects) {
    fmt::format_to(Out(line), "{}{{\"class_id\":{},\"name\":{},\"confidence\":", separator,
                   object.class_index, dn::json_string(post.class_name(object.class_index)));
    put_float(line, object.probability);
    line += ",\"box\":[";
    put_float(line, object.box.x);
    for (const float side : {object.box.y, object.box.w, object.box.h}) {
      line += ',';
      put_float(line, side);
    }
    line += "]}";
    separator = ",";
  }
  line += ']';
  if (result.dropped_objects > 0)
    fmt::format_to(Out(line), ",\"dropped_detections\":{}", result.dropped_objects);
}

void put_classes(std::string& line, const JobResult& result, const PostProcessor& post) {
  line += ",\"classes\":[";
  const char* separator = "";
  for (const dn::ClassScore& score : result.classes) {
    fmt::format_to(Out(line), "{}{{\"class_id\":{},\"name\":{},\"probability\":", separator,
                   score.index, dn::json_string(post.class_name(score.index)));
    put_float(line, score.probability);
    line += '}';
    separator = ",";
  }
  line += ']';
}

void put_values(std::string& line, const JobResult& result) {
  line += ",\"values\":[";
  for (std::size_t i = 0; i < result.values.size(); ++i) {
    if (i > 0) line += ',';
    put_float(line, result.values[i]);
  }
  line += ']';
}

}  // namespace

std::string result_line(const std::string& task, const std::string& input, const JobResult& result,
                        const PostProcessor& post, Instant start) {
  const JobRecord& record = result.record;
  std::string line;
  fmt::format_to(
      Out(line),
      "{{\"task\":{},\"job\":{},\"input\":{},\"release\":{},\"start\":{},\"end\":{},"
      "\"response\":{},\"missed\":{},\"aborted\":{},\"stall\":{},\"bytes_swapped_in\":{}",
      dn::json_string(task), record.job.index.value, dn::json_string(input),
      (record.job.release - start).count(), (record.start - start).count(),
      (record.end - start).count(), record.response().count(), record.missed, record.aborted,
      record.stall.count(), record.swapped_in.value);
  if (!record.aborted) {
    switch (post.kind()) {
      case ResultKind::kObjects:
        put_objects(line, result, post);
        break;
      case ResultKind::kClasses:
        put_classes(line, result, post);
        break;
      case ResultKind::kValues:
        put_values(line, result);
        break;
    }
  }
  return line + "}\n";
}

}  // namespace rtswap
