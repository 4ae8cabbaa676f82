#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/core/fidelity.h"
#include "mocks/core/reason.h"

namespace rehearse {

// LedgerRow is one rule of the mocks and how well it is known. `rule` is one sentence.
struct LedgerRow {
  enum class Kind { reason, dial, behaviour, route };
  Kind kind = Kind::behaviour;
  std::string id{};  // the reason's or dial's name, the behaviour's id, `salesforce/token`
  std::string rule{};
  Fidelity fidelity{};
};
std::string_view to_text(LedgerRow::Kind kind);

// Everything the mocks claim, by kind and in the order of the tables: what `rehearse fidelity`
// prints.
std::vector<LedgerRow> ledger();

// What the real systems do and the mocks cannot show.
std::vector<Behaviour> cannot_show();

// The reason of that name, or null.
const Reason* find_reason(std::string_view name);
std::vector<const Reason*> all_reasons();
// The name somebody probably meant.
std::optional<std::string> nearest_reason(std::string_view name);

}  // namespace rehearse
