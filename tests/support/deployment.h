#pragma once

#include <string>
#include <vector>

#include "tests/support/app_package.h"

namespace rehearse::testing {

// A package with one app whose parts all have its name.
struct NamedApp {
  std::string name{"Deployed"};
  std::string label{"Deployed"};
};
inline std::string package_of(const NamedApp& app) {
  AppPackage package(app.name);
  const std::string own = AppPackage::leaf("label", app.name);
  return package.edit(package.app_file(), own, AppPackage::leaf("label", app.label)).zip();
}
// Bytes that are no zip.
inline std::string broken_package() { return "broken"; }

// BodyPart is one part of a multipart/form-data body.
struct BodyPart {
  std::string name{};
  std::string content{};
  std::string file_name{};  // empty: no file
  std::string type{};       // empty: none stated
};

inline constexpr const char* kMultipartType = "multipart/form-data; boundary=rehearsal-boundary";

// The body that goes with kMultipartType.
inline std::string multipart(const std::vector<BodyPart>& parts) {
  std::string body;
  for (const BodyPart& part : parts) {
    body += "--rehearsal-boundary\r\nContent-Disposition: form-data; name=\"" + part.name + "\"";
    if (!part.file_name.empty()) body += "; filename=\"" + part.file_name + "\"";
    if (!part.type.empty()) body += "\r\nContent-Type: " + part.type;
    body += "\r\n\r\n" + part.content + "\r\n";
  }
  return body + "--rehearsal-boundary--\r\n";
}

// The request body of a deployment, its parts as jsforce sends them.
inline BodyPart package_part(std::string zip) {
  return {"file", std::move(zip), "package.xml", "application/zip"};
}
inline BodyPart options_part(std::string options = "{}") {
  return {"entity_content", "{\"deployOptions\":" + std::move(options) + "}", "",
          "application/json"};
}
inline std::string deployment(std::string zip, std::string options = "{\"singlePackage\":true}") {
  return multipart({package_part(std::move(zip)), options_part(std::move(options))});
}

}  // namespace rehearse::testing
