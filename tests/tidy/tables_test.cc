// Walks the explicit tables: what is in a table is tested, used and explained somewhere.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "harness/steps/verb.h"
#include "mocks/core/json.h"
#include "mocks/core/text.h"
#include "mocks/ledger.h"
#include "mocks/salesforce/routes.h"
#include "mocks/workato/routes.h"
#include "tests/support/source_tree.h"

namespace rehearse::testing {
namespace {

namespace fs = std::filesystem;

std::string all_tests() {
  std::string text;
  for (const SourceFile& file : source_files({"tests"})) text += file.text;
  return text;
}

// That every row answers is tested beside the endpoints, by walking the same tables.
TEST(Tables, EveryRouteSaysHowWellItIsKnown) {
  for (const auto& row : salesforce::routes())
    EXPECT_FALSE(row.fidelity.source.empty()) << row.name;
  for (const auto& row : workato::routes()) EXPECT_FALSE(row.fidelity.source.empty()) << row.name;
}

TEST(Tables, EveryVerbIsUsedByAScenario) {
  std::set<std::string> used;
  for (const auto& entry : fs::recursive_directory_iterator(source_root() / "scenarios")) {
    if (entry.path().extension() != ".json" || entry.path().filename() == "schema.json") continue;
    const auto scenario = parse_json(read_file(entry.path()), JsonComments::allow);
    ASSERT_TRUE(scenario.ok()) << entry.path() << ": " << scenario.error();
    for (const Json& step : *find_member(scenario.value(), "steps")) {
      used.insert(string_member(step, "do").value_or(""));
    }
  }
  for (const harness::Verb& verb : harness::verb_table()) {
    EXPECT_TRUE(used.contains(std::string(verb.name))) << verb.name << " is used by no scenario";
  }
}

TEST(Tables, EveryReasonIsAssertedSomewhere) {
  std::string evidence = all_tests();
  for (const auto& entry : fs::recursive_directory_iterator(source_root() / "scenarios")) {
    if (entry.is_regular_file()) evidence += read_file(entry.path());
  }
  for (const Reason* reason : all_reasons()) {
    const std::string name(reason->name);
    EXPECT_TRUE(evidence.find(name) != std::string::npos) << name << " is asserted by no test";
  }
}

TEST(Tables, ReasonsAreWholeAndUnique) {
  std::set<std::string_view> names;
  for (const Reason* reason : all_reasons()) {
    EXPECT_TRUE(names.insert(reason->name).second) << reason->name << " is named twice";
    for (const std::string_view sentence : {reason->meaning, reason->consequence, reason->remedy}) {
      EXPECT_TRUE(sentence.size() > 6 && sentence.ends_with("."))
          << reason->name << ": " << sentence;
    }
    EXPECT_FALSE(reason->fidelity.source.empty()) << reason->name;
  }
  EXPECT_GT(names.size(), 80U);
}

}  // namespace
}  // namespace rehearse::testing
