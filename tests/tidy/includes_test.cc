// Reads every #include against the folder table of ARCHITECTURE.md.
#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <set>

#include "mocks/core/text.h"
#include "tests/support/source_tree.h"

namespace rehearse::testing {
namespace {

using Set = std::set<std::string>;

// folder -> the folders of ours it may include (itself always); subfolders count as their folder.
const std::map<std::string, Set> kMayInclude{
    {"mocks/core", {}},
    {"mocks/wire", {"mocks/core"}},
    {"mocks/oauth", {"mocks/core"}},
    {"mocks/salesforce", {"mocks/core", "mocks/wire", "mocks/oauth"}},
    {"mocks/workato", {"mocks/core", "mocks/wire", "mocks/oauth"}},
    {"mocks/simulation",
     {"mocks", "mocks/core", "mocks/wire", "mocks/oauth", "mocks/salesforce", "mocks/workato"}},
    {"mocks",
     {"mocks/core", "mocks/wire", "mocks/oauth", "mocks/salesforce", "mocks/workato",
      "mocks/simulation"}},
    {"harness/report", {"mocks/core", "mocks/wire"}},
    {"harness/target", {"mocks", "mocks/core", "mocks/wire"}},
    {"harness/driver", {"harness/target", "mocks/core", "mocks/wire", "mocks"}},
    {"harness/steps", {"harness/driver", "harness/target", "mocks/core", "mocks/wire", "mocks"}},
    {"harness/scenario",
     {"harness/steps", "harness/driver", "harness/target", "harness/report", "mocks/core",
      "mocks"}},
    {"harness/matrix",
     {"harness/scenario", "harness/report", "mocks", "mocks/core", "mocks/simulation"}},
    {"harness/guide",
     {"harness/matrix", "harness/report", "mocks", "mocks/core", "mocks/simulation", "mocks/wire"}},
    {"harness/mutations", {"mocks/core", "mocks/wire"}},
    {"harness/fuzz",
     {"harness/mutations", "harness/scenario", "harness/report", "harness/target", "mocks",
      "mocks/core", "mocks/wire"}},
    {"harness/record",
     {"harness/target", "harness/driver", "harness/scenario", "harness/report", "mocks/core",
      "mocks/wire"}},
    {"harness/sandbox",
     {"harness/record", "harness/scenario", "harness/steps", "harness/driver", "harness/target",
      "harness/report", "mocks", "mocks/core", "mocks/wire"}},
    {"harness",
     {"harness/sandbox", "harness/record", "harness/guide", "harness/matrix", "harness/fuzz",
      "harness/scenario", "harness/steps", "harness/driver", "harness/target", "harness/report",
      "mocks", "mocks/core", "mocks/simulation"}},
    {"fuzz",
     {"mocks", "mocks/core", "mocks/wire", "mocks/oauth", "mocks/salesforce", "mocks/workato",
      "harness/scenario", "harness/mutations"}},
    {"tests",
     {"mocks", "mocks/core", "mocks/wire", "mocks/oauth", "mocks/salesforce", "mocks/workato",
      "harness", "harness/scenario", "harness/steps", "harness/driver", "harness/target",
      "harness/report", "harness/matrix", "harness/fuzz", "harness/mutations", "harness/record",
      "harness/guide", "harness/sandbox", "mocks/simulation"}},
};

// The harness sees the mocks through the wire's values and the control facade, not their machinery;
// its own pages are built from the same parts as theirs.
const Set kHarnessSees{"mocks/wire/message.h",
                       "mocks/wire/form.h",
                       "mocks/wire/page.h",
                       "mocks/wire/page_watch.h",
                       "mocks/wire/uri.h",
                       "mocks/wire/http_call.h",
                       "mocks/control.h",
                       "mocks/ledger.h",
                       "mocks/known_names.h",
                       "mocks/sight.h",
                       "mocks/real_clock.h",
                       "mocks/simulation/life.h",
                       "mocks/simulation/life_plan.h",
                       "mocks/simulation/explore.h"};
// Only here may the harness start the bench, or a server of its own.
const Set kSeesTheBench{"harness/target/mock_target.h",
                        "harness/target/mock_target.cc",
                        "harness/target/engine.h",
                        "harness/target/engine.cc",
                        "harness/target/mock_org.h",
                        "harness/target/mock_org.cc",
                        "harness/serve.h",
                        "harness/serve.cc",
                        "harness/serving.h",
                        "harness/serving.cc",
                        "harness/guide.cc",
                        "harness/guide/guide_server.cc",
                        "harness/sandbox/loopback_callback.cc"};

// library header prefix -> the only places that may include it
const std::map<std::string, Set> kBehindOneFile{
    {"httplib.h", {"mocks/wire/loopback_server.cc", "mocks/wire/http_client.cc"}},
    {"curl/curl.h", {"harness/target/curl_call.cc"}},
    {"openssl/",
     {"mocks/core/crypto.cc", "mocks/wire/tls_identity.cc", "mocks/wire/byte_stream.cc"}},
    {"kainjow/",
     {"mocks/wire/page_parts.h", "harness/matrix/page.cc", "harness/report/html_report.cc"}},
    {"liboath/", {"mocks/salesforce/org/totp.cc"}},
    {"zip.h", {"mocks/salesforce/metadata/zip_archive.cc", "harness/sandbox/zip_file.cc"}},
    {"valijson/", {"harness/scenario/schema_check.cc"}},
    {"CLI/", {"harness/main.cc", "harness/flags.h"}},
};

std::string folder_of(const std::string& path) { return path.substr(0, path.rfind('/')); }

// The row of the table a folder belongs to: itself or its nearest parent.
std::string row_of(std::string folder) {
  while (!folder.empty() && !kMayInclude.contains(folder)) {
    const size_t slash = folder.rfind('/');
    folder = slash == std::string::npos ? std::string() : folder.substr(0, slash);
  }
  return folder;
}

std::optional<std::string> included(const std::string& line, char open, char close) {
  const std::string_view text = trim(line);
  if (!text.starts_with("#include")) return {};
  const size_t start = text.find(open), end = text.find(close, start + 1);
  if (start == std::string_view::npos || end == std::string_view::npos) return {};
  return std::string(text.substr(start + 1, end - start - 1));
}

TEST(Includes, FollowTheFolderTable) {
  size_t checked = 0;
  for (const SourceFile& file : source_files(kAllFolders)) {
    const std::string row = row_of(folder_of(file.path));
    for (const std::string& line : file.lines) {
      const auto header = included(line, '"', '"');
      if (!header) continue;
      ++checked;
      const std::string target = row_of(folder_of(*header));
      EXPECT_TRUE(target == row || kMayInclude.at(row).contains(target))
          << file.path << " includes " << *header << ", but " << row << " may not include "
          << target;
    }
  }
  EXPECT_GT(checked, 50U);
}

TEST(Includes, TheHarnessSeesOnlyTheMocksValuesAndTheirControl) {
  for (const SourceFile& file : source_files({"harness"})) {
    if (kSeesTheBench.contains(file.path)) continue;
    for (const std::string& line : file.lines) {
      const auto header = included(line, '"', '"');
      if (!header || !header->starts_with("mocks/") || header->starts_with("mocks/core/")) continue;
      EXPECT_TRUE(kHarnessSees.contains(*header)) << file.path << " includes " << *header;
    }
  }
}

TEST(Includes, LibrariesStayBehindOneFile) {
  std::set<std::string> seen;
  for (const SourceFile& file : source_files(kProductFolders)) {
    for (const std::string& line : file.lines) {
      const auto header = included(line, '<', '>');
      if (!header) continue;
      for (const auto& [prefix, places] : kBehindOneFile) {
        if (!header->starts_with(prefix)) continue;
        seen.insert(prefix);
        EXPECT_TRUE(places.contains(file.path))
            << file.path << " includes <" << *header << ">; only " << *places.begin() << " may";
      }
    }
  }
  EXPECT_EQ(seen.size(), kBehindOneFile.size())
      << "a row of the table names a header nobody includes";
}

TEST(Includes, FormATreeOfFiles) {
  // No cycle between headers, found by depth-first search.
  std::map<std::string, std::vector<std::string>> edges;
  for (const SourceFile& file : source_files(kProductFolders)) {
    for (const std::string& line : file.lines) {
      if (const auto header = included(line, '"', '"')) edges[file.path].push_back(*header);
    }
  }
  std::map<std::string, int> state;  // 1: on the path, 2: done
  const auto visit = [&](const auto& self, const std::string& path) -> void {
    if (state[path] != 0) {
      EXPECT_EQ(state[path], 2) << "an include cycle passes through " << path;
      return;
    }
    state[path] = 1;
    for (const std::string& next : edges[path]) self(self, next);
    state[path] = 2;
  };
  const auto roots = edges;
  for (const auto& [path, unused] : roots) visit(visit, path);
}

}  // namespace
}  // namespace rehearse::testing
