#pragma once

#include <functional>
#include <string>
#include <vector>

#include "harness/matrix/boxes.h"
#include "harness/matrix/live_cells.h"
#include "harness/matrix/matrix_files.h"

namespace rehearse::harness {

// What becomes of a connection that was made before Salesforce's requirements of 2026 for
// AppExchange partners, when they are switched on in its app.
enum class Switched {
  survives,         // works on, and can be made anew
  at_reconnect,     // works on, but cannot be made anew
  later,            // is lost later than at the first refresh
  at_next_refresh,  // is lost at the first refresh after the switch
  never_refreshes,  // stays connected, but no refresh succeeds after the switch
  jobs_fail,        // stays connected and refreshes, but jobs fail
  not_saved,        // the org refuses to save the settings beside the others
  anyway,           // fails, but would have failed just so without the switch
  before,           // was gone before the switch
};
inline constexpr size_t kSwitched = 9;
std::string_view to_text(Switched what);

// SwitchedLife is a cell of the comparison. Its point has the settings after the switch.
struct SwitchedLife {
  Point point{};
  Switched what = Switched::survives;
  std::vector<std::string> reasons{};  // the chain; of at_reconnect and not_saved the org's reason
  std::optional<int> day{};            // of the loss or the first failure that decides
  std::string guide_step{}, remedy{};
  // Whether a person can connect anew at the end, however it went before; none: never tried.
  std::optional<bool> reconnects{};
  std::string reconnect_refused{};  // the org's reason; empty: it was not refused
};

// The settings before: PKCE, rotation, idle limit and allowlist off, all else as given.
simulation::LifePlan switched_plan(const Point& after);
SwitchedLife live_switched(const Point& after, const Live& live);

// The grid of the comparison: the settings after the switch, and every client. The errors are
// sentences: a dimension that the requirements decide cannot be chosen.
Result<Selection, std::vector<std::string>> preset_selection(const SelectionOptions& options);

// Lives all of it, in the order of the cells. Stops early if interrupted.
std::vector<SwitchedLife> live_preset(const Selection& selection, const Live& live,
                                      const Watch& watch);

// Comparison is what came of all of them.
struct Comparison {
  Selection selection{};
  uint64_t seed = 1;
  std::vector<SwitchedLife> lives{};
  bool partial = false;  // interrupted: not all connections of the selection
};

// For people, at most 100 columns wide.
std::string preset_text(const Comparison& comparison);
void write_preset_csv(const Comparison& comparison, const Put& put);
void write_preset_json(const Comparison& comparison, const Put& put);

}  // namespace rehearse::harness
