#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mocks/salesforce/data/soql.h"
#include "mocks/salesforce/data/soql_words.h"
#include "mocks/salesforce/reasons.h"

namespace rehearse::salesforce::soql {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Query parsed(std::string_view statement) {
  auto query = parse(statement);
  EXPECT_TRUE(query.ok()) << statement << (query.ok() ? "" : query.error().message);
  return query.ok() ? std::move(query).value() : Query{};
}

// The whole message as it would go on the wire.
std::string refusal_of(std::string_view statement) {
  const auto query = parse(statement);
  EXPECT_FALSE(query.ok()) << statement;
  return query.ok() ? "" : shown(query.error(), statement);
}
const Reason* reason_of(std::string_view statement) {
  const auto query = parse(statement);
  return query.ok() ? nullptr : query.error().reason;
}

TEST(SoqlParser, ReadsAWholeStatement) {
  const Query query = parsed(
      "select Id, Profile.Name FROM user u WHERE Name = 'O\\'Neil' and (IsActive<>false OR "
      "Email like 'a%') ORDER BY Name desc NULLS LAST, Id LIMIT 10 OFFSET 5");
  ASSERT_EQ(query.fields.size(), 2U);
  EXPECT_THAT(query.fields[1].path.names, ElementsAre("Profile", "Name"));
  EXPECT_EQ(query.type, "user");
  EXPECT_EQ(query.alias, "u");
  ASSERT_TRUE(query.where.has_value());
  EXPECT_EQ(query.where->kind, Condition::Kind::all);
  ASSERT_EQ(query.where->parts.size(), 2U);
  EXPECT_EQ(query.where->parts[0].values[0].text, "O'Neil");
  const Condition& either = query.where->parts[1];
  EXPECT_EQ(either.kind, Condition::Kind::any);
  EXPECT_EQ(either.parts[0].op, Operator::not_equal);
  EXPECT_EQ(either.parts[1].op, Operator::like);
  ASSERT_EQ(query.order.size(), 2U);
  EXPECT_TRUE(query.order[0].is_descending);
  EXPECT_TRUE(query.order[0].is_nulls_last);
  EXPECT_FALSE(query.order[1].is_descending);
  EXPECT_EQ(query.limit, 10);
  EXPECT_EQ(query.offset, 5);
}

TEST(SoqlParser, ReadsCountsAndFieldsFunctions) {
  EXPECT_TRUE(parsed("SELECT COUNT() FROM User").is_row_count);
  const Query counts = parsed("SELECT COUNT(Id), count(Email) mails FROM User");
  ASSERT_EQ(counts.fields.size(), 2U);
  EXPECT_EQ(counts.fields[0].kind, Selected::Kind::count);
  EXPECT_EQ(counts.fields[1].alias, "mails");
  EXPECT_EQ(parsed("SELECT FIELDS(ALL) FROM User LIMIT 1").fields[0].kind,
            Selected::Kind::all_fields);
  EXPECT_EQ(parsed("SELECT fields(standard), Id FROM User").fields[0].kind,
            Selected::Kind::standard_fields);
}

TEST(SoqlParser, ReadsEveryKindOfLiteral) {
  using Kind = Literal::Kind;
  const std::vector<std::pair<std::string, Kind>> literals{
      {"null", Kind::null},
      {"TRUE", Kind::boolean},
      {"-1.5e3", Kind::number},
      {"'x'", Kind::text},
      {"2026-05-12", Kind::date},
      {"2026-05-12T09:00:00Z", Kind::date_time},
      {"today", Kind::date_word},
      {"2026-05-12T09:00:00.250+02:00", Kind::date_time},
      {"LAST_N_DAYS:30", Kind::date_word}};
  for (const auto& [text, kind] : literals)
    EXPECT_EQ(parsed("SELECT Id FROM User WHERE x = " + text).where->values[0].kind, kind) << text;
  EXPECT_EQ(parsed("SELECT Id FROM User WHERE x = last_n_days:30").where->values[0].days, 30);
  const Condition list = *parsed("SELECT Id FROM User WHERE x NOT IN ('a', 'b')").where;
  EXPECT_EQ(list.op, Operator::not_in);
  EXPECT_EQ(list.values.size(), 2U);
  const Condition semi =
      *parsed("SELECT Id FROM User WHERE ProfileId IN (SELECT Id FROM Profile WHERE Name = 'x')")
           .where;
  ASSERT_NE(semi.semi_join, nullptr);
  EXPECT_EQ(semi.semi_join->type, "Profile");
}

TEST(SoqlParser, ResolvesEscapesButLeavesThoseOfPatterns) {
  EXPECT_EQ(parsed(R"(SELECT Id FROM User WHERE x = 'a\n\\\'\"\_\%')").where->values[0].text,
            "a\n\\'\"_%");
  EXPECT_EQ(parsed(R"(SELECT Id FROM User WHERE x LIKE 'a\_b\%c\\')").where->values[0].text,
            R"(a\_b\%c\\)");
  EXPECT_THAT(refusal_of(R"(SELECT Id FROM User WHERE x = 'a\d')"),
              HasSubstr("Illegal character sequence"));
}

TEST(SoqlParser, ShowsWhereAStatementGoesWrong) {
  EXPECT_EQ(refusal_of("SELECT FROM User"),
            "\nSELECT FROM User\n       ^\nERROR at Row:1:Column:8\nunexpected token: 'FROM'");
  EXPECT_EQ(refusal_of("SELECT Id FROM User WHERE"),
            "\nSELECT Id FROM User WHERE\n                         ^\nERROR at Row:1:Column:26\n"
            "unexpected token: '<EOF>'");
  EXPECT_EQ(refusal_of("SELECT Id\nFROM User\nWHERE = 1"),
            "\nWHERE = 1\n      ^\nERROR at Row:3:Column:7\nunexpected token: '='");
  // Five words on either side, without a comma at the ends.
  EXPECT_EQ(refusal_of("SELECT A, B, C, D, E FROM User WHERE 1 = 2 AND Name = 'x' AND F = 3"),
            "\nE FROM User WHERE 1 = 2 AND Name =\n                  ^\nERROR at Row:1:Column:38\n"
            "unexpected token: '1'");
  EXPECT_EQ(refusal_of(""), "SOQL statements cannot be empty or null");
  EXPECT_EQ(refusal_of(" \n"), "SOQL statements cannot be empty or null");
}

TEST(SoqlParser, RefusesWhatIsNoSoql) {
  for (const char* statement : {"DELETE FROM User",
                                "SELECT",
                                "SELECT * FROM User",
                                "SELECT Id FROM",
                                "SELECT Id FROM User WHERE Id = 'x",
                                "SELECT Id FROM User LIMIT x",
                                "SELECT Id FROM User LIMIT -1",
                                "SELECT Id FROM User LIMIT 1.5",
                                "SELECT Id FROM User; x",
                                "SELECT Id FROM User OFFSET 1 LIMIT 1",
                                "SELECT Id, FROM User",
                                "SELECT Id Name FROM User",
                                "SELECT Profile. FROM User",
                                "SELECT Id FROM User WHERE x",
                                "SELECT Id FROM User WHERE x =",
                                "SELECT Id FROM User WHERE x == 1",
                                "SELECT Id FROM User WHERE x IN ()",
                                "SELECT Id FROM User WHERE x IN 'a'",
                                "SELECT Id FROM User WHERE x NOT 'a'",
                                "SELECT Id FROM User WHERE (x = 1",
                                "SELECT Id FROM User WHERE x = 1)",
                                "SELECT Id FROM User ORDER Name",
                                "SELECT Id FROM User ORDER BY",
                                "SELECT Id FROM User ORDER BY Name NULLS",
                                "SELECT Id FROM User WHERE x = 2026-13-01",
                                "SELECT Id FROM User WHERE x = 2026-05-12T25:00:00Z",
                                "SELECT Id FROM User WHERE x = :y",
                                "SELECT Id FROM User WHERE x = LAST_N_DAYS",
                                "SELECT Id FROM User WHERE x = last_n_days:x",
                                "SELECT Id, COUNT() FROM User",
                                "SELECT Id FROM User WHERE x = \"y\"",
                                "SELECT Id FROM User WHERE x = 1 AND",
                                "SELECT FIELDS(SOME) FROM User"}) {
    EXPECT_EQ(reason_of(statement), &reason::data_query_malformed) << statement;
  }
  EXPECT_THAT(refusal_of("SELECT Id FROM User WHERE x = Yes"),
              HasSubstr("expecting a colon, found 'Yes'"));
}

TEST(SoqlParser, DoesNotMixAndWithOrUnlessInParentheses) {
  EXPECT_THAT(refusal_of("SELECT Id FROM User WHERE a = 1 AND b = 2 OR c = 3"),
              HasSubstr("unexpected token: 'OR'"));
  EXPECT_THAT(refusal_of("SELECT Id FROM User WHERE a = 1 OR b = 2 AND c = 3"),
              HasSubstr("unexpected token: 'AND'"));
  EXPECT_THAT(refusal_of("SELECT Id FROM User WHERE a = 1 AND NOT b = 2"),
              HasSubstr("unexpected token: 'NOT'"));
  EXPECT_THAT(refusal_of("SELECT Id FROM User WHERE NOT a = 1 AND b = 2"),
              HasSubstr("unexpected token: 'AND'"));
  for (const char* statement : {"SELECT Id FROM User WHERE (a = 1 AND b = 2) OR c = 3",
                                "SELECT Id FROM User WHERE a = 1 AND b = 2 AND c = 3",
                                "SELECT Id FROM User WHERE a = 1 OR b = 2 OR c = 3",
                                "SELECT Id FROM User WHERE a = 1 AND (NOT b = 2)",
                                "SELECT Id FROM User WHERE NOT (a = 1 OR b = 2)"})
    EXPECT_EQ(reason_of(statement), nullptr) << statement;
}

TEST(SoqlParser, SaysWhatItDoesNotPlay) {
  for (const char* statement :
       {"SELECT Type, COUNT(Id) FROM User GROUP BY Type", "SELECT MAX(LoginTime) FROM LoginHistory",
        "SELECT Id, (SELECT Id FROM Contacts) FROM Account", "SELECT TYPEOF What END FROM Event",
        "SELECT Id FROM User WITH USER_MODE", "SELECT Id FROM User FOR VIEW",
        "SELECT Id FROM User ALL ROWS", "SELECT Id FROM User USING SCOPE mine",
        "SELECT Id FROM User WHERE CALENDAR_YEAR(CreatedDate) = 2026",
        "SELECT Id FROM User WHERE x INCLUDES ('a')", "SELECT Id FROM User, User.Profile p",
        "SELECT Id FROM User ORDER BY COUNT(Id)"}) {
    EXPECT_EQ(reason_of(statement), &reason::data_query_not_modelled) << statement;
  }
  EXPECT_THAT(
      refusal_of("SELECT Id FROM A WHERE B IN (SELECT C FROM D WHERE E IN (SELECT F FROM G))"),
      HasSubstr("Nesting of semi join"));
}

TEST(SoqlParser, BoundsWhatItReads) {
  const std::string start = "SELECT Id FROM User WHERE ";
  const auto nested = [&](size_t depth) {
    return start + std::string(depth, '(') + "a = 1" + std::string(depth, ')');
  };
  EXPECT_EQ(reason_of(nested(kDeepestNesting - 1)), nullptr);
  EXPECT_EQ(reason_of(nested(kDeepestNesting)), &reason::data_query_too_complicated);
  EXPECT_EQ(reason_of(nested(40'000)), &reason::data_query_too_complicated);

  std::string longest = "SELECT Id FROM User";
  longest.resize(kLongestStatement, ' ');
  EXPECT_EQ(reason_of(longest), nullptr);
  EXPECT_EQ(reason_of(longest + ' '), &reason::data_query_too_long);

  const auto with_text = [&](size_t length) {
    return start + "a = '" + std::string(length, 'x') + "'";
  };
  EXPECT_EQ(reason_of(with_text(kLongestText)), nullptr);
  EXPECT_EQ(reason_of(with_text(kLongestText + 1)), &reason::data_query_malformed);
}

TEST(SoqlParser, SurvivesAnything) {
  const std::string whole =
      "SELECT Id, COUNT(x) FROM User u WHERE (a = 'b\\'c' AND NOT d IN (1, 2)) ORDER BY e DESC "
      "NULLS FIRST LIMIT 3 OFFSET 4 \xff\xc3\x28 \\ ' : < >= 2026-05-12T09:00:00Z LAST_N_DAYS:9";
  for (size_t from = 0; from < whole.size(); ++from) {
    for (size_t length = 1; length <= whole.size() - from; length += 7) {
      const std::string part = whole.substr(from, length);
      const auto query = parse(part);
      if (query.ok()) continue;
      EXPECT_FALSE(shown(query.error(), part).empty());
    }
  }
}

TEST(SoqlWords, StandForSpansOfVirtualTime) {
  const TimePoint now = *parse_time("2026-05-12T09:00:00Z");  // a Tuesday
  const auto span = [&](std::string_view word, int64_t number = 0) {
    const Span found = span_of_word(word, number, now);
    return format_time(found.start).substr(0, 10) + " " + format_time(found.end).substr(0, 10);
  };
  EXPECT_EQ(span("today"), "2026-05-12 2026-05-13");
  EXPECT_EQ(span("yesterday"), "2026-05-11 2026-05-12");
  EXPECT_EQ(span("tomorrow"), "2026-05-13 2026-05-14");
  EXPECT_EQ(span("this_week"), "2026-05-10 2026-05-17");
  EXPECT_EQ(span("last_week"), "2026-05-03 2026-05-10");
  EXPECT_EQ(span("next_month"), "2026-06-01 2026-07-01");
  EXPECT_EQ(span("last_year"), "2025-01-01 2026-01-01");
  EXPECT_EQ(span("last_n_days", 30), "2026-04-12 2026-05-13");
  EXPECT_EQ(span("next_n_days", 2), "2026-05-13 2026-05-15");
  EXPECT_EQ(span("n_days_ago", 3), "2026-05-09 2026-05-10");
  EXPECT_EQ(span("last_90_days"), "2026-02-11 2026-05-13");
  EXPECT_EQ(span("next_90_days"), "2026-05-13 2026-08-11");
  EXPECT_EQ(span("last_n_weeks", 1), "2026-05-03 2026-05-10");
  EXPECT_EQ(span("last_n_months", 2), "2026-03-01 2026-05-01");
  EXPECT_EQ(span("last_n_years", 1), "2025-01-01 2026-01-01");
}

TEST(SoqlWords, ReadDatesAndTimes) {
  const auto at = [](std::string_view text) {
    const auto span = span_of_date(text);
    return span ? format_time(span->start) : "none";
  };
  EXPECT_EQ(at("2026-05-12"), "2026-05-12T00:00:00Z");
  EXPECT_EQ(at("2026-05-12T09:00:00Z"), "2026-05-12T09:00:00Z");
  EXPECT_EQ(at("2026-05-12T09:00:00.250Z"), "2026-05-12T09:00:00.250Z");
  EXPECT_EQ(at("2026-05-12T09:00:00+02:00"), "2026-05-12T07:00:00Z");
  EXPECT_EQ(at("2026-05-12T09:00:00-0700"), "2026-05-12T16:00:00Z");
  for (const char* text : {"2026-05", "2026-02-30", "1699-01-01", "4001-01-01", "2026-05-12T09:00Z",
                           "2026-05-12T09:00:00", "2026-05-12T09:60:00Z", "2026/05/12",
                           "2026-05-12T09:00:00+2", "2026-05-12T09:00:00+99:00", "x"})
    EXPECT_EQ(at(text), "none") << text;
}

}  // namespace
}  // namespace rehearse::salesforce::soql
