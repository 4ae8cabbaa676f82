#include "harness/fuzz/reproduction_curl.h"

#include <fmt/format.h>

#include <cctype>
#include <nlohmann/json.hpp>

#include "mocks/core/text.h"
#include "mocks/wire/form.h"

namespace rehearse::harness {
namespace {

constexpr std::string_view kFunctions = R"(set -u
: "${S:?is the address of the mock org}" "${C:?is the address of the control listener}"
export LC_ALL=C
answer=
# A member of the JSON that was answered; a parameter of the address that was redirected to.
member() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" <<<"$answer" | head -n 1; }
parameter() {
  local value
  value=$(sed -n "s/.*[?&]$1=\([^&\"[:space:]]*\).*/\1/p" <<<"$answer" | head -n 1)
  printf '%b' "${value//%/\\x}"
}
# Percent-encodes a value.
pct() {
  local at one
  for ((at = 0; at < ${#1}; at++)); do
    one=${1:at:1}
    case $one in [A-Za-z0-9._~-]) printf '%s' "$one" ;; *) printf '%%%02X' "'$one" ;; esac
  done
}
)";

// A variable's name: `access-1` becomes `access_1`.
std::string variable(std::string_view name) {
  std::string text;
  for (const char c : name) text += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
  return text;
}

// JSON within single quotes of the shell.
std::string json_in_quotes(const std::string& text) {
  return replace_all(dump_json(Json(text)), "'", "'\\''");
}

// For printf: any byte, in characters that are safe in single quotes.
std::string printf_bytes(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += std::isalnum(byte) != 0 ? std::string(1, c) : fmt::format("\\x{:02x}", byte);
  }
  return text;
}

// A comment must stay one line.
std::string comment(std::string_view text) {
  std::string line = "# ";
  for (const char c : text) line += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  return line + "\n";
}

}  // namespace

std::string shell_quoted(std::string_view text) {
  return "'" + replace_all(std::string(text), "'", "'\\''") + "'";
}

std::string CurlWriter::word(std::string_view from) {
  std::string text;
  for (const auto& piece : names_.cut(from))
    text += piece.is_name ? "\"$" + variable(piece.text) + "\"" : shell_quoted(piece.text);
  return text.empty() ? "''" : text;
}

std::string CurlWriter::encoded(const Json& line, std::string_view pairs) {
  std::string text;
  for (const auto& [name, value] : transcript_pairs(line, pairs)) {
    if (!text.empty()) text += '&';
    text += wire::percent_encode(name) + '=';
    for (const auto& piece : names_.cut(value))
      text += piece.is_name ? "$(pct \"$" + variable(piece.text) + "\")"
                            : wire::percent_encode(piece.text);
  }
  return text;
}

std::string CurlWriter::from_address(const std::string& peer) {
  if (peer.empty()) return {};
  if (peer.starts_with("127.")) return " --interface " + shell_quoted(peer);
  for (const auto& [address, counts_as] : network_) {
    if (counts_as == peer) return " --interface " + address;
  }
  const std::string address = fmt::format("127.88.0.{}", network_.size() + 1);
  network_[address] = peer;
  control("PUT", "/network", Json(network_));
  return " --interface " + address;
}

void CurlWriter::control(std::string_view method, std::string_view path, const Json& body) {
  lines_ += fmt::format("curl -s -X {} \"$C{}\" -d {}; echo\n", method, path,
                        shell_quoted(dump_json(body)));
}

void CurlWriter::take(const Json& line) {
  for (const auto& [what, name] :
       names_.take_gives(line, {"code", "state", "access_token", "refresh_token", "id_token"})) {
    const bool is_parameter = what == "code" || what == "state";
    lines_ +=
        fmt::format("{}=$({} {})\n", variable(name), is_parameter ? "parameter" : "member", what);
  }
}

void CurlWriter::app(const Json& line) {
  const std::string name = text_member(line, "name");
  lines_ += fmt::format("answer=$(curl -s \"$C/apps\" -d {})\n",
                        shell_quoted(dump_json(object_member(line, "settings"))));
  for (const auto& [suffix, member] :
       {std::pair{"_key", "consumer_key"}, {"_secret", "consumer_secret"}, {"_id", "app_id"}}) {
    if (names_.give(name + suffix))
      lines_ += fmt::format("{}=$(member {})\n", variable(name + suffix), member);
  }
}

// The authorize_url is a text within JSON: it is encoded, so that nothing in it needs escaping.
void CurlWriter::approve(const Json& line) {
  const Json gives = object_member(line, "gives");
  const auto verifier = string_member(gives, "verifier");
  std::string query = encoded(line, "query");
  if (verifier && names_.give(*verifier)) {
    const std::string name = variable(*verifier);
    // 128 characters, as Workato's; which ones does not matter.
    lines_ += fmt::format("{}=$(printf '%0128d' {})\n", name, lines_.size());
    lines_ += fmt::format(
        "{}_challenge=$(printf '%s' \"${}\" | openssl dgst -sha256 -binary | openssl base64 -A | "
        "tr '+/' '-_' | tr -d '=')\n",
        name, name);
    query += fmt::format("&code_challenge=${}_challenge&code_challenge_method=S256", name);
  }
  lines_ += fmt::format(
      "answer=$(curl -s \"$C/approve\" -d '{{\"username\":{},\"decision\":{},\"authorize_url\":\"'"
      "\"$S/services/oauth2/authorize?{}\"'\"}}')\n",
      json_in_quotes(string_member(line, "username").value_or("user@rehearsal.test")),
      json_in_quotes(string_member(line, "decision").value_or("approve")), query);
  take(line);
}

void CurlWriter::request(const Json& line) {
  const std::string method = string_member(line, "method").value_or("GET");
  const std::string from = from_address(text_member(line, "peer"));
  const std::string query = encoded(line, "query"), form = encoded(line, "form");
  const std::string body = text_member(line, "body");
  std::string call = fmt::format("curl -s -i{} -X {} \"$S\"{}", from, shell_quoted(method),
                                 word(text_member(line, "path")));
  if (!query.empty()) call += "\"?" + query + "\"";
  for (const auto& [name, value] : transcript_pairs(line, "headers"))
    call += " -H " + word(name + ": " + value);
  if (!form.empty()) call += " --data-raw \"" + form + "\"";
  if (!body.empty()) {
    const std::string bytes = wire::percent_decode(body).value_or(body);
    call = fmt::format("printf '{}' | {} --data-binary @-", printf_bytes(bytes), call);
  }
  lines_ += fmt::format("answer=$({})\nhead -n 1 <<<\"$answer\"\n", call);
  if (const auto status = integer_member(line, "status"))
    lines_ += comment(fmt::format("The fuzzer saw {} {}", *status, text_member(line, "error")));
  take(line);
}

void CurlWriter::add(const Json& line) {
  const std::string what = text_member(line, "do");
  if (what == "app") {
    app(line);
  } else if (what == "approve") {
    approve(line);
  } else if (what == "request") {
    request(line);
  } else if (what == "settings") {
    const std::string id = variable(text_member(line, "app") + "_id");
    control("PATCH", "/apps/$" + id, object_member(line, "settings"));
  } else if (what == "dials") {
    control("PATCH", "/dials", object_member(line, "dials"));
  } else if (what == "fault") {
    control("POST", "/faults", object_member(line, "fault"));
  } else if (what == "advance") {
    control("POST", "/clock", {{"advance", text_member(line, "by")}});
  } else if (what == "user") {
    Json change = line;
    change.erase("do");
    change.erase("username");
    control("PATCH", "/users/" + wire::percent_encode(text_member(line, "username")), change);
  } else if (what == "note") {
    lines_ += comment(text_member(line, "text"));
  } else if (what == "promise") {
    lines_ += comment("Here this broke: " + text_member(line, "promise") + ": " +
                      text_member(line, "text"));
  }
}

std::string CurlWriter::text(const ReproductionOf& of, const std::string& why) const {
  std::string flags;
  if (!of.mutant.empty()) flags += " --mutant " + of.mutant;
  if (!of.bug.empty()) flags += " --bug " + of.bug;
  return "#!/usr/bin/env bash\n" +
         comment(fmt::format("Found by fuzzing {}: {}{}{}", of.target, of.promise,
                             of.promise.empty() ? "" : ": ", of.sentence)) +
         comment(why) +
         comment(fmt::format("`rehearse serve{}` prints the addresses; then S=http://… C=http://… "
                             "bash curl.sh, with \"salesforce\" for S and \"control\" for C.",
                             flags)) +
         std::string(kFunctions) + lines_;
}

}  // namespace rehearse::harness
