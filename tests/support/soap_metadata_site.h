#pragma once

#include <string>
#include <string_view>

#include "mocks/core/crypto.h"
#include "tests/support/app_package.h"
#include "tests/support/metadata_site.h"
#include "tests/support/soap_client.h"

namespace rehearse::salesforce {

// SoapMetadataSite is an org whose metadata a test reaches by SOAP, with an access token.
class SoapMetadataSite : public MetadataSite {
 public:
  Answer post(const std::string& path, std::string body) {
    return send(soap_request(*this, "/services/Soap/m/" + path, std::move(body)));
  }
  // One operation, in the Body's default namespace as jsforce writes it.
  Answer call(std::string_view operation, std::string_view more_headers = "",
              std::string_view version = "66.0") {
    return post(std::string(version),
                soap_envelope(SoapApi::metadata, operation, token, more_headers));
  }
  // The `<result>` elements of an operation that must succeed.
  std::vector<XmlElement> results(std::string_view operation, std::string_view more_headers = "") {
    return soap_body(call(operation, more_headers).response).children;
  }
  XmlElement result(std::string_view operation) {
    const auto found = results(operation);
    return found.size() == 1 ? found.front() : XmlElement{};
  }
  // `faultcode | faultstring | reason`; the reason alone if there is no fault.
  std::string fault(std::string_view operation, std::string_view version = "66.0") {
    const Answer answer = call(operation, "", version);
    const std::string text = soap_fault_text(answer.response);
    return text.empty() ? answer.reason : text + " | " + answer.reason;
  }

  static std::string deploy_operation(std::string_view zip, std::string_view options = "") {
    return "<deploy><ZipFile>" + base64_encode(zip, Base64::standard) +
           "</ZipFile><DeployOptions><singlePackage>true</singlePackage>" + std::string(options) +
           "</DeployOptions></deploy>";
  }
  // The id of the deployment.
  std::string deploy_by_soap(std::string_view zip, std::string_view options = "") {
    return result(deploy_operation(zip, options)).text_of("id");
  }
  XmlElement deploy_status(const std::string& id) {
    return result("<checkDeployStatus><asyncProcessId>" + id +
                  "</asyncProcessId><includeDetails>true</includeDetails></checkDeployStatus>");
  }

  // Of an app of its own, so that the org's apps stay the test's.
  std::string token = open_token();

 private:
  std::string open_token() {
    auto tx = org.begin();
    const UserId admin = tx.users().find_by_username("admin@rehearsal.test")->id;
    return tx.grants().open_session_token(admin, std::chrono::days(30), now).value;
  }
};

}  // namespace rehearse::salesforce
