#include <algorithm>
#include <array>

#include "harness/fuzz/probe_report.h"

namespace rehearse::harness {
namespace {

// The first row whose text is in the id says why.
struct Row {
  std::string_view in_id{};
  std::string_view why{};
};
constexpr std::array kRows{
    Row{"sequence/former", "A stolen refresh token stays good, or its theft goes unnoticed."},
    Row{"sequence/ancestor", "A stolen refresh token stays good, or its theft goes unnoticed."},
    Row{"sequence/wrong-verifier", "Verifiers can be guessed, or two tries turn PKCE off."},
    Row{"sequence/no-verifier", "Leaving the verifier out turns PKCE off."},
    Row{"sequence/code-", "A code out of a log or of another app gives tokens."},
    Row{"sequence/replay", "Tokens from an intercepted code outlive its detection."},
    Row{"sequence/revoke", "Somebody revokes what they have, and access goes on."},
    Row{"sequence/introspect",
        "Asking about a token changes it, or says something else than its "
        "use."},
    Row{"sequence/", "What was meant for one request, app or purpose works for another."},
    Row{"/redirect_uri/", "A code may end up at an address that the app never registered."},
    Row{"/code_challenge", "PKCE may be weaker than the client believes."},
    Row{"/code_verifier/", "An intercepted code may be worth a token."},
    Row{"/client_secret/", "The secret may not be needed as it is."},
    Row{"/client_id/", "One app may pass for another."},
    Row{"/scope/", "A connection may do more, or less, than was asked and approved."},
    Row{"/state/", "The client loses what ties the answer to its request."},
    Row{"/response_type/", "Tokens may reach a browser that is to see a code alone."},
    Row{"/prompt/", "Nobody is asked although somebody was to be."},
    Row{"/m03", "Two readers of one request may go by different values."},
    Row{"/m04", "Two readers of one request may go by different values."},
    Row{"/m05", "Credentials and codes end up in logs, or two readers see different values."},
    Row{"/m12", "Cut values and forged header lines begin with such characters."},
    Row{"/m14", "A length is refused here and taken there, or is not bounded at all."},
    Row{"/m15", "Requests in other forms pass by what reads forms, such as a proxy's rules."},
    Row{"basic", "The client may be let in without its secret, or a right client turned away."},
    Row{"/code/", "A code that was mangled or guessed may be taken."},
    Row{"token/",
        "A client that works with the mock may fail with this server, or the other way "
        "round."},
};
constexpr std::string_view kElse = "What was tried against the mock does not hold for this server.";

}  // namespace

std::string_view why_it_matters(const Probe& probe) {
  const auto row = std::find_if(kRows.begin(), kRows.end(), [&](const Row& one) {
    return probe.id.find(one.in_id) != std::string::npos;
  });
  return row == kRows.end() ? kElse : row->why;
}

}  // namespace rehearse::harness
