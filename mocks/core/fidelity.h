#pragma once

#include <string_view>

namespace rehearse {

// Basis says how well a rule of the mocks is known to match the real system.
enum class Basis {
  documented,  // the vendor's documentation or an RFC says so
  observed,    // seen in a real client, recording or report
  inferred,    // a plausible choice where nothing public says
};

constexpr std::string_view to_text(Basis basis) {
  switch (basis) {
    case Basis::documented:
      return "Documented";
    case Basis::observed:
      return "Observed";
    case Basis::inferred:
      return "Inferred";
  }
  return "";
}

// Fidelity is a rule's basis and the public source that shows it.
struct Fidelity {
  Basis basis = Basis::inferred;
  std::string_view source{};
};

// Behaviour is one row of the fidelity ledger for a rule that is neither a rejection nor a dial.
struct Behaviour {
  std::string_view id{};    // stable, dotted: `otp.lifetime`
  std::string_view rule{};  // one sentence
  Fidelity fidelity{};
};

}  // namespace rehearse
