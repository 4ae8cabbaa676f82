#pragma once

#include <fmt/format.h>

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "tests/support/zip_builder.h"

namespace rehearse::testing {

// AppPackage is a deploy package of an external client app as a person would write it: the app, its
// global OAuth settings, its OAuth settings and package.xml. Tests change or drop single files.
class AppPackage {
 public:
  explicit AppPackage(std::string name = "Rehearsal") : name_(std::move(name)) {
    files["package.xml"] = manifest({{"ExternalClientApplication", name_},
                                     {"ExtlClntAppGlobalOauthSettings", name_ + "_global"},
                                     {"ExtlClntAppOauthSettings", name_ + "_oauth"}});
    files[app_file()] = component("ExternalClientApplication",
                                  "    <contactEmail>admin@rehearsal.test</contactEmail>\n"
                                  "    <distributionState>Local</distributionState>\n"
                                  "    <isProtected>false</isProtected>\n" +
                                      leaf("label", name_));
    files[global_file()] = component(
        "ExtlClntAppGlobalOauthSettings",
        "    <callbackUrl>https://www.workato.com/oauth/callback</callbackUrl>\n" + reference() +
            "    <isConsumerSecretOptional>false</isConsumerSecretOptional>\n"
            "    <isPkceRequired>false</isPkceRequired>\n"
            "    <isSecretRequiredForRefreshToken>true</isSecretRequiredForRefreshToken>\n" +
            leaf("label", name_ + "_global"));
    files[oauth_file()] = component(
        "ExtlClntAppOauthSettings",
        "    <commaSeparatedOauthScopes>Api, Basic, RefreshToken</commaSeparatedOauthScopes>\n" +
            reference() + leaf("label", name_ + "_oauth"));
  }

  std::string app_file() const { return "externalClientApps/" + name_ + ".eca"; }
  std::string global_file() const {
    return "extlClntAppGlobalOauthSets/" + name_ + "_global.ecaGlblOauth";
  }
  std::string oauth_file() const { return "extlClntAppOauthSettings/" + name_ + "_oauth.ecaOauth"; }
  std::string policies_file() const {
    return "extlClntAppPolicies/" + name_ + "_defaultPolicy.ecaPlcy";
  }
  std::string oauth_policies_file() const {
    return "extlClntAppOauthPolicies/" + name_ + "_defaultPolicy.ecaOauthPlcy";
  }
  std::string security_file() const {
    return "extlClntAppOauthSecuritySettings/" + name_ + "_oauthSecurity.ecaOauthSecurity";
  }

  // `<externalClientApplication>` on a line of its own.
  std::string reference() const { return leaf("externalClientApplication", name_); }
  static std::string leaf(std::string_view name, std::string_view text) {
    return fmt::format("    <{0}>{1}</{0}>\n", name, text);
  }
  // A file with that root; the first field stands in line 3.
  static std::string component(std::string_view type, std::string_view fields) {
    return fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<{0} xmlns=\"http://soap.sforce.com/2006/04/metadata\">\n{1}</{0}>\n",
        type, fields);
  }
  static std::string manifest(const std::multimap<std::string, std::string>& members,
                              std::string_view version = "67.0") {
    std::string fields;
    for (const auto& [type, member] : members) {
      fields +=
          fmt::format("    <types><members>{}</members><name>{}</name></types>\n", member, type);
    }
    if (!version.empty()) fields += leaf("version", version);
    return component("Package", fields);
  }

  AppPackage& file(const std::string& path, std::string content) {
    files[path] = std::move(content);
    return *this;
  }
  AppPackage& without(const std::string& path) {
    files.erase(path);
    return *this;
  }
  // Replaces a piece of a file that must be there.
  AppPackage& edit(const std::string& path, std::string_view from, std::string_view to) {
    std::string& content = files.at(path);
    content.replace(content.find(from), from.size(), to);  // throws where it is not
    return *this;
  }
  // The zip, its files inside `folder` if one is given.
  std::string zip(const std::string& folder = "") const {
    ZipBuilder builder;
    for (const auto& [path, content] : files)
      builder.file(folder.empty() ? path : folder + "/" + path, content);
    return builder.bytes();
  }

  std::map<std::string, std::string> files{};

 private:
  std::string name_;
};

}  // namespace rehearse::testing
