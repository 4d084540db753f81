// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/config/yaml_document.h"

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/parser.h>

#include <cstddef>
#include <sstream>

#include "darknet/base/bytes.h"
#include "darknet/base/error.h"

namespace rtswap {
namespace {

// A tasks file is some kilobytes; anything far larger is a mistake that the parser need not see.
constexpr dn::Bytes kLargest = dn::kMiB;

// Length of the UTF-8 character that starts at `i`, 0 if there is none (RFC 3629).
std::size_t utf8_length(std::string_view text, std::size_t i) {
  const auto byte = [&](std::size_t k) {
    return k < text.size() ? static_cast<unsigned char>(text[k]) : 0U;
  };
  const unsigned first = byte(i);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4) return 0;
  for (std::size_t k = 1; k < length; ++k) {
    if ((byte(i + k) & 0xC0U) != 0x80) return 0;
  }
  const unsigned second = byte(i + 1);
  const bool is_overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
  const bool is_surrogate = first == 0xED && second >= 0xA0;
  const bool is_beyond_unicode = first == 0xF4 && second >= 0x90;
  return is_overlong || is_surrogate || is_beyond_unicode ? 0 : length;
}

// The YAML library takes text on trust, so what is no text is stopped here.
void check_is_text(std::string_view text, const std::string& file) {
  dn::SourcePos pos{file, 1, 1};
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<unsigned char>(text[i]);
    const std::size_t length = utf8_length(text, i);
    const bool is_control = (c < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7F;
    if (length == 0) throw dn::bad_input(pos, "this is not UTF-8 text; a tasks file is YAML");
    if (is_control) throw dn::bad_input(pos, "a control character; a tasks file is YAML text");
    i += length;
    ++pos.column;
    if (c == '\n') {
      ++pos.line;
      pos.column = 1;
    }
  }
}

// Hears of a document only where it begins.
class DocumentStart : public YAML::EventHandler {
 public:
  explicit DocumentStart(const std::string& file) : where{file, 0, 0} {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    where.line = mark.line + 1;
    where.column = mark.column + 1;
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t,
                const std::string&) override {}
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {}
  void OnMapEnd() override {}

  dn::SourcePos where;
};

// YAML::Load ignores whatever follows the first document, and YAML::LoadAll never ends on a stray
// ',' or ']' there (yaml-cpp up to 0.8, pull request 1319), so the documents are counted first.
void check_is_one_document(const std::string& text, const std::string& file) {
  std::istringstream in(text);
  YAML::Parser parser(in);
  DocumentStart start(file);
  if (!parser.HandleNextDocument(start)) {
    throw dn::bad_input(dn::SourcePos{file}, "the file is empty");
  }
  if (parser.HandleNextDocument(start)) {
    throw dn::bad_input(start.where, "text after the end of the one document of a tasks file");
  }
}

}  // namespace

YAML::Node parse_yaml(std::string_view text, const std::string& file) {
  if (text.size() > kLargest.value) {
    throw dn::bad_input(dn::SourcePos{file}, "the file has " + dn::human(dn::Bytes(text.size())) +
                                                 "; a tasks file has at most " +
                                                 dn::human(kLargest));
  }
  check_is_text(text, file);
  const std::string copy(text);
  try {
    check_is_one_document(copy, file);
    return YAML::Load(copy);
  } catch (const YAML::DeepRecursion& e) {
    throw dn::bad_input({file, e.mark.line + 1, e.mark.column + 1},
                        "not valid YAML: lists and maps are nested too deeply");
  } catch (const YAML::Exception& e) {
    throw dn::bad_input({file, e.mark.line + 1, e.mark.column + 1}, "not valid YAML: " + e.msg);
  }
}

}  // namespace rtswap
