#include "harness/record/difference.h"

#include <algorithm>
#include <tuple>

#include "harness/record/reference_text.h"

namespace rehearse::harness {

std::string_view to_text(Difference::What what) {
  using What = Difference::What;
  switch (what) {
    case What::status:
      return "status";
    case What::trouble:
      return "trouble";
    case What::missing:
      return "missing";
    case What::extra:
      return "extra";
    case What::renamed:
      return "renamed";
    case What::type:
      return "type";
    case What::value:
      return "value";
    case What::reference:
      return "reference";
    case What::order:
      return "order";
    case What::exchange_missing:
      return "exchange missing";
    case What::exchange_extra:
      return "exchange extra";
    case What::exchange_order:
      return "exchange order";
  }
  return "";
}

std::vector<DifferenceGroup> grouped(const std::vector<Difference>& differences) {
  std::vector<DifferenceGroup> groups;
  const auto key = [](const Difference& one) {
    return std::tuple(one.what, one.exchange, one.where, without_numbers(one.recorded),
                      without_numbers(one.mock), one.declared);
  };
  for (const Difference& one : differences) {
    auto group = std::find_if(groups.begin(), groups.end(), [&](const DifferenceGroup& known) {
      return key(known.first) == key(one);
    });
    if (group == groups.end()) group = groups.insert(groups.end(), {one});
    ++group->times;
    if (group->steps.empty() || group->steps.back() != one.step) group->steps.push_back(one.step);
  }
  return groups;
}

}  // namespace rehearse::harness
