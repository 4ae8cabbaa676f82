#include <algorithm>

#include "mocks/core/text.h"
#include "mocks/oauth/mutant_judges.h"
#include "mocks/oauth/scopes.h"

namespace rehearse::oauth {
namespace {

constexpr size_t kShortState = 255;  // what a careless column of a table holds

// A challenge that the judge finds nothing wrong with.
std::string well_shaped_challenge() { return std::string(43, 'A'); }

// scheme://host:port of an address; all of it where it has none.
std::string_view origin_of(std::string_view address) {
  const size_t scheme = address.find("://");
  if (scheme == std::string_view::npos) return address;
  return address.substr(0, address.find('/', scheme + 3));
}

// A mutant lets more addresses pass, but none that an answer's header could not hold.
bool is_printable(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char character) { return character > ' ' && character <= '~'; });
}

bool is_on_loopback(std::string_view address) {
  const std::string_view origin = origin_of(address);
  const std::string_view host =
      origin.substr(0, origin.rfind(':') > 5 ? origin.rfind(':') : origin.npos);
  return host == "http://127.0.0.1" || host == "http://localhost";
}

bool passes_for(const Mutants& mutants, std::string_view registered, std::string_view asked) {
  if (registered == asked) return true;
  if (!is_printable(asked)) return false;
  return (mutants.has(Mutant::callback_by_prefix) && asked.starts_with(registered)) ||
         (mutants.has(Mutant::callback_by_host) && origin_of(asked) == origin_of(registered)) ||
         (mutants.has(Mutant::callback_ignores_case) && lower(asked) == lower(registered)) ||
         (mutants.has(Mutant::callback_on_loopback) && is_on_loopback(asked));
}

void lie_about_parameters(Mutant mutant, AuthorizeParameters& told, const AppSettings& settings) {
  switch (mutant) {
    case Mutant::authorize_takes_repeated_parameters:
      told.is_repeated = false;
      break;
    case Mutant::response_type_optional:
      if (!told.response_type) told.response_type = "code";
      break;
    case Mutant::response_type_ignored:
      if (told.response_type) told.response_type = "code";
      break;
    case Mutant::callback_optional:
      if (!told.redirect_uri && !settings.callback_urls.empty())
        told.redirect_uri = settings.callback_urls.front();
      break;
    case Mutant::challenge_requirement_ignored:
      if (!told.code_challenge && !told.code_challenge_method)
        told.code_challenge = well_shaped_challenge();
      break;
    case Mutant::challenge_method_suffices:
      if (told.code_challenge_method && !told.code_challenge)
        told.code_challenge = well_shaped_challenge();
      break;
    case Mutant::challenge_method_ignored:
      if (told.code_challenge_method) told.code_challenge_method = "S256";
      break;
    case Mutant::challenge_of_any_shape:
      if (told.code_challenge) told.code_challenge = well_shaped_challenge();
      break;
    default:
      break;
  }
}

// What the judge is told instead of the parameters.
AuthorizeParameters lie(const Mutants& mutants, AuthorizeParameters told,
                        const AppSettings& settings) {
  if (told.redirect_uri) {
    const auto* callback = registered_callback(mutants, settings.callback_urls, *told.redirect_uri);
    if (callback != nullptr) told.redirect_uri = *callback;
  }
  mutants.each([&](Mutant mutant) { lie_about_parameters(mutant, told, settings); });
  return told;
}

void twist_request(Mutant mutant, AuthorizeRequest& request) {
  switch (mutant) {
    case Mutant::state_left_out:
      request.state.reset();
      break;
    case Mutant::state_cut_short:
      if (request.state) request.state = request.state->substr(0, kShortState);
      break;
    case Mutant::prompt_login_ignored:
      request.wants_login = false;
      break;
    case Mutant::prompt_consent_ignored:
      request.wants_consent = false;
      break;
    default:
      break;
  }
}

// The request as the mutants let it pass, from the judge's.
AuthorizeRequest twist(const Mutants& mutants, const AuthorizeParameters& parameters,
                       AuthorizeRequest request) {
  if (parameters.redirect_uri) request.redirect_uri = *parameters.redirect_uri;
  request.code_challenge = CodeChallenge(parameters.code_challenge.value_or(""));
  mutants.each([&request](Mutant mutant) { twist_request(mutant, request); });
  return request;
}

}  // namespace

const std::string* registered_callback(const Mutants& mutants,
                                       const std::vector<std::string>& registered,
                                       std::string_view asked) {
  const auto found =
      std::find_if(registered.begin(), registered.end(), [&](const std::string& callback) {
        return mutants.none() ? callback == asked : passes_for(mutants, callback, asked);
      });
  return found == registered.end() ? nullptr : &*found;
}

Result<AuthorizeRequest, Rejection> judge_authorize(const Mutants& mutants,
                                                    const AuthorizeParameters& parameters,
                                                    const AskedApp* app, const Dials& dials,
                                                    TimePoint now) {
  if (mutants.none() || app == nullptr) return judge_authorize(parameters, app, dials, now);
  AuthorizeParameters told = lie(mutants, parameters, *app->settings);
  Dials turned = dials;
  if (mutants.has(Mutant::plain_challenge_accepted) && told.code_challenge_method == "plain") {
    told.code_challenge_method.reset();
    (void)turned.set("pkce.absent_method", "plain");
  }
  auto judged = judge_authorize(told, app, turned, now);
  if (!judged) return judged;
  return twist(mutants, parameters, std::move(judged).value());
}

Result<std::vector<std::string>, ApprovalRefusal> judge_approval(const Mutants& mutants,
                                                                 const AuthorizeRequest& request,
                                                                 const AppSettings& app,
                                                                 const Approver& approver) {
  if (mutants.none()) return judge_approval(request, app, approver);
  AuthorizeRequest told = request;
  if (mutants.has(Mutant::scope_ignored) || mutants.has(Mutant::scope_outside_app_granted))
    told.scopes.clear();
  if (mutants.has(Mutant::unknown_scopes_dropped))
    std::erase_if(told.scopes,
                  [](const std::string& scope) { return find_scope(scope) == nullptr; });
  auto judged = judge_approval(told, app, approver);
  if (!judged) return judged;
  if (mutants.has(Mutant::scope_outside_app_granted) && !request.scopes.empty())
    return request.scopes;
  if (mutants.has(Mutant::refresh_token_uninvited)) {
    std::vector<std::string> granted = std::move(judged).value();
    granted.emplace_back("refresh_token");
    return granted;
  }
  return judged;
}

}  // namespace rehearse::oauth
