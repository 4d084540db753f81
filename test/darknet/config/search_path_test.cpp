// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/config/search_path.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "darknet/base/error.h"
#include "test/support/temp_dir.h"

namespace dn {
namespace {

using test::TempDir;

std::string error_of(const SearchPath& search, const std::string& name) {
  try {
    search.find_file(name, {"cfg"});
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ExitCode::kBadInput);
    return e.what();
  }
  return "no error";
}

TEST(SearchPath, FindsInTheDocumentedOrder) {
  const TempDir dir;
  const SearchPath search =
      SearchPath({dir / "first", dir / "second"}).beside(dir / "tasks/tasks.yaml");
  const auto find = [&] { return search.find_file("net.cfg", {"cfg", "data"}); };
  // Each place written later is searched earlier.
  const char* places[] = {"second/net.cfg", "second/data/net.cfg", "second/cfg/net.cfg",
                          "first/net.cfg",  "first/data/net.cfg",  "first/cfg/net.cfg",
                          "tasks/net.cfg"};
  for (const char* place : places) {
    const std::string file = dir.write(place);
    EXPECT_EQ(find(), file);
  }
}

TEST(SearchPath, DarknetStyleNamesAreFoundFromAnywhere) {
  const TempDir dir;
  const std::string file = dir.write("project/cfg/net.cfg");
  EXPECT_EQ(SearchPath({dir / "project"}).find_file("cfg/net.cfg", {"cfg"}), file);
}

TEST(SearchPath, NameAsGivenComesFirst) {
  const TempDir dir;
  const std::string given = dir.write("here/net.cfg");
  dir.write("project/cfg/net.cfg");
  EXPECT_EQ(SearchPath({dir / "project"}).find_file(given, {"cfg"}), given);
}

TEST(SearchPath, MissingFileNamesEveryPlaceTried) {
  const TempDir dir;
  const SearchPath search = SearchPath({dir / "project"}).beside(dir / "tasks.yaml");
  EXPECT_EQ(error_of(search, "no.cfg"), "cannot find 'no.cfg'; tried no.cfg, " + dir.path() +
                                            "/no.cfg, " + dir.path() + "/project/cfg/no.cfg, " +
                                            dir.path() + "/project/no.cfg");
  EXPECT_EQ(error_of(search, "/no/such.cfg"), "cannot find '/no/such.cfg'; tried /no/such.cfg");
  EXPECT_EQ(error_of(search, ""), "a file name is empty");
}

TEST(SearchPath, DirectoryIsNoFileUnlessAllowed) {
  const TempDir dir;
  dir.write("project/data/photos/a.jpg");
  const SearchPath search({dir / "project"});
  EXPECT_NE(error_of(search, "data/photos").find("it is a directory, a file is needed"),
            std::string::npos);
  EXPECT_EQ(search.find_file_or_directory("photos", {"data"}), dir / "project/data/photos");
}

TEST(SearchPath, FileBehindADirectoryOfTheSameNameIsFound) {
  const TempDir dir;
  dir.write("project/cfg/net/x");
  const std::string file = dir.write("project/net");
  EXPECT_EQ(SearchPath({dir / "project"}).find_file("net", {"cfg"}), file);
}

TEST(SearchPath, UnreadableFileIsAnError) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may read every file";
  const TempDir dir;
  const std::string file = dir.write("net.cfg");
  ASSERT_EQ(::chmod(file.c_str(), 0), 0);
  EXPECT_EQ(error_of(SearchPath(), file), "cannot read '" + file + "': Permission denied");
}

TEST(ProjectRoots, FollowTheProgramAndTheEnvironment) {
  using Roots = std::vector<std::string>;
  EXPECT_EQ(project_roots_of("/opt/a/project/darknet/darknet", nullptr), Roots{"/opt/a/project"});
  EXPECT_EQ(project_roots_of("/usr/local/bin/darknet", nullptr), Roots{"/usr/local/share/darknet"});
  EXPECT_EQ(project_roots_of("/p/darknet/darknet", "/mine"), (Roots{"/mine", "/p"}));
  EXPECT_EQ(project_roots_of("/p/darknet/darknet", ""), Roots{"/p"});
  EXPECT_EQ(project_roots_of("", nullptr), Roots{});
}

TEST(ProjectRoots, OfThisProcessIsAboveItsProgram) {
  ASSERT_EQ(::setenv("DARKNET_HOME", "/mine", 1), 0);
  const std::vector<std::string> roots = project_roots();
  ASSERT_EQ(::unsetenv("DARKNET_HOME"), 0);
  ASSERT_EQ(roots.size(), 2U);
  EXPECT_EQ(roots[0], "/mine");
  EXPECT_TRUE(roots[1].starts_with('/'));
}

}  // namespace
}  // namespace dn
