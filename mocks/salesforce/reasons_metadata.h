#pragma once

#include <array>

#include "mocks/core/reason.h"

// Why the Metadata API takes a package, a component or a call not, or not whole.
namespace rehearse::salesforce::reason {

// The zip.
inline constexpr Reason zip_broken{"zip_broken",
                                   "The deploy's zip file is no zip archive, or a broken one.",
                                   "Nothing is deployed.",
                                   "Zip the package again.",
                                   {Basis::inferred, "the error of a broken zip isn't public"}};
inline constexpr Reason zip_size{
    "zip_size",
    "The deploy's zip file is larger than 39 MB.",
    "Nothing is deployed.",
    "Deploy in smaller packages.",
    {Basis::documented, "Metadata API Developer Guide, Deploying and Retrieving Metadata"}};
inline constexpr Reason zip_unpacked_size{
    "zip_unpacked_size",
    "The files of the deploy's zip file take more than 400 MB when unpacked.",
    "Nothing is deployed, nor unpacked beyond that.",
    "Deploy in smaller packages.",
    {Basis::documented,
     "Metadata API Developer Guide 224.0, Deploying and Retrieving Metadata; later editions say "
     "600 MB"}};
inline constexpr Reason zip_file_count{
    "zip_file_count",
    "The deploy's zip file holds more than 10,000 files.",
    "Nothing is deployed.",
    "Deploy in smaller packages.",
    {Basis::documented, "Metadata API Developer Guide, Deploying and Retrieving Metadata"}};
inline constexpr Reason zip_encrypted{"zip_encrypted",
                                      "A file of the deploy's zip file is encrypted.",
                                      "Nothing is deployed.",
                                      "Zip the package without a password.",
                                      {Basis::inferred, "no option of a deploy takes a password"}};
inline constexpr Reason zip_entry_escapes{
    "zip_entry_escapes",
    "A name in the deploy's zip file is absolute or climbs out of the archive.",
    "Nothing is deployed.",
    "Zip the package folder itself, with relative names.",
    {Basis::inferred, "what Salesforce does with such names isn't public"}};
inline constexpr Reason zip_entry_name{
    "zip_entry_name",
    "A name in the deploy's zip file has a backslash, a control character, or bytes that are not "
    "UTF-8.",
    "Nothing is deployed.",
    "Use plain names with forward slashes.",
    {Basis::inferred, "what Salesforce does with such names isn't public"}};
inline constexpr Reason zip_entry_twice{
    "zip_entry_twice",
    "The deploy's zip file holds a file twice.",
    "Nothing is deployed.",
    "Keep one of them.",
    {Basis::inferred, "what Salesforce does with such names isn't public"}};

// The package, its components, and the calls.
inline constexpr Reason metadata_not_permitted{
    "metadata_not_permitted",
    "A user without the permissions for the Metadata API used it.",
    "Nothing is deployed, retrieved or changed.",
    "Use a user with Modify Metadata or Customize Application, who may also create, edit and "
    "delete external client apps.",
    {Basis::documented,
     "Metadata API Developer Guide; the message is observed in public error reports"}};
inline constexpr Reason package_xml_missing{
    "package_xml_missing",
    "A package of the deploy has no package.xml where one belongs.",
    "Nothing of the package is deployed.",
    "Put package.xml at the top of the zip and set singlePackage, or into each folder of the top.",
    {Basis::observed, "forcedotcom/CustomMetadataLoader#34"}};
inline constexpr Reason package_xml_malformed{
    "package_xml_malformed",
    "package.xml, or a file that lists deletions, cannot be read.",
    "Nothing of the package is deployed.",
    "Mend the place that the message names.",
    {Basis::observed, "deploy errors of the same form for components"}};
inline constexpr Reason package_version_missing{
    "package_version_missing",
    "package.xml names no API version.",
    "Nothing of the package is deployed.",
    "Add a version element, such as 67.0.",
    {Basis::inferred, "what a live org says to this isn't public"}};
inline constexpr Reason package_version_unknown{
    "package_version_unknown",
    "package.xml names an API version that does not exist.",
    "Nothing of the package is deployed.",
    "Use a version that the org lists at /services/data.",
    {Basis::inferred, "what a live org says to this isn't public"}};
inline constexpr Reason package_wildcard{
    "package_wildcard",
    "A file that lists deletions holds a wildcard.",
    "Nothing of the package is deployed.",
    "Name each component.",
    {Basis::documented, "Metadata API Developer Guide, Deleting Components from an Organization"}};
inline constexpr Reason metadata_type_unknown{
    "metadata_type_unknown",
    "A metadata type is none that the org knows, or not yet at that API version.",
    "Nothing of that type is deployed or retrieved.",
    "Use the types that describeMetadata lists.",
    {Basis::observed, "scolladon/sfdx-git-delta#1130"}};
inline constexpr Reason component_missing{
    "component_missing",
    "package.xml lists a component whose file is not in the zip.",
    "The component is not deployed.",
    "Add the file, or drop the component from package.xml.",
    {Basis::observed, "forcedotcom/cli#2182"}};
inline constexpr Reason component_not_listed{
    "component_not_listed",
    "The zip holds a file that package.xml does not list.",
    "The file is not deployed; the warning fails the deploy unless warnings are ignored.",
    "List the component, or leave the file out.",
    {Basis::observed, "forcedotcom/cli#1133"}};
inline constexpr Reason component_xml{
    "component_xml",
    "A component's file is not well-formed XML, or holds a document type declaration.",
    "The component is not deployed.",
    "Mend the place that the message names.",
    {Basis::observed,
     "deploys that end in Error parsing file; that a DOCTYPE is refused is inferred"}};
inline constexpr Reason component_root{
    "component_root",
    "A component's file has another root element or name space than its type.",
    "The component is not deployed.",
    "Start the file with the type's element in the name space of the Metadata API.",
    {Basis::inferred, "the words for this aren't public"}};
inline constexpr Reason component_field_unknown{
    "component_field_unknown",
    "A component has an element that its type does not have at that API version.",
    "The component is not deployed.",
    "Use the type's fields; ipRelaxation, refreshTokenPolicy and sessionTimeout are those of "
    "connected apps.",
    {Basis::observed, "Error parsing file: Element ... invalid at this location in type ..."}};
inline constexpr Reason component_field_twice{
    "component_field_twice",
    "A component has an element twice.",
    "The component is not deployed.",
    "Keep one of them; of a list, let its elements stand together.",
    {Basis::observed,
     "Error parsing file: Element ... is duplicated at this location in type ..."}};
inline constexpr Reason component_nesting{
    "component_nesting",
    "A component has an element inside a plain value.",
    "The component is not deployed.",
    "Write the value as text.",
    {Basis::observed, "forcedotcom/source-deploy-retrieve#607"}};
inline constexpr Reason component_enum{
    "component_enum",
    "A component's field has a value that is not one of its enum.",
    "The component is not deployed.",
    "Use one of the values in the type's description.",
    {Basis::observed, "a live org of API 67.0"}};
inline constexpr Reason component_internal_value{
    "component_internal_value",
    "A component's field has a value that only Salesforce itself may set.",
    "The component is not deployed.",
    "Use Local or Packaged.",
    {Basis::documented, "Metadata API Developer Guide, ExternalClientApplication"}};
inline constexpr Reason component_boolean{
    "component_boolean",
    "A component's field holds something else than true or false.",
    "The component is not deployed.",
    "Write true or false.",
    {Basis::inferred, "the words are those for other XML types"}};
inline constexpr Reason component_number{
    "component_number",
    "A component's field holds no number, or one that it cannot have.",
    "The component is not deployed.",
    "Write a whole number within the limits.",
    {Basis::inferred, "the words are those for other XML types"}};
inline constexpr Reason component_scope{
    "component_scope",
    "commaSeparatedOauthScopes holds something that is no scope of the metadata.",
    "The component is not deployed.",
    "Use the names of the list in the message; metadata does not take the names of OAuth requests.",
    {Basis::observed, "a live org of API 67.0"}};
inline constexpr Reason component_text_length{
    "component_text_length",
    "A component's text is longer than its field.",
    "The component is not deployed.",
    "Shorten it.",
    {Basis::inferred,
     "Salesforce's words for any field that is too short; the lengths aren't public"}};
inline constexpr Reason component_list_length{
    "component_list_length",
    "A component's list has too many elements.",
    "The component is not deployed.",
    "Give at most 128.",
    {Basis::documented, "Metadata API Developer Guide, ExtlClntAppOauthSettings"}};
inline constexpr Reason component_required{
    "component_required",
    "A component lacks a field that it needs.",
    "The component is not deployed.",
    "Add the field.",
    {Basis::documented, "Metadata API Developer Guide, the types' required fields"}};
inline constexpr Reason component_cross_reference{
    "component_cross_reference",
    "A component names an app that is neither in the org nor in the package, letter case included.",
    "The component is not deployed.",
    "Deploy the app with it, and write its API name exactly.",
    {Basis::observed, "INVALID_CROSS_REFERENCE_KEY in public reports"}};
inline constexpr Reason component_of_another_app{
    "component_of_another_app",
    "A component has the name of one that belongs to another app.",
    "The component is not deployed.",
    "Choose another name.",
    {Basis::inferred, "full names are unique for each type"}};
inline constexpr Reason component_second{
    "component_second",
    "An app would have two components of one type.",
    "The component is not deployed.",
    "Use the name of the component that the app has; retrieve it to see.",
    {Basis::inferred, "each type stands for one record of an app"}};
inline constexpr Reason component_exists{
    "component_exists",
    "createMetadata was asked for a component that is there.",
    "Nothing changes.",
    "Use updateMetadata or upsertMetadata.",
    {Basis::documented, "Metadata API Developer Guide, createMetadata"}};
inline constexpr Reason component_unknown{
    "component_unknown",
    "updateMetadata or deleteMetadata was asked for a component that is not there.",
    "Nothing changes.",
    "Use createMetadata or upsertMetadata, or check the name.",
    {Basis::documented, "Metadata API Developer Guide, updateMetadata"}};
inline constexpr Reason component_to_delete_unknown{
    "component_to_delete_unknown",
    "A component that should be deleted is not there.",
    "The warning fails the deploy unless warnings are ignored.",
    "Drop it from the file, or ignore warnings.",
    {Basis::observed, "@salesforce/source-deploy-retrieve handles this warning"}};
inline constexpr Reason settings_not_deletable{"settings_not_deletable",
                                               "A member of Settings should be deleted.",
                                               "Nothing changes.",
                                               "Deploy it with other values.",
                                               {Basis::inferred, "settings always exist"}};
inline constexpr Reason oauth_in_use{
    "oauth_in_use",
    "The OAuth settings should be deleted from an app that has global OAuth settings.",
    "Nothing changes.",
    "Delete both, or the app.",
    {Basis::inferred, "the reverse of the rule that global settings need OAuth settings"}};
inline constexpr Reason global_without_oauth{
    "global_without_oauth",
    "An app would have global OAuth settings without OAuth settings.",
    "The component is not deployed.",
    "Deploy the app, its global OAuth settings and its OAuth settings together.",
    {Basis::observed, "a live org of API 67.0"}};
inline constexpr Reason execution_user_missing{
    "execution_user_missing",
    "The policies enable the client credentials flow without an active user to run it as.",
    "The component is not deployed.",
    "Give clientCredentialsFlowUser the user name of an active user.",
    {Basis::observed, "public deploy reports of 2026"}};
inline constexpr Reason component_key_malformed{
    "component_key_malformed",
    "A consumer key or secret is given that is too short, too long, or holds other characters than "
    "letters and digits.",
    "The component is not deployed.",
    "Leave it out, so that the org makes one.",
    {Basis::documented,
     "Metadata API Developer Guide, ConnectedApp: 8 to 256 alphanumeric characters"}};
inline constexpr Reason consumer_key_taken{
    "consumer_key_taken",
    "A consumer key is given that another app has.",
    "The component is not deployed.",
    "Leave it out, so that the org makes one.",
    {Basis::documented, "Metadata API Developer Guide, ConnectedApp, consumerKey"}};
inline constexpr Reason consumer_key_fixed{
    "consumer_key_fixed",
    "A consumer key is given that differs from the one the app has.",
    "The component is not deployed.",
    "Leave it out, or rotate the key.",
    {Basis::inferred, "of connected apps the key is set at creation only"}};
inline constexpr Reason consumer_rotation_warned{
    "consumer_rotation_warned",
    "A deploy asks for a new consumer key or secret without ignoring warnings.",
    "The component is not deployed.",
    "Set ignoreWarnings if the clients are ready for it.",
    {Basis::documented, "Metadata API Developer Guide, ExtlClntAppGlobalOauthSettings"}};

}  // namespace rehearse::salesforce::reason

namespace rehearse::salesforce {

inline constexpr auto kMetadataReasons = std::to_array<const Reason*>({
    &reason::zip_broken,
    &reason::zip_size,
    &reason::zip_unpacked_size,
    &reason::zip_file_count,
    &reason::zip_encrypted,
    &reason::zip_entry_escapes,
    &reason::zip_entry_name,
    &reason::zip_entry_twice,
    &reason::metadata_not_permitted,
    &reason::package_xml_missing,
    &reason::package_xml_malformed,
    &reason::package_version_missing,
    &reason::package_version_unknown,
    &reason::package_wildcard,
    &reason::metadata_type_unknown,
    &reason::component_missing,
    &reason::component_not_listed,
    &reason::component_xml,
    &reason::component_root,
    &reason::component_field_unknown,
    &reason::component_field_twice,
    &reason::component_nesting,
    &reason::component_enum,
    &reason::component_internal_value,
    &reason::component_boolean,
    &reason::component_number,
    &reason::component_scope,
    &reason::component_text_length,
    &reason::component_list_length,
    &reason::component_required,
    &reason::component_cross_reference,
    &reason::component_of_another_app,
    &reason::component_second,
    &reason::component_exists,
    &reason::component_unknown,
    &reason::component_to_delete_unknown,
    &reason::settings_not_deletable,
    &reason::oauth_in_use,
    &reason::global_without_oauth,
    &reason::execution_user_missing,
    &reason::component_key_malformed,
    &reason::consumer_key_taken,
    &reason::consumer_key_fixed,
    &reason::consumer_rotation_warned,
});

}  // namespace rehearse::salesforce
