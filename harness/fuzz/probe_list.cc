#include "harness/fuzz/probe_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "harness/fuzz/probe_sequences.h"
#include "mocks/wire/form.h"

namespace rehearse::harness {
namespace {

constexpr std::array kEndpoints{ProbeEndpoint::authorize, ProbeEndpoint::code,
                                ProbeEndpoint::refresh, ProbeEndpoint::revoke,
                                ProbeEndpoint::introspect};

// Parameters whose values are base64 or random text: where the variants of base64 make sense.
constexpr std::array<std::string_view, 6> kOpaque{
    "code", "refresh_token", "token", "code_challenge", "code_verifier", "client_secret"};
// Parameters with a bound of their own, worth every length around it.
constexpr std::array<std::string_view, 4> kBounded{"code_challenge", "code_verifier", "state",
                                                   "client_id"};
// Parameters whose values are words of a list.
constexpr std::array<std::string_view, 4> kWords{"grant_type", "response_type", "prompt",
                                                 "code_challenge_method"};
// Parameters that an authorization request may have besides.
constexpr std::array<std::string_view, 4> kAdditions{"nonce", "login_hint", "max_age",
                                                     "response_mode"};

template <size_t size>
bool is_in(const std::array<std::string_view, size>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Whether a mutation of that id is worth a request for that parameter: the list is to stay quick,
// and what is read by the same code needs no second proof.
bool is_worth(std::string_view id, ProbeEndpoint endpoint, std::string_view parameter,
              size_t place) {
  // A megabyte is refused before it is read whole: whether that refusal arrives is up to the
  // sockets.
  if (id == "m14-1m") return false;
  // Both grants and introspection read these by the same code.
  const bool is_read_before =
      (endpoint == ProbeEndpoint::introspect && parameter.starts_with("client_")) ||
      (endpoint == ProbeEndpoint::refresh &&
       (parameter.starts_with("client_") || parameter == "grant_type"));
  if (is_read_before || parameter == "token_type_hint") return id < "m05" || id == "m12-nul";
  if (is_in(kWords, parameter) && (id.starts_with("m13") || id.starts_with("m14")))
    return id == "m13-alike" || id == "m13-overlong" || id == "m14-257";
  if (id.starts_with("m09")) return place == 0;  // of the form as a whole
  if (id == "m14-64k") return place == 1;
  if (id.starts_with("m14"))
    return is_in(kBounded, parameter) || id == "m14-1" || id == "m14-257" || id == "m14-8193";
  if (id.starts_with("m16")) return is_in(kOpaque, parameter);
  if (id.starts_with("m17")) return parameter == "state" || parameter == "scope";
  if (id.starts_with("m11")) return parameter == "scope";
  return true;
}

// What may go to a server that is not ours: bounded, and with no material that could be real.
bool is_safe(ProbeEndpoint endpoint, std::string_view id) {
  return endpoint != ProbeEndpoint::refresh && id != "m14-64k";
}

bool names_a_real_app(const wire::HttpRequest& request) {
  const auto has = [](const std::string& text) {
    return text.find(kAppOfEveryOrg) != std::string::npos;
  };
  return has(request.body) || has(request.url) ||
         std::any_of(request.headers.begin(), request.headers.end(),
                     [&](const wire::Field& header) { return has(header.value); });
}

// A value as reports show it: of made-up material, printable, and not long.
std::string shown(std::string_view value) {
  constexpr size_t kLongest = 60;
  std::string text;
  for (const char character : value.substr(0, kLongest)) {
    const auto byte = uint8_t(character);
    text +=
        byte >= 0x20 && byte < 0x7f ? std::string(1, character) : fmt::format("\\x{:02x}", byte);
  }
  if (value.size() > kLongest) return fmt::format("{}… of {} bytes", text, value.size());
  return value.empty() ? "an empty text" : text;
}

// ListMaker puts the list together, with made-up material to see which changes change anything.
class ListMaker {
 public:
  std::vector<Probe> make() {
    for (const ProbeEndpoint endpoint : kEndpoints) {
      add({.id = name(endpoint, "as-is"),
           .endpoint = endpoint,
           .words = "the good request",
           .is_safe = endpoint != ProbeEndpoint::refresh});
      add_parameters(endpoint);
      add_specials(endpoint);
    }
    add_additions();
    add_sequences();
    return std::move(probes_);
  }

 private:
  static std::string name(ProbeEndpoint endpoint, std::string_view rest) {
    return fmt::format("{}/{}", to_text(endpoint), rest);
  }

  // Leaves out what would be the good request.
  void add(Probe probe) {
    if (probe.change != Probe::Change::sequence) {
      const MadeRequest made = make_probe_request(probe, material_, "http://localhost");
      if (!made.applies) return;
      // A made-up secret or token in the name of an app that is there would be guessing.
      if (probe.endpoint != ProbeEndpoint::authorize && names_a_real_app(made.request))
        probe.is_safe = false;
    }
    probes_.push_back(std::move(probe));
  }

  void add_parameters(ProbeEndpoint endpoint) {
    ProbeDraft draft = good_draft(endpoint, material_);
    const Encoded form = draft.parameters();
    for (size_t place = 0; place < form.pairs.size(); ++place) {
      add_mutations(endpoint, form.pairs[place].name, place);
      add_tricks(endpoint, form.pairs[place]);
    }
  }

  void add_mutations(ProbeEndpoint endpoint, const std::string& parameter, size_t place) {
    const auto all = mutations();
    for (size_t number = 0; number < all.size(); ++number) {
      const Mutation& one = all[number];
      if (!is_worth(one.id, endpoint, parameter, place)) continue;
      add({.id = name(endpoint, fmt::format("{}/{}", parameter, one.id)),
           .endpoint = endpoint,
           .change = Probe::Change::mutation,
           .parameter = parameter,
           .number = number,
           .words = fmt::format("`{}`: {}", parameter, one.name),
           .is_safe = is_safe(endpoint, one.id)});
    }
  }

  void add_tricks(ProbeEndpoint endpoint, const Encoded::Pair& pair) {
    // Read by the same code as where a code is exchanged.
    const bool is_read_before =
        endpoint == ProbeEndpoint::introspect || endpoint == ProbeEndpoint::refresh;
    if (is_read_before && pair.name.starts_with("client_")) return;
    const std::string good = wire::percent_decode(pair.value).value_or("");
    const std::vector<std::string> values = numbered_tricks(pair.name, good);
    for (size_t number = 0; number < values.size(); ++number) {
      const bool is_first = std::find(values.begin(), values.end(), values[number]) ==
                            values.begin() + std::ptrdiff_t(number);
      if (!is_first) continue;
      add({.id = name(endpoint, fmt::format("{}/trick-{}", pair.name, number + 1)),
           .endpoint = endpoint,
           .change = Probe::Change::trick,
           .parameter = pair.name,
           .number = number,
           .words = fmt::format("`{}`: {}", pair.name, shown(values[number])),
           .is_safe = is_safe(endpoint, "")});
    }
  }

  void add_specials(ProbeEndpoint endpoint) {
    const auto all = specials();
    for (size_t number = 0; number < all.size(); ++number) {
      if ((all[number].endpoints & (1U << unsigned(endpoint))) == 0) continue;
      add({.id = name(endpoint, all[number].id),
           .endpoint = endpoint,
           .change = Probe::Change::special,
           .number = number,
           .words = std::string(all[number].words),
           .is_safe = all[number].is_safe && is_safe(endpoint, "")});
    }
  }

  void add_additions() {
    for (const std::string_view parameter : kAdditions) {
      const std::vector<std::string> values = numbered_tricks(parameter, "1");
      for (size_t number = 0; number < values.size(); ++number)
        add({.id = fmt::format("authorize/{}/trick-{}", parameter, number + 1),
             .change = Probe::Change::addition,
             .parameter = std::string(parameter),
             .number = number,
             .words = fmt::format("`{}` added: {}", parameter, shown(values[number])),
             .is_safe = true});
    }
  }

  void add_sequences() {
    const auto all = sequences();
    for (size_t number = 0; number < all.size(); ++number)
      add({.id = fmt::format("sequence/{}", all[number].id),
           .endpoint = all[number].endpoint,
           .change = Probe::Change::sequence,
           .number = number,
           .words = std::string(all[number].words)});
  }

  const ProbeMaterial material_ = made_up_material();
  std::vector<Probe> probes_{};
};

}  // namespace

const std::vector<Probe>& probe_list() {
  static const std::vector<Probe> list = ListMaker().make();
  return list;
}

}  // namespace rehearse::harness
