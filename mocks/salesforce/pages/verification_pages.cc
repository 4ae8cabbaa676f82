#include "mocks/core/crypto.h"
#include "mocks/salesforce/endpoints.h"
#include "mocks/salesforce/org/verification_messages.h"
#include "mocks/salesforce/pages/verification_flow.h"
#include "mocks/salesforce/reasons.h"
#include "mocks/wire/uri.h"

namespace rehearse::salesforce {
namespace {

constexpr std::string_view kTitle = "Verify Your Identity";

// The title reads "Verify Your Identity | Salesforce", which browser scripts wait for (observed).
wire::WireResponse page(std::string_view title, const wire::Markup& content) {
  wire::Page whole;
  whole.title = title;
  whole.site = "Salesforce";
  whole.content = wire::card(content);
  whole.is_narrow = true;
  return wire::page_response(200, whole);
}

// Salesforce KB 005239145 has heading and text.
wire::WireResponse too_many_sends_page() {
  return page("Problem Verifying Your Identity",
              wire::alert("We can't send you a verification code right now. Please try again "
                          "later."));
}

wire::WireResponse locked_page() {
  wire::Markup content = wire::alert(message_for(reason::otp_locked));
  content += wire::paragraph("Verification is locked for now. Please try again later.");
  return page(kTitle, content);
}

// Salesforce's name for the token that ties a verification address to its browser. The session's
// own CSRF token never stands in an address.
std::string vcsrf_of(const WebSession& session) {
  return base64_encode(hex_encode(hmac_sha256(session.csrf, "vcsrf")), Base64::token).substr(0, 44);
}

std::string address(std::string_view path, const WebSession& session, std::string_view target) {
  return wire::with_query(path, {{"vcsrf", vcsrf_of(session)},
                                 {"vpol", "ic"},
                                 {"vflid", "0"},
                                 {"retURL", std::string(target)}});
}

wire::WireResponse code_form(const Challenge& challenge, const Visitor& visitor,
                             std::string_view problem) {
  const VerificationPage& method = verification_page_of(challenge.method);
  wire::Markup fields = wire::text_field(
      {.label = "Verification Code", .name = method.field, .error = problem, .max_length = 6});
  fields += wire::hidden("vcsrf", vcsrf_of(*visitor.session));
  fields += wire::hidden("vpol", "ic");
  fields += wire::hidden("vflid", "0");
  fields += wire::hidden("retURL", challenge.target);
  fields += wire::button("Verify", "save", "Verify");
  wire::Markup content = wire::paragraph(instruction_for(challenge, *visitor.user));
  content += wire::form(method.path, visitor.session->csrf, fields);
  if (method.resend.empty()) {
    content += wire::link(challenge.target, "Start Over");
  } else {
    const std::string again = address(method.resend, *visitor.session, challenge.target);
    content += wire::link(again + "&vir=1", "Resend Code");
  }
  return page(kTitle, content);
}

// The visitor's challenge, if it is of this page's method.
const Challenge* challenge_at(Org::Transaction& tx, const Visitor& visitor,
                              const VerificationPage& method) {
  const Challenge* challenge = tx.verification().find(visitor.session->id);
  return challenge != nullptr && challenge->method == method.method ? challenge : nullptr;
}

// Without a challenge there is nothing to enter a code for: the page behind it starts one.
wire::WireResponse without_challenge(wire::Call& call, const std::string& target) {
  call.refuse(reason::otp_no_challenge);
  return wire::redirect_response(local_path(target, "/lightning/page/home"));
}

wire::WireResponse refused_page(Org::Transaction& tx, const Visitor& visitor,
                                const Challenge& challenge, const Reason& why, wire::Call& call) {
  const TimePoint now = call.request.received_at;
  call.refuse(why);
  const bool is_exceeded = &why == &reason::otp_tries_exceeded || &why == &reason::otp_locked;
  tx.history().verification(
      verification_row(challenge, is_exceeded ? "FailedTooManyAttempts" : "FailedInvalidCode",
                       call.request.peer, now));
  if (tx.verification().locked(visitor.user->id, now)) return locked_page();
  return code_form(challenge, visitor, message_for(why));
}

}  // namespace

wire::WireResponse ask_to_verify(Org& org, Org::Transaction& tx, const Visitor& visitor,
                                 std::string_view target, wire::Call& call) {
  const TimePoint now = call.request.received_at;
  const auto begun = tx.verification().begin(*visitor.session, *visitor.user, target, now);
  if (!begun) {
    call.refuse(*begun.error());
    const bool is_locked = begun.error() == &reason::otp_locked;
    tx.history().verification(verification_row(
        {.user = visitor.user->id, .method = visitor.user->verification},
        is_locked ? "FailedTooManyAttempts" : "FailedGeneralError", call.request.peer, now));
    return is_locked ? locked_page() : too_many_sends_page();
  }
  const Challenge& challenge = *begun.value();
  call.refuse(reason::otp_required);
  if (!challenge.code.empty()) {
    tx.history().mail(message_of(challenge, *visitor.user, org.config().is_sandbox));
  }
  tx.history().verification(verification_row(challenge, "Initiated", call.request.peer, now));
  const VerificationPage& method = verification_page_of(challenge.method);
  return wire::redirect_response(address(method.path, *visitor.session, target));
}

wire::WireResponse verification_page(Org& org, wire::Call& call) {
  auto tx = org.begin();
  const auto visitor = session_holder(tx, call.request);
  if (!visitor) return to_login(call, reason::not_signed_in);
  const std::string target = wire::value_of(call.request.query, "retURL").value_or("");
  const Challenge* challenge = challenge_at(tx, *visitor, *verification_page_at(call.request.path));
  if (challenge == nullptr || challenge->target != target) return without_challenge(call, target);
  if (tx.verification().locked(visitor->user->id, call.request.received_at)) {
    call.refuse(reason::otp_locked);
    return locked_page();
  }
  return code_form(*challenge, *visitor, {});
}

wire::WireResponse verify_identity(Org& org, wire::Call& call) {
  const wire::WireRequest& request = call.request;
  auto tx = org.begin();
  const auto visitor = session_holder(tx, request);
  if (!visitor) return to_login(call, reason::not_signed_in);
  if (!has_csrf(*visitor->session, request)) return csrf_refused(call);
  const VerificationPage& method = *verification_page_at(request.path);
  const std::string target = wire::value_of(request.form, "retURL").value_or("");
  const std::string code = wire::value_of(request.form, method.field).value_or("");
  const Challenge* challenge = challenge_at(tx, *visitor, method);
  if (challenge == nullptr) return without_challenge(call, target);
  if (call.stopped_before_commit()) return {};
  const auto verified = tx.verification().verify(*visitor->session, *visitor->user, target, code,
                                                 request.received_at);
  if (!verified) return refused_page(tx, *visitor, *challenge, *verified.error(), call);
  tx.history().verification(
      verification_row(*challenge, "Succeeded", request.peer, request.received_at));
  tx.sessions().mark_verified(SessionId(visitor->session->id), request.received_at);
  return wire::redirect_response(local_path(target, "/lightning/page/home"));
}

wire::WireResponse resend_code(Org& org, wire::Call& call) {
  const wire::WireRequest& request = call.request;
  auto tx = org.begin();
  const auto visitor = session_holder(tx, request);
  if (!visitor) return to_login(call, reason::not_signed_in);
  const std::string sent = wire::value_of(request.query, "vcsrf").value_or("");
  if (!constant_time_equal(sent, vcsrf_of(*visitor->session))) return csrf_refused(call);
  const std::string target = wire::value_of(request.query, "retURL").value_or("");
  const Challenge* challenge = challenge_at(tx, *visitor, *verification_page_at(request.path));
  if (challenge == nullptr || challenge->target != target) return without_challenge(call, target);
  return ask_to_verify(org, tx, *visitor, target, call);
}

}  // namespace rehearse::salesforce
