#include "harness/fuzz/probe_list.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "harness/fuzz/probe_report.h"
#include "harness/fuzz/probe_sequences.h"
#include "mocks/core/text.h"
#include "mocks/wire/form.h"

namespace rehearse::harness {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;

const Probe& named(std::string_view id) {
  const auto found = std::find_if(probe_list().begin(), probe_list().end(),
                                  [&](const Probe& probe) { return probe.id == id; });
  EXPECT_NE(found, probe_list().end()) << id;
  return found == probe_list().end() ? probe_list().front() : *found;
}

wire::HttpRequest request_of(std::string_view id) {
  return make_probe_request(named(id), made_up_material(), "http://localhost").request;
}

TEST(ProbeList, HasAboutTwoThousandProbesOfWhichEachHasANameOfItsOwn) {
  std::set<std::string> ids;
  for (const Probe& probe : probe_list()) {
    EXPECT_TRUE(ids.insert(probe.id).second) << probe.id;
    EXPECT_FALSE(probe.words.empty()) << probe.id;
  }
  EXPECT_GE(ids.size(), 1'900U);
  EXPECT_LE(ids.size(), 2'300U);
}

// But the longest, and the two whose result is how a good request is written anyway.
TEST(ProbeList, TriesEachMutationAtLeastOnce) {
  const std::set<std::string_view> left_out{"m14-1m", "m10-upper", "m11-twenty"};
  std::set<size_t> tried;
  for (const Probe& probe : probe_list()) {
    if (probe.change == Probe::Change::mutation) tried.insert(probe.number);
  }
  for (size_t number = 0; number < mutations().size(); ++number)
    EXPECT_NE(tried.contains(number), left_out.contains(mutations()[number].id))
        << mutations()[number].id;
}

TEST(ProbeList, TriesEachSpecialChangeAndEachSequence) {
  std::set<size_t> specials_tried, sequences_tried;
  for (const Probe& probe : probe_list()) {
    if (probe.change == Probe::Change::special) specials_tried.insert(probe.number);
    if (probe.change == Probe::Change::sequence) sequences_tried.insert(probe.number);
  }
  EXPECT_EQ(specials_tried.size(), specials().size());
  EXPECT_EQ(sequences_tried.size(), sequences().size());
}

TEST(ProbeList, IsTheSameForOtherMaterial) {
  ProbeMaterial other = made_up_material();
  other.code = "aPrxAbCdEf0123456789_-zZ==";
  other.refresh_token = "5Aep861AbCdEf";
  for (const Probe& probe : probe_list()) {
    if (probe.change != Probe::Change::trick) continue;
    const auto made = make_probe_request(probe, other, "http://localhost");
    const auto first = make_probe_request(probe, made_up_material(), "http://localhost");
    EXPECT_EQ(made.request.method, first.request.method) << probe.id;
  }
  EXPECT_THAT(make_probe_request(named("token/code/code/trick-3"), other, "").request.body,
              HasSubstr("code=aPrxAbCdEf0123456789_-zZ%3D%3DA&"));
}

TEST(ProbeList, ChangesWhatItSays) {
  const std::string good = request_of("token/code/as-is").body;
  EXPECT_THAT(good, HasSubstr("grant_type=authorization_code&code=rehearse-probe"));
  EXPECT_EQ(request_of("token/code/code_verifier/m01").body,
            good.substr(0, good.find("&code_verifier=")));
  EXPECT_THAT(request_of("token/code/code/m03").body,
              HasSubstr("code=rehearse-probe-no-such-code%3D%3D&code=rehearse-probe-no-such-code"));
  EXPECT_THAT(request_of("token/code/m05-other").url, EndsWith("/token?code=rehearsal-other"));
  EXPECT_EQ(request_of("token/code/m15-get").method, "GET");
  EXPECT_EQ(request_of("token/code/m15-get").body, "");
  EXPECT_THAT(request_of("token/code/m15-json").body, HasSubstr(R"("code_verifier":")"));
  EXPECT_EQ(request_of("authorize/m05-post").method, "POST");
}

TEST(ProbeList, KeepsARequestLineInOnePiece) {
  for (const Probe& probe : probe_list()) {
    if (probe.change == Probe::Change::sequence) continue;
    const auto made = make_probe_request(probe, made_up_material(), "http://localhost");
    for (const char character : made.request.url)
      ASSERT_TRUE(character > 0x20 && character < 0x7f && character != '#') << probe.id;
    for (const wire::Field& header : made.request.headers)
      ASSERT_FALSE(has_control(header.value)) << probe.id;
  }
}

TEST(ProbeList, SendsNothingToOthersThatIsLongOrNeedsAToken) {
  size_t safe = 0;
  for (const Probe& probe : probe_list()) {
    if (!probe.is_safe) continue;
    ++safe;
    EXPECT_NE(probe.endpoint, ProbeEndpoint::refresh) << probe.id;
    EXPECT_NE(probe.change, Probe::Change::sequence) << probe.id;
    const auto made = make_probe_request(probe, made_up_material(), "http://localhost");
    EXPECT_LE(made.request.body.size() + made.request.url.size(), 32U * 1024) << probe.id;
    EXPECT_TRUE(made.request.method == "GET" || made.request.method == "POST") << probe.id;
  }
  EXPECT_GT(safe, 1'000U);
}

// PlatformCLI is in every org: a made-up secret in its name is an attempt at a real app.
TEST(ProbeList, SendsOthersNoMadeUpSecretInTheNameOfAnAppThatIsThere) {
  size_t kept_here = 0;
  for (const Probe& probe : probe_list()) {
    if (probe.endpoint == ProbeEndpoint::authorize) continue;
    if (probe.change == Probe::Change::sequence) continue;
    const auto made = make_probe_request(probe, made_up_material(), "http://localhost");
    std::string sent = made.request.url + made.request.body;
    for (const wire::Field& header : made.request.headers) sent += header.value;
    const bool names_it =
        lower(wire::percent_decode(sent).value_or(sent)).find("platformcli") != std::string::npos;
    EXPECT_FALSE(names_it && probe.is_safe) << probe.id;
    kept_here += names_it ? 1 : 0;
  }
  EXPECT_GE(kept_here, 1U) << "mocks are still asked";
}

TEST(ProbeList, SaysWhyOfEveryProbe) {
  for (const Probe& probe : probe_list()) EXPECT_THAT(why_it_matters(probe), EndsWith("."));
  EXPECT_THAT(why_it_matters(named("authorize/redirect_uri/m03")), HasSubstr("never registered"));
  EXPECT_THAT(why_it_matters(named("sequence/code-twice")), HasSubstr("A code out of a log"));
}

}  // namespace
}  // namespace rehearse::harness
