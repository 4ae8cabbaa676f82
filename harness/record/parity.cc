#include "harness/record/parity.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "harness/record/reference_text.h"
#include "harness/record/value_compare.h"
#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

using What = Difference::What;
using Exchanges = std::vector<const RecordedExchange*>;
using Pair = std::pair<const RecordedExchange*, const RecordedExchange*>;

std::string call_of(const RecordedExchange& one) {
  return fmt::format("{} {} {}", one.by, one.method, path_template(one.url));
}

std::string outcome_of(const RecordedExchange& one) {
  return one.trouble.empty() ? fmt::format("{} answered {}", call_of(one), one.status)
                             : fmt::format("{}: {}", call_of(one), one.trouble);
}

Exchanges of_step(const Recording& recording, const std::string& step) {
  Exchanges exchanges;
  for (const RecordedExchange& one : recording.exchanges) {
    if (one.step == step) exchanges.push_back(&one);
  }
  return exchanges;
}

std::map<std::string, Exchanges> by_call(const Exchanges& exchanges) {
  std::map<std::string, Exchanges> calls;
  for (const RecordedExchange* one : exchanges) calls[call_of(*one)].push_back(one);
  return calls;
}

// One who polls asks as often as it takes: the last answers belong together.
void leave_out_polls(Exchanges& left, Exchanges& right) {
  if (left.empty() || right.empty() || left.front()->method != "GET") return;
  const size_t both = std::min(left.size(), right.size());
  for (Exchanges* side : {&left, &right}) {
    const auto surplus = ptrdiff_t(side->size() - both);
    side->erase(side->end() - 1 - surplus, side->end() - 1);
  }
}

class Comparison {
 public:
  Comparison(const Recording& recorded, const Recording& mock) : recorded_(recorded), mock_(mock) {}

  std::vector<Difference> run() {
    std::vector<std::string> steps = recorded_.steps;
    steps.insert(steps.begin(), "");
    std::set<std::string> seen;
    for (const std::string& step : steps) {
      if (seen.insert(step).second) compare_step(step);
    }
    return std::move(differences_);
  }

 private:
  void add(const std::string& step, const std::string& exchange, Difference difference) {
    difference.step = step;
    difference.exchange = exchange;
    differences_.push_back(std::move(difference));
  }

  static bool is_by_the_harness(const RecordedExchange* one) { return one->by == "harness"; }
  // On a real org a person clicks; the harness has nothing to record then.
  bool is_by_a_person(const Exchanges& recorded) const {
    return recorded_.meta.target != "mock" && recorded_.meta.driver == "pages" &&
           std::none_of(recorded.begin(), recorded.end(), is_by_the_harness);
  }

  void compare_step(const std::string& step) {
    const Exchanges left = of_step(recorded_, step);
    Exchanges right = of_step(mock_, step);
    if (is_by_a_person(left)) std::erase_if(right, is_by_the_harness);
    auto mock_calls = by_call(right);
    std::map<const RecordedExchange*, const RecordedExchange*> twins;
    std::map<const RecordedExchange*, bool> surplus_left, surplus_right;
    for (auto& [call, recorded] : by_call(left)) {
      Exchanges ours = recorded;
      Exchanges& theirs = mock_calls[call];
      leave_out_polls(ours, theirs);
      for (size_t i = 0; i < ours.size(); ++i) {
        if (i < theirs.size()) {
          twins[ours[i]] = theirs[i];
        } else {
          surplus_left[ours[i]] = true;
        }
      }
      theirs.erase(theirs.begin(),
                   theirs.begin() + ptrdiff_t(std::min(ours.size(), theirs.size())));
    }
    for (const auto& [call, rest] : mock_calls) {
      for (const RecordedExchange* one : rest) surplus_right[one] = true;
    }
    for (const RecordedExchange* one : left) {
      if (const auto twin = twins.find(one); twin != twins.end())
        compare(step, *one, *twin->second);
      if (surplus_left.contains(one))
        add(step, call_of(*one),
            {.where = "exchange", .what = What::exchange_missing, .recorded = outcome_of(*one)});
    }
    for (const RecordedExchange* one : right) {
      if (surplus_right.contains(one))
        add(step, call_of(*one),
            {.where = "exchange", .what = What::exchange_extra, .mock = outcome_of(*one)});
    }
    compare_order(step, left, right, twins);
  }

  void compare_order(const std::string& step, const Exchanges& left, const Exchanges& right,
                     const std::map<const RecordedExchange*, const RecordedExchange*>& twins) {
    std::vector<std::string> ours, theirs;
    std::set<const RecordedExchange*> paired;
    for (const RecordedExchange* one : left) {
      const auto twin = twins.find(one);
      if (twin == twins.end()) continue;
      ours.push_back(call_of(*one));
      paired.insert(twin->second);
    }
    for (const RecordedExchange* one : right) {
      if (paired.contains(one)) theirs.push_back(call_of(*one));
    }
    if (ours == theirs) return;
    add(step, "",
        {.where = "exchanges",
         .what = What::exchange_order,
         .recorded = join(ours, ", "),
         .mock = join(theirs, ", ")});
  }

  // What was asked tells which reference is which; how it differs follows from earlier answers.
  void learn(const RecordedExchange& recorded, const RecordedExchange& mock) {
    ValueCompare requests(pairs_);
    requests.texts(recorded.url, mock.url, "");
    for (size_t i = 0; i < std::min(recorded.query.size(), mock.query.size()); ++i) {
      if (recorded.query[i].first == mock.query[i].first)
        requests.texts(recorded.query[i].second, mock.query[i].second, "");
    }
    requests.parts(recorded.request, mock.request, "");
  }

  void compare(const std::string& step, const RecordedExchange& recorded,
               const RecordedExchange& mock) {
    learn(recorded, mock);
    ValueCompare answers(pairs_);
    if (recorded.trouble != mock.trouble) {
      const auto words = [](const RecordedExchange& one) {
        return one.trouble.empty() ? fmt::format("status {}", one.status) : one.trouble;
      };
      answers.add(What::trouble, "response", words(recorded), words(mock));
    } else if (recorded.trouble.empty()) {
      if (recorded.status != mock.status)
        answers.add(What::status, "response.status", std::to_string(recorded.status),
                    std::to_string(mock.status));
      answers.parts(recorded.response, mock.response, "response");
    }
    for (Difference& difference : answers.take())
      add(step, call_of(recorded), std::move(difference));
  }

  const Recording& recorded_;
  const Recording& mock_;
  ReferencePairs pairs_{};
  std::vector<Difference> differences_{};
};

}  // namespace

std::string path_template(const std::string& url) {
  const size_t authority = url.find("://");
  const size_t slash = url.find('/', authority == std::string::npos ? 0 : authority + 3);
  std::vector<std::string> parts =
      split(without_numbers(slash == std::string::npos ? "/" : url.substr(slash)), '/');
  for (std::string& part : parts) {
    const bool is_version = part.size() > 1 && part[0] == 'v' &&
                            part.find_first_not_of("0123456789.", 1) == std::string::npos;
    if (is_version) part = "v{version}";
  }
  return join(parts, "/");
}

std::vector<Difference> compare_recordings(const Recording& recorded, const Recording& mock) {
  return Comparison(recorded, mock).run();
}

}  // namespace rehearse::harness
