#include "mocks/salesforce/soap/envelope.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mocks/salesforce/reasons.h"
#include "mocks/salesforce/soap/values.h"
#include "tests/support/soap_client.h"

namespace rehearse::salesforce {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::string_view kPartner = "/services/Soap/u/64.0";

class SoapEnvelope : public ::testing::Test {
 protected:
  OrgSite::Answer post(std::string body, std::string type = "text/xml") {
    return site_.send(soap_request(site_, std::string(kPartner), std::move(body), std::move(type)));
  }
  // The fault as `faultcode | faultstring | reason`.
  std::string fault(std::string body, std::string type = "text/xml") {
    const auto answer = post(std::move(body), std::move(type));
    EXPECT_EQ(answer.response.status, 500);
    EXPECT_EQ(answer.header("Content-Type"), "text/xml; charset=utf-8");
    return soap_fault_text(answer.response) + " | " + answer.reason;
  }
  static std::string wrapped(std::string_view inside) {
    return "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\">" +
           std::string(inside) + "</e:Envelope>";
  }

  OrgSite site_{};
};

TEST_F(SoapEnvelope, MustBeTextXml) {
  const std::string good = soap_envelope(SoapApi::partner, "<getServerTimestamp/>");
  for (const char* type : {"", "application/soap+xml", "application/xml", "text/plain"}) {
    EXPECT_EQ(fault(good, type),
              "soapenv:Client | content-type of the request should be text/xml | "
              "soap_content_type")
        << type;
  }
  for (const char* type : {"text/xml", "Text/XML; charset=UTF-8", "text/xml;charset=utf-8"})
    EXPECT_EQ(post(good, type).reason, "soap_session_missing") << type;
}

TEST_F(SoapEnvelope, MustBeWellFormedXmlWithoutADocumentType) {
  EXPECT_EQ(fault(""), "soapenv:Client | Premature end of file. | soap_body_missing");
  EXPECT_EQ(fault(" \n"), "soapenv:Client | Premature end of file. | soap_body_missing");
  EXPECT_EQ(fault("<a><b></a>"),
            "UNKNOWN_EXCEPTION | UNKNOWN_EXCEPTION: An element must be terminated by the matching "
            "end-tag. | soap_xml_malformed");
  EXPECT_THAT(fault("<a>Tom&Jerry;</a>"), HasSubstr("was referenced, but not declared"));
  EXPECT_EQ(fault("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"),
            "UNKNOWN_EXCEPTION | UNKNOWN_EXCEPTION: A document type declaration (DOCTYPE) is not "
            "allowed. | soap_doctype");
  EXPECT_THAT(fault("no xml"), HasSubstr("soap_xml_malformed"));
}

TEST_F(SoapEnvelope, MustBeOneOfSoap11WithOneOperation) {
  EXPECT_THAT(fault("<a/>"), HasSubstr("soapenv:Client | Unable to find the element Envelope"));
  EXPECT_EQ(fault("<Envelope xmlns=\"http://www.w3.org/2003/05/soap-envelope\"/>"),
            "soapenv:VersionMismatch | Only SOAP 1.1 messages are supported, not those of "
            "http://www.w3.org/2003/05/soap-envelope | soap_envelope_version");
  const std::string one_operation =
      "soapenv:Client | The Body must hold exactly one operation | soap_envelope_malformed";
  EXPECT_EQ(fault(wrapped("")), one_operation);
  EXPECT_EQ(fault(wrapped("<e:Body/>")), one_operation);
  EXPECT_EQ(fault(wrapped("<e:Body><a/><b/></e:Body>")), one_operation);
  for (const char* inside : {"<e:Body><a/></e:Body><e:Header/>", "<Body><a/></Body>",
                             "<e:Header/><e:Header/><e:Body><a/></e:Body>",
                             "<e:Body><a/></e:Body><e:Body><a/></e:Body>"}) {
    EXPECT_THAT(fault(wrapped(inside)), HasSubstr("invalid at this location | "
                                                  "soap_envelope_malformed"))
        << inside;
  }
}

TEST_F(SoapEnvelope, NeedsAnOperationOfItsApi) {
  EXPECT_EQ(fault(soap_envelope(SoapApi::metadata, "<login/>")),
            "soapenv:Client | No operation available for request "
            "{http://soap.sforce.com/2006/04/metadata}login, please check the WSDL for the "
            "service. | soap_namespace_wrong");
  EXPECT_EQ(fault(wrapped("<e:Body><login/></e:Body>")),
            "soapenv:Client | No operation available for request {}login, please check the WSDL "
            "for the service. | soap_namespace_wrong");
  EXPECT_EQ(fault(soap_envelope(SoapApi::partner, "<query/>")),
            "soapenv:Client | No operation available for request "
            "{urn:partner.soap.sforce.com}query, please check the WSDL for the service. | "
            "soap_operation_unknown");
}

TEST_F(SoapEnvelope, UnderstandsTheHeadersOfTheWsdlOnly) {
  const std::string must =
      R"(<o:X xmlns:o="urn:other" xmlns:s="http://schemas.xmlsoap.org/soap/envelope/")";
  EXPECT_EQ(
      fault(soap_envelope(SoapApi::partner, "<logout/>", "", must + R"( s:mustUnderstand="1"/>)")),
      "soapenv:MustUnderstand | Did not understand header {urn:other}X | "
      "soap_header_not_understood");
  for (const std::string& header :
       {must + R"( s:mustUnderstand="0"/>)", must + "/>",
        std::string(R"(<LocaleOptions e:mustUnderstand="1" xmlns:e="x:y"/>)")}) {
    EXPECT_EQ(post(soap_envelope(SoapApi::partner, "<logout/>", "", header)).reason,
              "soap_session_missing")
        << header;
  }
  EXPECT_EQ(fault(soap_envelope(SoapApi::partner, "<logout/>", "",
                                "<AllOrNoneHeader><allOrNone>maybe</allOrNone></AllOrNoneHeader>")),
            "soapenv:Client | 'maybe' is not valid for type xsd:boolean, should be '0', '1', "
            "'true' or 'false' | soap_boolean_invalid");
}

TEST_F(SoapEnvelope, IsReadWithAnyPrefixes) {
  const auto read =
      read_soap(soap_request(site_, std::string(kPartner),
                             R"(<a:Envelope xmlns:a="http://schemas.xmlsoap.org/soap/envelope/"
                      xmlns:p="urn:partner.soap.sforce.com"><a:Header>
                      <p:CallOptions><p:client>tool/1</p:client></p:CallOptions>
                      <p:SessionHeader><p:sessionId> 00Dx </p:sessionId></p:SessionHeader>
                      <p:AllOrNoneHeader><p:allOrNone>True</p:allOrNone></p:AllOrNoneHeader>
                      <SessionHeader><sessionId>foreign</sessionId></SessionHeader>
                      </a:Header><a:Body><p:login><p:username>u</p:username></p:login></a:Body>
                      </a:Envelope>)"),
                SoapApi::partner);
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(read.value().session_id, "00Dx");
  EXPECT_EQ(read.value().client, "tool/1");
  EXPECT_TRUE(read.value().all_or_none);
  EXPECT_EQ(read.value().operation.name, "login");
  EXPECT_EQ(read.value().operation.text_of("username"), "u");
}

TEST_F(SoapEnvelope, FaultsHaveTheFormOfTheirApi) {
  const auto request = soap_request(site_, std::string(kPartner), "");
  const SoapFault fault{"INVALID_FIELD", "No <such> field", &reason::soap_content_type};
  const auto written = [&](SoapApi api) {
    wire::Call call(request, 1);
    const auto response = soap_fault(api, fault, call);
    EXPECT_EQ(call.reason(), &reason::soap_content_type);
    return response.body;
  };
  EXPECT_EQ(written(SoapApi::metadata),
            R"(<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope )"
            R"(xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" )"
            R"(xmlns:sf="http://soap.sforce.com/2006/04/metadata"><soapenv:Body><soapenv:Fault>)"
            R"(<faultcode>sf:INVALID_FIELD</faultcode>)"
            R"(<faultstring>INVALID_FIELD: No &lt;such&gt; field</faultstring>)"
            R"(</soapenv:Fault></soapenv:Body></soapenv:Envelope>)");
  EXPECT_EQ(written(SoapApi::partner),
            R"(<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope )"
            R"(xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" )"
            R"(xmlns:sf="urn:fault.partner.soap.sforce.com" )"
            R"(xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>)"
            R"(<soapenv:Fault><faultcode>INVALID_FIELD</faultcode>)"
            R"(<faultstring>INVALID_FIELD: No &lt;such&gt; field</faultstring><detail>)"
            R"(<sf:UnexpectedErrorFault xsi:type="sf:UnexpectedErrorFault">)"
            R"(<sf:exceptionCode>INVALID_FIELD</sf:exceptionCode>)"
            R"(<sf:exceptionMessage>No &lt;such&gt; field</sf:exceptionMessage>)"
            R"(</sf:UnexpectedErrorFault></detail></soapenv:Fault></soapenv:Body>)"
            R"(</soapenv:Envelope>)");
  EXPECT_THAT(written(SoapApi::enterprise), HasSubstr("urn:fault.enterprise.soap.sforce.com"));
}

TEST(SoapValues, AreThoseOfXmlSchema) {
  const auto parent =
      parse_xml("<a><t>1</t><u> TRUE </u><f>0</f><n nil=\"true\"/><e/><x>1</x><y/><x> 2 </x></a>");
  ASSERT_TRUE(parent.ok());
  const auto read = [&](std::string_view name, bool standard = false) {
    const auto value = soap_boolean(parent.value(), name, standard);
    return std::string(value.ok() ? soap_text(value.value()) : value.error().reason->name);
  };
  EXPECT_EQ(read("t"), "true");
  EXPECT_EQ(read("u"), "true");
  EXPECT_EQ(read("f", true), "false");
  EXPECT_EQ(read("n", true), "true");
  EXPECT_EQ(read("absent", true), "true");
  EXPECT_EQ(read("e"), "soap_boolean_invalid");
  EXPECT_THAT(soap_texts(parent.value(), "x"), ElementsAre("1", "2"));
  EXPECT_EQ(soap_bytes("aGVs\r\n bG8="), "hello");
  EXPECT_FALSE(soap_bytes("aGVsbG8").has_value());
  EXPECT_EQ(soap_version_number("67.0"), 67);
  EXPECT_EQ(soap_version_number("31"), 31);
  for (const char* text : {"", "x", "67.1", "67.0.0", "v67.0", ".0"})
    EXPECT_FALSE(soap_version_number(text).has_value()) << text;
  EXPECT_EQ(local_type("ns0:CustomField"), "CustomField");
  EXPECT_EQ(local_type("CustomField"), "CustomField");
  EXPECT_EQ(soap_time(kRunStart), "2026-05-12T09:00:00.000Z");
  EXPECT_EQ(soap_time(kRunStart + Duration(7)), "2026-05-12T09:00:00.007Z");
}

TEST(SoapRefusal, IsAFaultAtEveryAddressOfSoap) {
  const auto request = [](const char* target) { return wire::make_request({.target = target}); };
  const auto unknown = refusal(404, request("/services/Soap/z/66.0"));
  EXPECT_EQ(unknown.status, 500);
  EXPECT_EQ(soap_fault_text(unknown), "soapenv:Client | There is no SOAP API at this address");
  const auto get = refusal(405, request("/services/Soap/u/64.0"));
  EXPECT_EQ(get.status, 405);
  EXPECT_EQ(soap_fault_text(get), "soapenv:Client | A SOAP request is sent by POST");
  const auto large = refusal(413, request("/services/Soap/m/66.0"));
  EXPECT_EQ(large.status, 500);
  EXPECT_EQ(soap_fault_text(large),
            "sf:LIMIT_EXCEEDED | LIMIT_EXCEEDED: Maximum size of request reached. Maximum size of "
            "request is 52428800 bytes.");
}

}  // namespace
}  // namespace rehearse::salesforce
