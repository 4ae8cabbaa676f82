#include "fuzz/support/served.h"

#include <nlohmann/json.hpp>

#include "fuzz/support/answer_checks.h"
#include "fuzz/support/promise.h"
#include "fuzz/support/transcript.h"
#include "mocks/core/json.h"
#include "mocks/core/text.h"

namespace rehearse::fuzz {
namespace {

// Every value that has a name as `${name}`.
std::string told(const FurnishedOrg& org, std::string text) {
  for (const wire::Field& word : org.words()) {
    if (word.value.size() > 12 && text.find(word.value) != std::string::npos)
      text = replace_all(std::move(text), word.value, "${" + word.name + "}");
  }
  return text;
}

Json pairs_of(const FurnishedOrg& org, const wire::Fields& fields) {
  Json pairs = Json::array();
  for (const wire::Field& field : fields)
    pairs.push_back({told(org, field.name), told(org, field.value)});
  return pairs;
}

void tell(const FurnishedOrg& org, const Served& served) {
  if (!transcript().is_on()) return;
  static bool introduced = false;
  if (!introduced) {
    transcript().line({{"do", "note"},
                       {"text",
                        "The org is furnished as fuzz/support/furnished_org.cc says: its "
                        "codes and tokens go by the names they have there."}});
    introduced = true;
  }
  const wire::WireRequest& request = served.request;
  Json line = {{"do", "request"},
               {"method", request.method},
               {"path", request.path},
               {"query", pairs_of(org, request.query)},
               {"headers", pairs_of(org, request.headers)},
               {"peer", request.peer},
               {"status", served.answer.status}};
  if (request.form_state == wire::FormState::parsed) {
    line["form"] = pairs_of(org, request.form);
  } else if (!request.body.empty()) {
    line["body"] = told(org, request.body);
  }
  if (served.reason != nullptr) line["reason"] = std::string(served.reason->name);
  transcript().line(line);
}

// O-19: what is refused holds no code, token, secret or verifier, whoever sent it.
void check_silence(const FurnishedOrg& org, const wire::WireResponse& answer) {
  if (answer.status < 400) return;
  // The function of a JSONP call is the caller's own word.
  const std::string media = wire::header_of(answer.headers, "Content-Type").value_or("");
  const bool is_call = media.starts_with("text/javascript");
  std::string shown = is_call ? answer.body.substr(answer.body.find('(')) : answer.body;
  for (const wire::Field& header : answer.headers) shown += "\n" + header.value;
  for (const KnownThing& thing : org.things())
    require(shown.find(thing.text) == std::string::npos, "O-19",
            "No refusal holds a code or a token.");
  for (const KnownApp& app : org.apps())
    require(app.secret.empty() || shown.find(app.secret) == std::string::npos, "O-19",
            "No refusal holds a secret.");
}

}  // namespace

Served serve(FurnishedOrg& org, Endpoint endpoint, const RequestText& text, std::string_view path) {
  Served served{.request = request_of(text, path, FurnishedOrg::now())};
  constexpr uint64_t kArrival = 1'000;  // long after everything else
  wire::Call call(served.request, kArrival);
  served.answer = endpoint(org.org(), call);
  served.reason = call.reason();
  tell(org, served);
  check_headers(served.answer);
  check_silence(org, served.answer);
  require(served.answer.status < 400 || served.reason != nullptr, "reason",
          "What is refused has a reason.");
  return served;
}

void check_variant(FurnishedOrg& twin, Endpoint endpoint, const RequestText& text,
                   std::string_view path, const Served& served, uint64_t which) {
  // Behind a number sign there is no query any more, however it is written.
  if (text.method != "POST" && text.form.find('#') != std::string::npos) return;
  const auto variant = Variant(which % uint64_t(Variant::count_));
  const auto other = varied(text, variant);
  if (!other) return;
  const Served again = serve(twin, endpoint, *other, path);
  twin.restore();
  // Pages of the org's own are numbered as they come; where a browser leaves to must be the same.
  const auto where = [](const Served& one) {
    const std::string location = wire::header_of(one.answer.headers, "Location").value_or("");
    return location.starts_with('/') ? location.substr(0, location.find('?')) : location;
  };
  require(again.answer.status == served.answer.status && again.answer.body == served.answer.body &&
              where(again) == where(served),
          promise_of(variant), "The same request in another writing is answered the same.");
}

}  // namespace rehearse::fuzz
