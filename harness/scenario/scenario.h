#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/report/finding.h"
#include "harness/steps/verb.h"
#include "mocks/core/json.h"

namespace rehearse::harness {

// What should come of a step: it happened; the other side refused; the request was sent and no
// answer came.
enum class Outcome { ok, refused, lost };
std::string_view to_text(Outcome outcome);

// Expectation is what a step should observe; only what is set is compared.
struct Expectation {
  Outcome outcome = Outcome::ok;
  std::optional<int> status{};
  std::optional<std::string> error{};
  std::optional<std::string> description{};  // whole
  std::optional<std::string> reason{};
  std::optional<std::string> says{};  // a part of the description or the summary
};

struct Give {
  std::string offered{};  // the verb's name
  std::string capture{};  // the scenario's name
};

// PlanStep is a step with everything filled in but the captures.
struct PlanStep {
  std::string id{};
  std::string title{};
  std::string verb_name{};
  const Verb* verb = nullptr;  // of static lifetime; never null in a plan without problems
  Json with = Json::object();
  std::vector<Give> gives{};
  std::vector<std::string> needs{};  // captures that `with` refers to
  std::vector<std::string> after{};  // ids of earlier steps that must have passed
  Expectation expect{};
  std::vector<std::string> guide{};
  std::string clause{};
  Severity severity = Severity::fail;
  std::string means{};
};

// Which value each variant of the scenario has: name and label, in the file's order.
using Combination = std::vector<std::pair<std::string, std::string>>;

// Plan is a scenario in one combination of its variants, ready to run.
struct Plan {
  std::string scenario{};
  std::string title{};
  std::string why{};  // why it comes out so, for the table of races
  bool must_fail = false;
  std::string driver{};  // the only driver the scenario makes sense with; empty: any
  Combination variant{};
  std::string org_mode{"legacy"};
  std::string data_centre{"us"};
  std::vector<std::string> bugs{};  // mistakes that Workato is to make
  std::string mutant{};             // the rule that the org is to break; empty: none
  Json settings = Json::object();
  std::vector<std::pair<std::string, std::string>> dials{};
  std::vector<PlanStep> steps{};
};

struct VariantValue {
  std::string label{};
  Json value{};
};
struct Variant {
  std::string name{};
  std::vector<VariantValue> values{};
};

// Scenario is a file that loaded without problems.
struct Scenario {
  std::string name{};
  std::string title{};
  std::string why{};
  bool must_fail = false;
  std::string driver{};
  std::vector<Variant> variants{};
  std::vector<Plan> plans{};  // one a combination, in the order of the file
};

}  // namespace rehearse::harness
