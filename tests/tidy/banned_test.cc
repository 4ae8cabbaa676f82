// Bans what must not be, and names what to use instead.
#include <gtest/gtest.h>

#include <set>

#include "mocks/core/text.h"
#include "tests/support/source_tree.h"

namespace rehearse::testing {
namespace {

struct Ban {
  std::string banned{};
  std::string instead{};
  std::set<std::string> allowed_in{};  // exact paths
  std::vector<std::string> folders = kAllFolders;
};

const std::string kThisFile = "tests/tidy/banned_test.cc";

// These speak of Salesforce's error API_DISABLED_FOR_ORG.
const std::set<std::string> kNameTheApiError{"mocks/salesforce/data/data_answers.cc",
                                             "mocks/salesforce/reasons_data.h",
                                             "tests/mocks/salesforce/data/data_api_test.cc"};

std::vector<Ban> bans() {
  return {
      {"system_clock::now", "WireRequest::received_at, or Clock", {"mocks/real_clock.cc"}},
      {"high_resolution_clock",
       "steady_clock for bounds on real waits, Clock for virtual time",
       {}},
      {"std::time(", "WireRequest::received_at, or Clock", {}},
      {"gettimeofday", "WireRequest::received_at, or Clock", {}},
      {"std::rand(", "Entropy", {}},
      {"random_device", "Entropy", {}},
      {"mt19937", "Entropy", {}},
      {"RAND_bytes", "Entropy", {}},
      {"std::random_shuffle", "Entropy", {}},
      {"sleep_for", "advance the virtual clock; wait on a condition variable with a bound", {}},
      {"sleep_until", "advance the virtual clock; wait on a condition variable with a bound", {}},
      {"usleep(", "advance the virtual clock; wait on a condition variable with a bound", {}},
      {"dynamic_cast", "a virtual function", {}},
      {"<any>", "a struct or a variant", {}},
      {"std::regex", "a small parser: std::regex costs four seconds a file and can hang", {}},
      {"<regex>", "a small parser", {}},
      {"ASSERT_TRUE(res)", "an assertion that prints the error", {}},
      {"ASSERT_TRUE(response)", "an assertion that prints the error", {}},
      {"using namespace std", "qualified names", {}},
      {"std::cout", "the console, so that stdout carries only what is promised", {}, {"mocks"}},
      {"DISABLED_", "a test that runs, or no test", kNameTheApiError},
      {"(DISABLED_", "a test that runs, or no test", {}},
      {", DISABLED_", "a test that runs, or no test", {}},
      {"GTEST_SKIP", "a test that runs: the scripts install what it needs", {}},
      {"NOLINT", "code that needs no excuse", {}},
      {"FIXME", "an issue", {}},
      {"TODO", "an issue", {}},
      {"127.0.0.1\", 80", "port 0", {}},
      {"bind_to_port",
       "bind_to_any_port through LoopbackServer",
       {"mocks/wire/loopback_server.cc"}},
      {".dump(", "dump_json, which does not throw", {"mocks/core/json.cc"}, kProductFolders},
      {"Json::parse", "parse_json, which does not throw", {"mocks/core/json.cc"}, kProductFolders},
  };
}

TEST(Banned, CallsAreNotUsed) {
  const auto files = source_files(kAllFolders);
  ASSERT_GT(files.size(), 40U);
  for (const Ban& ban : bans()) {
    for (const SourceFile& file : files) {
      const std::string top = file.path.substr(0, file.path.find('/'));
      if (file.path == kThisFile || ban.allowed_in.contains(file.path)) continue;
      if (std::find(ban.folders.begin(), ban.folders.end(), top) == ban.folders.end()) continue;
      for (size_t number = 0; number < file.lines.size(); ++number) {
        if (file.lines[number].find(ban.banned) == std::string::npos) continue;
        ADD_FAILURE() << file.path << ':' << number + 1 << ": " << ban.banned << " is banned, use "
                      << ban.instead;
      }
    }
  }
}

TEST(Banned, AllowedPlacesExist) {
  for (const Ban& ban : bans()) {
    for (const std::string& path : ban.allowed_in) {
      EXPECT_NE(read_file(source_root() / path).find(ban.banned), std::string::npos)
          << path << " may use " << ban.banned << " but does not: drop it from the table";
    }
  }
}

// A global that can change would let two instances, or two tests, meet.
TEST(Banned, NoMutableGlobals) {
  for (const SourceFile& file : source_files(kProductFolders)) {
    for (size_t number = 0; number < file.lines.size(); ++number) {
      const std::string& line = file.lines[number];
      const bool is_static = line.starts_with("static ") || line.starts_with("inline ") ||
                             line.starts_with("thread_local ");
      if (!is_static || line.find('(') != std::string::npos) continue;
      EXPECT_TRUE(line.find("const") != std::string::npos ||
                  line.find("class ") != std::string::npos)
          << file.path << ':' << number + 1 << ": a global must be constexpr: " << line;
    }
  }
}

TEST(Banned, TestNamesAreSentencesWithoutUnderscores) {
  for (const SourceFile& file : source_files({"tests"})) {
    for (size_t number = 0; number < file.lines.size(); ++number) {
      const std::string& line = file.lines[number];
      if (!line.starts_with("TEST(") && !line.starts_with("TEST_F(") &&
          !line.starts_with("TEST_P(")) {
        continue;
      }
      const std::string names = line.substr(line.find('('));
      EXPECT_EQ(names.find('_'), std::string::npos)
          << file.path << ':' << number + 1 << ": " << line;
    }
  }
}

}  // namespace
}  // namespace rehearse::testing
