#include "mocks/salesforce/metadata/deploy_options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rehearse::salesforce {
namespace {

using ::testing::ElementsAre;

std::string options(std::string_view members) {
  return R"({"deployOptions":{)" + std::string(members) + "}}";
}

struct Said {
  std::string code{}, message{}, reason{};
};
Said said(const RequestProblem& problem) {
  return {std::string(problem.code), problem.message, std::string(problem.reason->name)};
}
Said refused(std::string_view json, int version = 67) {
  const auto read = read_deploy_options(json, version);
  EXPECT_FALSE(read.ok()) << json;
  return read ? Said{} : said(read.error());
}

TEST(DeployOptionsJson, ReadsEveryOption) {
  const auto read = read_deploy_options(
      options(R"("allowMissingFiles":true,"autoUpdatePackage":true,"checkOnly":true,)"
              R"("ignoreWarnings":true,"performRetrieve":true,"purgeOnDelete":true,)"
              R"("rollbackOnError":false,"singlePackage":true,"testLevel":"RunSpecifiedTests",)"
              R"("runTests":["A","B"])"),
      67);
  ASSERT_TRUE(read.ok()) << read.error().message;
  const DeployOptions& given = read.value();
  EXPECT_TRUE(given.allow_missing_files && given.auto_update_package && given.check_only &&
              given.ignore_warnings && given.perform_retrieve && given.purge_on_delete &&
              given.single_package);
  EXPECT_FALSE(given.rollback_on_error);
  EXPECT_EQ(given.test_level, "RunSpecifiedTests");
  EXPECT_THAT(given.run_tests, ElementsAre("A", "B"));
}

TEST(DeployOptionsJson, TakesTheGuidesDefaults) {
  for (const std::string& json :
       {std::string("{}"), options(""), std::string(R"({"deployOptions":null})"),
        options(R"("checkOnly":null,"rollbackOnError":null,"testLevel":null,"runTests":null)")}) {
    const auto read = read_deploy_options(json, 67);
    ASSERT_TRUE(read.ok()) << json << ": " << read.error().message;
    EXPECT_TRUE(read.value().rollback_on_error) << json;
    EXPECT_FALSE(read.value().check_only || read.value().single_package ||
                 read.value().ignore_warnings || read.value().allow_missing_files ||
                 read.value().purge_on_delete)
        << json;
    EXPECT_EQ(read.value().test_level, "");
  }
}

TEST(DeployOptionsJson, NamesWhatItDoesNotKnowAndWhere) {
  const Said option = refused(options("\n  \"checkonly\":true"));
  EXPECT_EQ(option.code, "JSON_PARSER_ERROR");
  EXPECT_EQ(option.message, R"(Unrecognized field "checkonly" at [line:2, column:3])");
  EXPECT_EQ(option.reason, "deploy_option_unknown");
  EXPECT_EQ(refused(R"({"options":{}})").message,
            R"(Unrecognized field "options" at [line:1, column:2])");
  EXPECT_EQ(refused(options(R"("runAllTests":false)")).reason, "deploy_option_unknown");
}

TEST(DeployOptionsJson, RefusesValuesOfAnotherType) {
  const Said text = refused(options(R"("checkOnly":"yes")"));
  EXPECT_EQ(text.code, "JSON_PARSER_ERROR");
  EXPECT_EQ(text.message,
            "Cannot deserialize instance of boolean from VALUE_STRING value yes or request may be "
            "missing a required field at [line:1, column:19]");
  EXPECT_EQ(text.reason, "deploy_option_invalid");
  EXPECT_EQ(refused(options(R"("checkOnly":[true])")).message,
            "Can not deserialize: unexpected array at [line:1, column:19]");
  for (const char* member :
       {R"("checkOnly":1)", R"("checkOnly":1.5)", R"("checkOnly":{})", R"("runTests":"A")",
        R"("runTests":[1])", R"("runTests":[null])", R"("testLevel":true)", R"("testLevel":"")",
        R"("testLevel":"runLocalTests")", R"("testLevel":"All")"}) {
    EXPECT_EQ(refused(options(member)).reason, "deploy_option_invalid") << member;
  }
  EXPECT_EQ(refused(R"({"deployOptions":true})").reason, "deploy_option_invalid");
}

TEST(DeployOptionsJson, RefusesWhatIsNoObject) {
  const Said empty = refused(" ");
  EXPECT_EQ(empty.code, "JSON_PARSER_ERROR");
  EXPECT_EQ(empty.message,
            "The HTTP entity body is required, but this request has no entity body.");
  for (const char* json : {"", "[]", "1", "null", "{", R"({"deployOptions":{},"deployOptions":{}})",
                           "{\"deployOptions\":{}} x", "<xml/>"}) {
    EXPECT_EQ(refused(json).reason, "deploy_json_malformed") << json;
  }
}

TEST(DeployOptionsJson, EchoesNoMoreThanAGlimpse) {
  const std::string much(100'000, 'x');
  EXPECT_LT(refused(options("\"" + much + "\":1")).message.size(), 200u);
  EXPECT_LT(refused(options("\"checkOnly\":\"" + much + "\"")).message.size(), 250u);
}

TEST(TestLevels, AreThoseOfTheApiVersion) {
  for (const char* level :
       {"NoTestRun", "RunSpecifiedTests", "RunLocalTests", "RunAllTestsInOrg"}) {
    EXPECT_TRUE(is_test_level(level, 31)) << level;
  }
  EXPECT_FALSE(is_test_level("RunRelevantTests", 65));
  EXPECT_TRUE(is_test_level("RunRelevantTests", 66));
  EXPECT_FALSE(is_test_level("", 67));
}

TEST(TestLevels, GoWithTestsWhereTheyAreSpecified) {
  EXPECT_FALSE(judge_tests({}));
  EXPECT_FALSE(judge_tests({.test_level = "RunSpecifiedTests", .run_tests = {"A"}}));
  const auto missing = judge_tests({.test_level = "RunSpecifiedTests"});
  ASSERT_TRUE(missing);
  EXPECT_EQ(missing->code, "INVALID_OPERATION");
  EXPECT_EQ(said(*missing).reason, "deploy_tests_missing");
  const auto unasked = judge_tests({.test_level = "RunLocalTests", .run_tests = {"A"}});
  ASSERT_TRUE(unasked);
  EXPECT_EQ(unasked->message, "runTests can only be used with a testLevel of RunSpecifiedTests");
  EXPECT_EQ(said(*unasked).reason, "deploy_tests_unasked");
  EXPECT_EQ(refused(options(R"("testLevel":"RunSpecifiedTests","runTests":[])")).reason,
            "deploy_tests_missing");
}

TEST(QuickDeployJson, WantsTheIdAlone) {
  EXPECT_EQ(read_validated_id(R"({"validatedDeployRequestId":"0Af"})").value(), "0Af");
  const auto reason = [](std::string_view json) {
    const auto read = read_validated_id(json);
    return read ? std::string() : std::string(read.error().reason->name);
  };
  EXPECT_EQ(reason("{}"), "deploy_json_malformed");
  EXPECT_EQ(reason(R"({"validatedDeployRequestId":""})"), "deploy_json_malformed");
  EXPECT_EQ(reason(R"({"validatedDeployRequestId":null})"), "deploy_option_invalid");
  EXPECT_EQ(reason(R"({"id":"0Af"})"), "deploy_option_unknown");
  EXPECT_EQ(reason(""), "deploy_json_malformed");
}

TEST(CancellationJson, WantsTheStatusAlone) {
  EXPECT_FALSE(read_cancellation(R"({"deployResult":{"status":"Canceling"}})"));
  const auto reason = [](std::string_view json) {
    const auto problem = read_cancellation(json);
    return problem ? std::string(problem->reason->name) : std::string();
  };
  EXPECT_EQ(reason(R"({"deployResult":{"status":"Canceled"}})"), "deploy_cancel_status");
  EXPECT_EQ(reason(R"({"deployResult":{}})"), "deploy_cancel_status");
  EXPECT_EQ(reason("{}"), "deploy_cancel_status");
  EXPECT_EQ(reason(R"({"deployResult":{"status":1}})"), "deploy_option_invalid");
  EXPECT_EQ(reason(R"({"deployResult":[]})"), "deploy_option_invalid");
  EXPECT_EQ(reason(R"({"deployResult":{"done":true}})"), "deploy_option_unknown");
  EXPECT_EQ(reason(R"({"status":"Canceling"})"), "deploy_option_unknown");
  EXPECT_EQ(reason("x"), "deploy_json_malformed");
}

}  // namespace
}  // namespace rehearse::salesforce
