#pragma once

#include <array>
#include <span>
#include <string_view>

namespace rehearse::workato {

// DataCentre is one of Workato's regions (docs.workato.com, "Workato API" and "IP allowlists").
struct DataCentre {
  std::string_view name{};      // us, eu, …
  std::string_view title{};     // as people call it
  std::string_view base_url{};  // of the web app; the Developer API is below /api
  // The addresses calls come from. Empty strings where they are not published (uk).
  std::array<std::string_view, 3> egress{};
  // The callback older documentation gave for this data centre alone. Today one callback serves
  // all, so an app that registers this one fails: kept to rehearse that mistake.
  std::string_view own_callback{};
};

// kCallbackUrl is the one callback of every data centre.
inline constexpr std::string_view kCallbackUrl = "https://www.workato.com/oauth/callback";
// kLoopbackEgress are the addresses the mock's calls are really bound to, in turn; the instance
// counts them as its data centre's egress addresses, in the same order.
inline constexpr std::array<std::string_view, 3> kLoopbackEgress{"127.77.0.1", "127.77.0.2",
                                                                 "127.77.0.3"};

std::span<const DataCentre> data_centres();
const DataCentre* find_data_centre(std::string_view name);  // null if there is none

}  // namespace rehearse::workato
