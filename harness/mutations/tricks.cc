#include <algorithm>
#include <array>

#include "harness/mutations/mutations.h"
#include "mocks/core/crypto.h"
#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

using Texts = std::vector<std::string>;

std::string upper(std::string text) {
  for (char& character : text) {
    if (character >= 'a' && character <= 'z') character = char(character - 'a' + 'A');
  }
  return text;
}

// The parts of an address that the tricks move: scheme://host/path.
struct Address {
  std::string scheme{}, host{}, path{};
};

Address parts_of(const std::string& url) {
  const size_t colon = url.find("://");
  if (colon == std::string::npos) return {"https", "www.workato.com", url};
  const size_t slash = std::min(url.find('/', colon + 3), url.size());
  return {url.substr(0, colon), url.substr(colon + 3, slash - colon - 3), url.substr(slash)};
}

// The good address with its parts moved.
void add_moved(const std::string& good, Texts& texts) {
  const auto [scheme, host, path] = parts_of(good);
  const std::string base = scheme + "://" + host, last = path.substr(path.rfind('/') + 1);
  const std::string folder = path.substr(0, path.size() - last.size());
  for (std::string text : {upper(scheme) + "://" + host + path,
                           scheme + "://" + upper(host) + path,
                           base + upper(path),
                           base + ":443" + path,
                           base + ":80@evil.example" + path,
                           scheme + "://user@" + host + path,
                           scheme + "://user:pass@" + host + path,
                           base + ".evil.example" + path,
                           scheme + "://evil" + host + path,
                           base + "." + path,
                           scheme + "://evil.example/" + base + path,
                           scheme + "://evil.example?" + good,
                           scheme + "://evil.example#" + good,
                           scheme + "://" + good + "@evil.example/",
                           scheme + ":/" + host + path,
                           scheme + ":\\/\\/" + host + path,
                           "http://" + host + path,
                           base + "/" + path,
                           base + folder + "%63" + last.substr(std::min<size_t>(1, last.size())),
                           base + folder,
                           base,
                           " " + good,
                           "\t" + good,
                           good + " " + good,
                           good + "," + good,
                           base + path + "/" + std::string(8'192, 'a')})
    texts.push_back(std::move(text));
}

// Every one differs from the good one in bytes, so none may be redirected to.
Texts redirect_tricks(const std::string& good) {
  Texts texts;
  for (const std::string_view tail : {"/",
                                      "//",
                                      "/.",
                                      "/..",
                                      "/..;/",
                                      "/../callback",
                                      "/%2e%2e",
                                      "/%252e%252e",
                                      "\\",
                                      "/%5c",
                                      ";x",
                                      "%2F",
                                      "%20",
                                      " ",
                                      "\t",
                                      ".",
                                      "#",
                                      "#x",
                                      "?",
                                      "?x",
                                      "?code=evil",
                                      "?state=evil",
                                      "&code=evil",
                                      "?error=evil",
                                      "%00",
                                      "\r\nSet-Cookie:x=1",
                                      "%0d%0aSet-Cookie:x=1",
                                      "@evil.example",
                                      "\u202e"})
    texts.push_back(good + std::string(tail));
  for (const std::string_view other :
       {"http://localhost:80@evil.example/", "http://127.0.0.1/callback",
        "http://localhost/callback", "http://localhost./callback", "http://[::1]/callback",
        "http://0x7f.1/callback", "http://2130706433/callback",
        "http://[::ffff:127.0.0.1]/callback", "http://[:::::::::::::::::::::::::::]/path",
        "http://x.localhost/callback", "//www.workato.com/oauth/callback", "/oauth/callback",
        "javascript:alert(1)", "data:text/html,x", "vbscript:x", "https://evil.example/",
        "[\"https://evil.example/\"]", "https://xn--workat-ihg.com/oauth/callback"})
    texts.emplace_back(other);
  add_moved(good, texts);
  return texts;
}

Texts scope_tricks(const std::string& good) {
  Texts texts{"full",
              "full admin_everything",
              "admin_everything",
              "offline_access",
              "refresh_token",
              "api",
              "id",
              "openid",
              "web",
              upper(good),
              good + " " + good,
              good + " full",
              good + " web",
              good + " admin_everything",
              good + "," + "id",
              good + "+id",
              " " + good,
              good + " ",
              good + "  id",
              good + "\tid",
              "\"" + good + "\"",
              good + "\\",
              replace_all(good, " ", ","),
              replace_all(good, " ", "+"),
              replace_all(good, " ", "\n")};
  std::string many;
  for (int count = 0; count < 500; ++count) many += "api ";
  texts.push_back(many + "api");
  const size_t blank = good.find(' ');
  if (blank != std::string::npos)  // in another order
    texts.push_back(good.substr(blank + 1) + " " + good.substr(0, blank));
  return texts;
}

Texts state_tricks(const std::string& good) {
  return {"",
          "a b&c=d/\u00e9\"<%",
          "<script>alert(1)</script>",
          "{\"a\":[1]}",
          "\r\nSet-Cookie: x=1",
          "%",
          "%0d%0a",
          "\u00e9\u202e",
          "'\"><x>",
          "&state=evil",
          "#" + good,
          good + "&code=evil",
          upper(good),
          good + " ",
          std::string(255, 's'),
          std::string(256, 's'),
          std::string(1'000, 's'),
          std::string(8'192, 's')};
}

Texts challenge_tricks(const std::string& good) {
  const Digest hash = sha256(good);
  std::string standard = base64_encode(hash, Base64::standard);
  return {base64_encode(hash, Base64::url),               // of the challenge itself
          "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",  // of the empty verifier
          "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",  // of RFC 7636, appendix B
          "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",  // its verifier
          std::string(43, 'A'),
          std::string(42, 'A'),
          std::string(44, 'A'),
          std::string(64, '0'),  // as long as the hash in hex
          std::string(128, 'A'),
          std::string(129, 'A'),
          std::string(256, 'A'),
          std::string(257, 'A'),
          standard,
          good + "=",
          good + "==",
          good + "\n",
          good.substr(0, good.size() - std::min<size_t>(1, good.size())),
          good + "A",
          replace_all(replace_all(good, "-", "+"), "_", "/"),
          std::string(42, 'A') + "+",
          std::string(42, 'A') + "/",
          std::string(42, 'A') + "="};
}

Texts method_tricks(const std::string&) {
  return {"plain",      "s256", "S512",  "S256 ",   " S256",  "S256\n", "S256,plain",
          "plain S256", "none", "PLAIN", "S256%00", "SHA256", "RS256"};
}

Texts verifier_tricks(const std::string& good) {
  return {base64_encode(sha256(good), Base64::url),  // the challenge
          std::string(1, 'A'),
          std::string(42, 'A'),
          std::string(43, 'A'),
          std::string(128, 'A'),
          std::string(129, 'A'),
          std::string(256, 'A'),
          std::string(257, 'A'),
          good.substr(0, good.size() - std::min<size_t>(1, good.size())),
          good.substr(0, good.size() / 2),
          good + "A",
          good + "\n",
          good + " ",
          good + "~",
          good + "=",
          good + "+",
          good + "\u00e9",
          upper(good),
          std::string(42, 'A') + "~",
          std::string(42, 'A') + "+"};
}

// Of a code or a token.
Texts secret_tricks(const std::string& good) {
  Texts texts{good.substr(0, good.size() - std::min<size_t>(1, good.size())),
              good.substr(0, good.size() / 2),
              good + "A",
              good + "=",
              good + " ",
              " " + good,
              good + "\n",
              good + std::string(1, '\0') + "x",
              upper(good),
              lower(good),
              replace_all(good, "=", ""),
              replace_all(good, "=", "%3D"),
              replace_all(good, "+", " "),
              replace_all(good, ".", ""),
              good + "," + good,
              good + " " + good,
              "[\"" + good + "\"]",
              "Bearer " + good,
              "null",
              "undefined",
              "0",
              std::string(10'240, 'A')};
  if (!good.empty()) {
    std::string changed = good;
    char& middle = changed[changed.size() / 2];
    middle = middle == 'A' ? 'B' : 'A';
    texts.push_back(changed);
  }
  return texts;
}

Texts client_tricks(const std::string& good) {
  Texts texts = secret_tricks(good);
  texts.emplace_back(kAppOfEveryOrg);
  for (const std::string_view text : {"<script>alert(1)</script>", "'\"><x>", "*", "%"})
    texts.emplace_back(text);
  return texts;
}

Texts password_tricks(const std::string& good) {
  Texts texts = secret_tricks(good);
  for (const std::string& text : {std::string(), good + ":", ":" + good, good + "%", good + "+",
                                  good + "\u00e9", std::string("\t") + good, good + "\r\n"})
    texts.push_back(text);
  return texts;
}

Texts grant_tricks(const std::string& good) {
  Texts texts{upper(good), good + " ", " " + good, good + "\n", "code", "implicit"};
  for (const std::string_view text :
       {"authorization_code", "refresh_token", "client_credentials", "password", "device_code",
        "device", "hybrid_auth_code", "hybrid_refresh", "assertion",
        "urn:ietf:params:oauth:grant-type:jwt-bearer",
        "urn:ietf:params:oauth:grant-type:token-exchange",
        "urn:ietf:params:oauth:grant-type:saml2-bearer", "authorization_code refresh_token"})
    texts.emplace_back(text);
  return texts;
}

Texts response_type_tricks(const std::string&) {
  return {"token",        "code token",     "token code",  "id_token",  "code id_token",
          "CODE",         "code ",          " code",       "code code", "none",
          "hybrid_token", "token id_token", "device_code", "code\n"};
}

Texts prompt_tricks(const std::string&) {
  return {"none",       "login",     "consent", "select_account", "login consent",
          "none login", "none none", "NONE",    "create",         "login\nnone"};
}

// What suits anything.
Texts any_tricks(const std::string& good) {
  return {"",
          "0",
          "-1",
          "1e9",
          "+1",
          "00",
          "NaN",
          "2147483648",
          "9223372036854775808",
          "null",
          "true",
          "[]",
          "{}",
          "<x>",
          "'\"&<>",
          "../../etc",
          "${x}",
          good + good,
          good + " ",
          upper(good),
          "\r\nX-Rehearsal: 1",
          std::string(8'192, 'x')};
}

struct Row {
  std::string_view parameter{};
  Texts (*tricks)(const std::string&) = nullptr;
};
constexpr std::array kRows{Row{"redirect_uri", redirect_tricks},
                           Row{"scope", scope_tricks},
                           Row{"state", state_tricks},
                           Row{"nonce", state_tricks},
                           Row{"code_challenge", challenge_tricks},
                           Row{"code_challenge_method", method_tricks},
                           Row{"code_verifier", verifier_tricks},
                           Row{"code", secret_tricks},
                           Row{"client_id", client_tricks},
                           Row{"client_secret", password_tricks},
                           Row{"refresh_token", secret_tricks},
                           Row{"token", secret_tricks},
                           Row{"grant_type", grant_tricks},
                           Row{"response_type", response_type_tricks},
                           Row{"prompt", prompt_tricks}};

}  // namespace

std::vector<std::string> numbered_tricks(std::string_view parameter, std::string_view good) {
  const auto row = std::find_if(kRows.begin(), kRows.end(),
                                [&](const Row& one) { return one.parameter == parameter; });
  return row == kRows.end() ? any_tricks(std::string(good)) : row->tricks(std::string(good));
}

std::vector<std::string> tricks(std::string_view parameter, std::string_view good) {
  Texts texts = numbered_tricks(parameter, good);
  // Each once, and never the good value itself.
  Texts each;
  for (std::string& text : texts) {
    if (text != good && std::find(each.begin(), each.end(), text) == each.end())
      each.push_back(std::move(text));
  }
  return each;
}

}  // namespace rehearse::harness
