#include "mocks/wire/page_watch.h"

#include <gtest/gtest.h>

namespace rehearse::wire {
namespace {

TEST(PageWatch, ARegionHasAnIdAndIsNamedByItsHeading) {
  EXPECT_EQ(region({"mail", "Mail & more"}, paragraph("None.")).html,
            "<section id=\"mail\" class=\"part\" aria-labelledby=\"mail-title\">"
            "<h2 id=\"mail-title\">Mail &amp; more</h2><p>None.</p>\n</section>");
  EXPECT_EQ(region({.id = "next", .title = "Next", .is_first = true}, {}).html,
            "<section id=\"next\" class=\"part first\" aria-live=\"polite\" "
            "aria-labelledby=\"next-title\"><h2 id=\"next-title\">Next</h2></section>");
}

TEST(PageWatch, AFoldIsClosedUnlessItSaysOtherwise) {
  EXPECT_EQ(folded({.id = "a", .title = "Setup", .note = "1 of 2"}, escaped("<")).html,
            "<details id=\"a\"><summary>Setup <span class=\"hint\">1 of 2</span></summary>"
            "<div class=\"body\">&lt;</div></details>");
  EXPECT_EQ(folded({.id = "a", .title = "Setup", .is_open = true}, {}).html,
            "<details id=\"a\" open=\"open\"><summary>Setup</summary><div class=\"body\"></div>"
            "</details>");
}

TEST(PageWatch, ATickIsSaidAsWellAsSeen) {
  EXPECT_EQ(ticks({{.tone = Tone::good,
                    .sign = "v",
                    .spoken = "Done",
                    .number = "1.",
                    .content = escaped("Sign in")}})
                .html,
            "<ol class=\"ticks\"><li><span class=\"good\" aria-hidden=\"true\">v</span>"
            "<span>1.</span><div><span class=\"sr\">Done: </span>Sign in</div></li></ol>");
  const std::string now =
      ticks({{.sign = "o", .spoken = "To do", .is_below = true, .is_now = true}}).html;
  EXPECT_NE(now.find("<li class=\"below now\" aria-current=\"step\">"), now.npos) << now;
}

TEST(PageWatch, ARemarkHasTheColourOfItsWords) {
  EXPECT_EQ(remark(Tone::bad, "Stops it.", "A < B.", hint("Why")).html,
            "<div class=\"remark is-bad\"><p><strong class=\"bad\">Stops it.</strong> A &lt; B.</p>"
            "<p class=\"hint\">Why</p></div>");
  EXPECT_EQ(remark(Tone::plain, "A mail", {}, {}).html,
            "<div class=\"remark\"><p><strong>A mail</strong></p></div>");
}

TEST(PageWatch, APictureAndWhatItIsMadeFromAreText) {
  EXPECT_EQ(picture("/p.svg?1&2", "\"Tokens\"", "Picture").html,
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Picture\">"
            "<img src=\"/p.svg?1&amp;2\" alt=\"&quot;Tokens&quot;\"/></div>");
  EXPECT_EQ(progress(0, 38, "Steps").html,
            "<progress max=\"38\" value=\"0\" aria-label=\"Steps\"></progress>");
  EXPECT_EQ(link_in_tab("/a?b&c", "Open", "there").html,
            "<a href=\"/a?b&amp;c\" target=\"there\">Open</a>");
}

}  // namespace
}  // namespace rehearse::wire
