#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "harness/fuzz/probe_list.h"
#include "mocks/core/crypto.h"
#include "mocks/core/json.h"
#include "mocks/core/text.h"
#include "mocks/wire/form.h"

namespace rehearse::harness {
namespace {

using Draft = ProbeDraft;
using Material = ProbeMaterial;

constexpr unsigned bit(ProbeEndpoint endpoint) { return 1U << unsigned(endpoint); }
constexpr unsigned kAuthorize = bit(ProbeEndpoint::authorize);
constexpr unsigned kGrants = bit(ProbeEndpoint::code) | bit(ProbeEndpoint::refresh);
constexpr unsigned kCaller = kGrants | bit(ProbeEndpoint::introspect);  // name a client
constexpr unsigned kPosts = kCaller | bit(ProbeEndpoint::revoke);
constexpr unsigned kAll = kPosts | kAuthorize;

Encoded::Pair* find(Encoded& form, std::string_view name) {
  for (Encoded::Pair& pair : form.pairs) {
    if (pair.name == name) return &pair;
  }
  return nullptr;
}

void remove(Encoded& form, std::string_view name) {
  std::erase_if(form.pairs, [&](const Encoded::Pair& pair) { return pair.name == name; });
}

// The parameter that an endpoint is about.
Encoded::Pair& chief(Draft& draft) {
  for (const std::string_view name : {"code", "refresh_token", "token", "redirect_uri"}) {
    if (Encoded::Pair* pair = find(draft.parameters(), name)) return *pair;
  }
  return draft.parameters().pairs.front();
}

void type(Draft& draft, std::string_view value) {
  std::erase_if(draft.headers, [](const wire::Field& one) { return one.name == "Content-Type"; });
  if (!value.empty()) draft.headers.push_back({"Content-Type", std::string(value)});
}
void header(Draft& draft, std::string_view name, std::string_view value) {
  draft.headers.push_back({std::string(name), std::string(value)});
}
void body(Draft& draft, std::string text) {
  draft.body = std::move(text);
  draft.has_body = true;
}

wire::Fields plain(const Encoded& form) {
  wire::Fields fields;
  for (const Encoded::Pair& pair : form.pairs)
    fields.push_back({pair.name, wire::percent_decode(pair.value).value_or("")});
  return fields;
}

// m05: the same parameter in the query and in the body.
void query_same(Draft& d, const Material&) { d.query.pairs.push_back(chief(d)); }
void query_other(Draft& d, const Material&) {
  d.query.pairs.push_back({chief(d).name, "rehearsal-other"});
}
void query_good_body_bad(Draft& d, const Material&) {
  d.query.pairs.push_back(chief(d));
  chief(d).value = "rehearsal-other";
}
void query_alone(Draft& d, const Material&) { std::swap(d.query, d.form); }
void query_secret(Draft& d, const Material&) {
  if (const Encoded::Pair* secret = find(d.form, "client_secret")) d.query.pairs.push_back(*secret);
  remove(d.form, "client_secret");
}
void authorize_posted(Draft& d, const Material&) {
  std::swap(d.query, d.form);
  d.method = "POST";
  type(d, "application/x-www-form-urlencoded");
}
void authorize_posted_twice(Draft& d, const Material& material) {
  const Encoded::Pair twice = chief(d);
  authorize_posted(d, material);
  d.query.pairs.push_back(twice);
}
void authorize_posted_by_query(Draft& d, const Material&) { d.method = "POST"; }

// m15: methods and media types.
template <char first>
void method(Draft& d, const Material&) {
  if (d.method == "POST") std::swap(d.query, d.form);
  d.method = first == 'g' ? "GET" : first == 'h' ? "HEAD" : first == 'o' ? "OPTIONS" : "TRACE";
}
template <char first>
void method_with_body(Draft& d, const Material&) {
  d.method = first == 'u' ? "PUT" : first == 'a' ? "PATCH" : first == 'd' ? "DELETE" : "post";
}
void as_json(Draft& d, const Material&) {
  Json json = Json::object();
  for (const wire::Field& field : plain(d.form)) json[field.name] = field.value;
  body(d, dump_json(json));
  type(d, "application/json");
}
void as_multipart(Draft& d, const Material&) {
  std::string text;
  for (const wire::Field& field : plain(d.form))
    text += "--probe\r\nContent-Disposition: form-data; name=\"" + field.name + "\"\r\n\r\n" +
            field.value + "\r\n";
  body(d, text + "--probe--\r\n");
  type(d, "multipart/form-data; boundary=probe");
}
void as_broken_multipart(Draft& d, const Material& material) {
  as_multipart(d, material);
  d.body.resize(d.body.size() / 2);
}
void as_xml(Draft& d, const Material&) {
  std::string text = "<request>";
  for (const wire::Field& field : plain(d.form))
    text += "<" + field.name + ">x</" + field.name + ">";
  body(d, text + "</request>");
  type(d, "application/xml");
}
void type_text(Draft& d, const Material&) { type(d, "text/plain"); }
void type_none(Draft& d, const Material&) { type(d, ""); }
void type_two(Draft& d, const Material&) { header(d, "Content-Type", "application/json"); }
void type_evil(Draft& d, const Material&) { type(d, "application/x-www-form-urlencodedEVIL"); }
void type_upper(Draft& d, const Material&) { type(d, "APPLICATION/X-WWW-FORM-URLENCODED"); }
void type_utf8(Draft& d, const Material&) {
  type(d, "application/x-www-form-urlencoded; charset=UTF-8");
}
void type_utf16(Draft& d, const Material&) {
  type(d, "application/x-www-form-urlencoded; charset=utf-16");
}
void type_utf7(Draft& d, const Material&) {
  type(d, "application/x-www-form-urlencoded; charset=utf-7");
}
void type_list(Draft& d, const Material&) {
  type(d, "application/x-www-form-urlencoded, text/plain");
}
void no_body(Draft& d, const Material&) { body(d, ""); }
void bom_body(Draft& d, const Material&) { body(d, "\xEF\xBB\xBF" + d.form.text()); }
void newline_body(Draft& d, const Material&) { body(d, d.form.text() + "\r\n"); }
void long_body(Draft& d, const Material&) {
  d.form.pairs.push_back({"unknown", std::string(9'000, 'a')});
}
void many_parameters(Draft& d, const Material&) {
  for (int count = 0; count < 400; ++count) d.parameters().pairs.push_back({"p", "1"});
}

// Client authentication.
std::string basic(std::string_view name, std::string_view secret) {
  return "Basic " + base64_encode(std::string(name) + ":" + std::string(secret), Base64::standard);
}
void without_body_client(Draft& d) {
  remove(d.form, "client_id");
  remove(d.form, "client_secret");
}
void by_basic(Draft& d, const Material& m) {
  without_body_client(d);
  header(d, "Authorization", basic(m.client_id, m.client_secret));
}
void basic_too(Draft& d, const Material& m) {
  header(d, "Authorization", basic(m.client_id, m.client_secret));
}
void basic_and_id(Draft& d, const Material& m) {
  remove(d.form, "client_secret");
  header(d, "Authorization", basic(m.client_id, m.client_secret));
}
void basic_and_other_id(Draft& d, const Material& m) {
  basic_and_id(d, m);
  find(d.form, "client_id")->value = "rehearsal-other";
}
void basic_text(Draft& d, std::string_view text) {
  without_body_client(d);
  header(d, "Authorization", text);
}
void basic_wrong(Draft& d, const Material& m) {
  basic_text(d, basic(m.client_id, "rehearsal-other"));
}
void basic_no_secret(Draft& d, const Material& m) { basic_text(d, basic(m.client_id, "")); }
void basic_no_colon(Draft& d, const Material& m) {
  basic_text(d, "Basic " + base64_encode(m.client_id, Base64::standard));
}
void basic_no_name(Draft& d, const Material& m) { basic_text(d, basic("", m.client_secret)); }
void basic_blank(Draft& d, const Material& m) {
  basic_text(d, basic(m.client_id, m.client_secret + " "));
}
void basic_colon(Draft& d, const Material& m) {
  basic_text(d, basic(m.client_id, m.client_secret + ":x"));
}
void basic_percent(Draft& d, const Material& m) {
  basic_text(d, basic(m.client_id, m.client_secret + "%"));
}
void basic_lower(Draft& d, const Material& m) {
  basic_text(d, "basic" + basic(m.client_id, m.client_secret).substr(5));
}
void basic_upper(Draft& d, const Material& m) {
  basic_text(d, "BASIC" + basic(m.client_id, m.client_secret).substr(5));
}
void basic_garbage(Draft& d, const Material& m) {
  basic_text(d, basic(m.client_id, m.client_secret) + "!");
}
void basic_unpadded(Draft& d, const Material& m) {
  std::string text = basic(m.client_id, m.client_secret + "x");
  while (text.ends_with('=')) text.pop_back();
  basic_text(d, text);
}
void basic_alone(Draft& d, const Material&) { basic_text(d, "Basic"); }
void basic_two(Draft& d, const Material& m) {
  by_basic(d, m);
  header(d, "Authorization", basic(m.client_id, m.client_secret));
}
void basic_two_other(Draft& d, const Material& m) {
  by_basic(d, m);
  header(d, "Authorization", basic("rehearsal-other", "x"));
}
void bearer(Draft& d, const Material& m) { header(d, "Authorization", "Bearer " + m.access_token); }
void bearer_alone(Draft& d, const Material& m) { basic_text(d, "Bearer " + m.access_token); }
void digest(Draft& d, const Material&) { basic_text(d, "Digest username=\"x\""); }
void none_assertion(Draft& d, const Material& m) {
  remove(d.form, "client_secret");
  const auto part = [](std::string_view text) { return base64_encode(text, Base64::url); };
  d.form.pairs.push_back({"client_assertion_type",
                          "urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"});
  d.form.pairs.push_back({"client_assertion", part(R"({"alg":"none"})") + "." +
                                                  part("{\"sub\":\"" + m.client_id + "\"}") + "."});
}

// Headers and paths that must change nothing, or nothing for the better.
void reversed(Draft& d, const Material&) {
  std::reverse(d.parameters().pairs.begin(), d.parameters().pairs.end());
}
void unknown(Draft& d, const Material&) { d.parameters().pairs.push_back({"unknown", "1"}); }
void accept_html(Draft& d, const Material&) { header(d, "Accept", "text/html"); }
void accept_xml(Draft& d, const Material&) { header(d, "Accept", "application/xml"); }
void accept_form(Draft& d, const Material&) {
  header(d, "Accept", "application/x-www-form-urlencoded");
}
void forwarded(Draft& d, const Material&) { header(d, "X-Forwarded-For", "203.0.113.9"); }
void forwarded_host(Draft& d, const Material&) { header(d, "X-Forwarded-Host", "evil.example"); }
void origin(Draft& d, const Material&) { header(d, "Origin", "https://evil.example"); }
void overridden(Draft& d, const Material&) { header(d, "X-HTTP-Method-Override", "GET"); }
void dpop(Draft& d, const Material&) { header(d, "DPoP", "x.y.z"); }
void cookie(Draft& d, const Material&) { header(d, "Cookie", "sid=x; sid=y; =;;"); }
void gzip(Draft& d, const Material&) { header(d, "Content-Encoding", "gzip"); }
void range(Draft& d, const Material&) { header(d, "Range", "bytes=0-3"); }
void slash(Draft& d, const Material&) { d.path += "/"; }
void slashes(Draft& d, const Material&) { d.path = "/" + d.path; }
void parent(Draft& d, const Material&) { d.path = "/services/x/../oauth2" + d.path.substr(16); }
void path_case(Draft& d, const Material&) { d.path = "/Services/OAuth2" + d.path.substr(16); }
void path_semicolon(Draft& d, const Material&) { d.path += ";x"; }
void path_encoded(Draft& d, const Material&) { d.path = "/services/%6fauth2" + d.path.substr(16); }
void path_nul(Draft& d, const Material&) { d.path += "%00"; }

void fragment_mode(Draft& d, const Material&) {
  d.parameters().pairs.push_back({"response_mode", "fragment"});
}
void request_uri(Draft& d, const Material&) {
  d.parameters().pairs.push_back({"request_uri", "https%3A%2F%2Fevil.example%2Frequest"});
}
void request_object(Draft& d, const Material&) {
  d.parameters().pairs.push_back({"request", "eyJhbGciOiJub25lIn0.e30."});
}
void immediate(Draft& d, const Material&) { d.parameters().pairs.push_back({"immediate", "true"}); }
void no_pkce(Draft& d, const Material&) {
  remove(d.parameters(), "code_challenge");
  remove(d.parameters(), "code_challenge_method");
}
void access_hint(Draft& d, const Material&) {
  find(d.form, "token_type_hint")->value = "access_token";
}
void access_token(Draft& d, const Material& m) {
  find(d.form, "token")->value = wire::percent_encode(m.access_token);
}
void code_as_token(Draft& d, const Material& m) {
  chief(d).value = wire::percent_encode(d.path.ends_with("token") ? m.access_token : m.client_id);
}

constexpr unsigned kTokens = bit(ProbeEndpoint::revoke) | bit(ProbeEndpoint::introspect);

constexpr std::array kSpecials{
    Special{"m05-same", "the parameter in the query as well", kPosts, query_same},
    Special{"m05-other", "the parameter in the query as well, with another value", kPosts,
            query_other},
    Special{"m05-swapped", "the good value in the query, another in the body", kPosts,
            query_good_body_bad},
    Special{"m05-query", "all parameters in the query of a POST", kPosts, query_alone},
    Special{"m05-secret", "the secret in the query", kCaller, query_secret},
    Special{"m05-post", "sent as the form of a POST", kAuthorize, authorize_posted},
    Special{"m05-post-twice", "a parameter in the query and the form of a POST", kAuthorize,
            authorize_posted_twice},
    Special{"m05-post-query", "a POST with its parameters in the query", kAuthorize,
            authorize_posted_by_query},
    Special{"m15-get", "sent by GET", kPosts, method<'g'>},
    Special{"m15-head", "sent by HEAD", kAll, method<'h'>, false},
    Special{"m15-options", "sent by OPTIONS", kAll, method<'o'>, false},
    Special{"m15-trace", "sent by TRACE", kAll, method<'t'>, false},
    Special{"m15-put", "sent by PUT", kAll, method_with_body<'u'>, false},
    Special{"m15-patch", "sent by PATCH", kAll, method_with_body<'a'>, false},
    Special{"m15-delete", "sent by DELETE", kAll, method_with_body<'d'>, false},
    Special{"m15-method-case", "the method in lower case", kPosts, method_with_body<'p'>, false},
    Special{"m15-json", "sent as JSON", kPosts, as_json},
    Special{"m15-multipart", "sent as multipart/form-data", kPosts, as_multipart},
    Special{"m15-multipart-cut", "sent as half of a multipart/form-data", kPosts,
            as_broken_multipart},
    Special{"m15-xml", "sent as XML", kPosts, as_xml},
    Special{"m15-text", "sent as text/plain", kPosts, type_text},
    Special{"m15-none", "sent without a media type", kPosts, type_none},
    Special{"m15-two", "sent with two media types", kPosts, type_two},
    Special{"m15-evil", "sent with a media type that only begins well", kPosts, type_evil},
    Special{"m15-upper", "sent with the media type in upper case", kPosts, type_upper},
    Special{"m15-utf8", "sent with charset=UTF-8", kPosts, type_utf8},
    Special{"m15-utf16", "sent with charset=utf-16", kPosts, type_utf16},
    Special{"m15-utf7", "sent with charset=utf-7", kPosts, type_utf7},
    Special{"m15-list", "sent with two media types in one header", kPosts, type_list},
    Special{"m15-empty", "sent without a body", kPosts, no_body},
    Special{"m13-bom-body", "a byte order mark before the form", kPosts, bom_body},
    Special{"m12-newline-body", "a line break after the form", kPosts, newline_body},
    Special{"m14-body", "a body of 9,000 bytes", kPosts, long_body, false},
    Special{"m14-many", "400 more parameters of one name", kAll, many_parameters, false},
    Special{"basic", "credentials in a Basic header", kCaller, by_basic},
    Special{"basic-and-body", "credentials in a Basic header and in the body", kCaller, basic_too},
    Special{"basic-and-id", "a Basic header and the same client_id in the body", kCaller,
            basic_and_id},
    Special{"basic-other-id", "a Basic header and another client_id in the body", kCaller,
            basic_and_other_id},
    Special{"basic-wrong", "a Basic header with another secret", kCaller, basic_wrong},
    Special{"basic-no-secret", "a Basic header without a secret", kCaller, basic_no_secret},
    Special{"basic-no-colon", "a Basic header without a colon", kCaller, basic_no_colon},
    Special{"basic-no-name", "a Basic header without a name", kCaller, basic_no_name},
    Special{"basic-blank", "a Basic header with a blank after the secret", kCaller, basic_blank},
    Special{"basic-colon", "a Basic header with a second colon", kCaller, basic_colon},
    Special{"basic-percent", "a Basic header with a lone percent sign", kCaller, basic_percent},
    Special{"basic-lower", "the scheme basic in lower case", kCaller, basic_lower},
    Special{"basic-upper", "the scheme BASIC in upper case", kCaller, basic_upper},
    Special{"m16-basic", "garbage after the Basic credentials", kCaller, basic_garbage},
    Special{"m16-basic-unpadded", "a wrong secret in Basic without padding", kCaller,
            basic_unpadded},
    Special{"basic-alone", "the word Basic alone", kCaller, basic_alone},
    Special{"basic-two", "two Basic headers", kCaller, basic_two},
    Special{"basic-two-other", "two Basic headers that differ", kCaller, basic_two_other},
    Special{"bearer", "a Bearer header beside the form", kPosts, bearer},
    Special{"bearer-alone", "a Bearer header instead of credentials", kCaller, bearer_alone},
    Special{"digest", "a Digest header instead of credentials", kCaller, digest},
    Special{"alg-none", "a client assertion signed by nothing", kCaller, none_assertion},
    Special{"order", "the parameters in the other order", kAll, reversed},
    Special{"unknown", "an unknown parameter more", kAll, unknown},
    Special{"accept-html", "asking for an answer in HTML", kAll, accept_html},
    Special{"accept-xml", "asking for an answer in XML", kPosts, accept_xml},
    Special{"accept-form", "asking for an answer as a form", kPosts, accept_form},
    Special{"forwarded-for", "with X-Forwarded-For", kAll, forwarded},
    Special{"forwarded-host", "with X-Forwarded-Host", kAll, forwarded_host},
    Special{"origin", "with the Origin of another site", kAll, origin},
    Special{"override", "with X-HTTP-Method-Override", kAll, overridden},
    Special{"dpop", "with a DPoP header that is none", kPosts, dpop},
    Special{"cookie", "with odd cookies", kAll, cookie},
    Special{"gzip", "with a Content-Encoding that is not true", kPosts, gzip},
    Special{"range", "with a Range", kAll, range},
    Special{"path-slash", "a slash after the path", kAll, slash},
    Special{"path-slashes", "two slashes before the path", kAll, slashes},
    Special{"path-parent", "a path with /../", kAll, parent},
    Special{"path-case", "the path in another case", kAll, path_case},
    Special{"path-semicolon", "a semicolon after the path", kAll, path_semicolon},
    Special{"path-encoded", "a percent-encoded letter in the path", kAll, path_encoded},
    Special{"path-nul", "NUL after the path", kAll, path_nul},
    Special{"fragment", "response_mode=fragment", kAuthorize, fragment_mode},
    Special{"request-uri", "a request_uri of another host", kAuthorize, request_uri},
    Special{"request", "a request object signed by nothing", kAuthorize, request_object},
    Special{"immediate", "immediate=true", kAuthorize, immediate},
    Special{"no-pkce", "no PKCE at all", kAuthorize, no_pkce},
    Special{"hint", "token_type_hint=access_token for a refresh token", kTokens, access_hint},
    Special{"access-token", "an access token for a refresh token", kTokens, access_token},
    Special{"m19-kind", "a value of another kind", kPosts, code_as_token},
};

}  // namespace

std::span<const Special> specials() { return kSpecials; }

}  // namespace rehearse::harness
