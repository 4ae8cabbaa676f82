#pragma once

#include <array>

#include "mocks/core/fidelity.h"

namespace rehearse::salesforce {

// kMetadataBehaviours are the rules of the Metadata API that are neither a rejection, a dial nor a
// route. The `metadata.fields.*` rows name every field of a type: those that act on the app, and
// those that are only kept (taken, checked for their type, given back), with why.
inline constexpr std::array kMetadataBehaviours{
    Behaviour{"metadata.types",
              "Six types make up an external client app, ExternalClientApplication and its five "
              "children, beside the Settings members ExternalClientApp and OauthOidc; other types "
              "are unknown, mobile, canvas, push, notification, SAML and attestation included.",
              {Basis::observed, "@salesforce/source-deploy-retrieve 12.37.2, metadataRegistry"}},
    Behaviour{"metadata.security_since",
              "ExtlClntAppOauthSecuritySettings counts as known from API version 59 on.",
              {Basis::inferred, "the type has no page in the guide"}},
    Behaviour{"metadata.fields.application",
              "Of ExternalClientApplication act contactEmail, contactPhone, description, "
              "distributionState (Local, Packaged), iconUrl, infoUrl, label and logoUrl. Kept: "
              "isProtected and managedType (both for packages, which the org does not build), "
              "orgScopedExternalApp (made by the org if not given). label and contactEmail are "
              "needed, as on the pages.",
              {Basis::documented, "Metadata API Developer Guide, ExternalClientApplication"}},
    Behaviour{"metadata.fields.global_oauth",
              "Of ExtlClntAppGlobalOauthSettings act callbackUrl, certificate, consumerKey, "
              "consumerSecret, externalClientApplication, isClientCredentialsFlowEnabled, "
              "isCodeCredFlowEnabled, isConsumerSecretOptional, isDeviceFlowEnabled, "
              "isEnforceRefreshTokenTTL, isIntrospectAllTokens, isNamedUserJwtEnabled, "
              "isPkceRequired, isRefreshTokenRotationEnabled, isSecretRequiredForRefreshToken, "
              "isTokenExchangeEnabled, shouldRotateConsumerKey and shouldRotateConsumerSecret. "
              "Kept: idTokenConfig (idTokenAudience, idTokenIncludeAttributes, "
              "idTokenIncludeCustomPermissions, idTokenIncludeStandardClaims, "
              "idTokenValidityInMinutes: ID tokens are the standard ones), isCodeCredPostOnly, "
              "isSecretRequiredForTokenExchange, isDPopEnabled and isMtlsEnabled (flows that the "
              "org does not have), label.",
              {Basis::documented,
               "Metadata API Developer Guide, ExtlClntAppGlobalOauthSettings; "
               "npm @salesforce/types 1.9.0"}},
    Behaviour{"metadata.fields.oauth",
              "Of ExtlClntAppOauthSettings act commaSeparatedOauthScopes and "
              "externalClientApplication. Kept: trustedIpRanges (they relax an IP check that the "
              "org makes by profile alone), commaSeparatedCustomScopes, customAttributes, "
              "singleLogoutUrl, isFirstPartyAppEnabled, clientAssertionCertificate, the fields of "
              "asset tokens (areAttributesIncludedInAssetToken, "
              "areCustomPermsIncludedInAssetToken, assetTokenAudiences, "
              "assetTokenSigningCertificate, assetTokenValidity), label, oauthLink (made by the "
              "org if not given).",
              {Basis::documented, "Metadata API Developer Guide, ExtlClntAppOauthSettings"}},
    Behaviour{
        "metadata.fields.oauth_policies",
        "Of ExtlClntAppOauthConfigurablePolicies act permittedUsersPolicyType, "
        "commaSeparatedProfile, ipRelaxationPolicyType, refreshTokenPolicyType, "
        "refreshTokenValidityPeriod, refreshTokenValidityUnit, sessionTimeoutInMinutes, "
        "namedUserJwtTimeout and externalClientApplication; clientCredentialsFlowUser and "
        "isClientCredentialsFlowEnabled are checked together. Kept: "
        "commaSeparatedPermissionSet, policyAction, requiredSessionLevel (no session "
        "levels), namedUserJwtSessionTimeoutType, guestJwtSessionTimeoutType and "
        "guestJwtTimeout (no guests), commaSeparatedCustomScopes, apexHandler and "
        "executeHandlerAs (no Apex), isGuestCodeCredFlowEnabled, isTokenExchangeFlowEnabled, "
        "singleLogoutUrl, startUrl, customAttributes, label.",
        {Basis::documented, "Metadata API Developer Guide, ExtlClntAppOauthConfigurablePolicies"}},
    Behaviour{"metadata.fields.policies",
              "Of ExtlClntAppConfigurablePolicies act isEnabled, isOauthPluginEnabled and "
              "externalClientApplication. Kept: isAttestPluginEnabled, isCanvasPluginEnabled, "
              "isMobilePluginEnabled, isNotificationPluginEnabled, isPushPluginEnabled, "
              "isSamlPluginEnabled (plugins that the org does not have), startPage, startUrl, "
              "label.",
              {Basis::documented, "Metadata API Developer Guide, ExtlClntAppConfigurablePolicies"}},
    Behaviour{"metadata.fields.oauth_security",
              "Of ExtlClntAppOauthSecuritySettings act tokenIpRanges (startIpAddress, "
              "endIpAddress, description), at least one, and externalClientApplication. Kept: "
              "tlsClientAuthCertParamType and tlsClientAuthCertParamValue (no mutual TLS), label.",
              {Basis::observed, "npm @salesforce/types 1.9.0"}},
    Behaviour{"metadata.fields.settings",
              "Of ExternalClientAppSettings acts enableClientSecretInRestApiAccess; "
              "enableConsumerSecretApiAccess and enablePackageEcaOauthFromDevOrg are kept. Of "
              "OauthOidcSettings acts isPkceRequired; agentAuthLinking, blockOAuthUnPwFlow, "
              "blockOAuthUsrAgtFlow and oAuthCdCrdtFlowEnable are kept, for flows that the org "
              "refuses anyway.",
              {Basis::documented, "Metadata API Developer Guide 260.0"}},
    Behaviour{
        "metadata.allowlist",
        "The refresh token allowlist is enforced while ExtlClntAppOauthSecuritySettings "
        "exists; deleting the component ends it. Metadata has no switch for it.",
        {Basis::inferred, "npm @salesforce/types 1.9.0 has the flag for connected apps only"}},
    Behaviour{"metadata.scopes",
              "commaSeparatedOauthScopes takes metadata's own scope names, blanks between them "
              "tolerated; retrieve gives them back separated by a comma and a blank.",
              {Basis::observed, "a live org of API 67.0, and files in public repositories"}},
    Behaviour{"metadata.callbacks",
              "Several callback URLs stand in one callbackUrl, one a line.",
              {Basis::observed, "a live org of API 67.0"}},
    Behaviour{"metadata.certificate",
              "certificate is taken as PEM or as its Base64 alone, and given back as PEM.",
              {Basis::observed, "public deploy scripts send both"}},
    Behaviour{"metadata.whole_components",
              "A deployed component replaces the one that was there: a field that its file lacks "
              "has its default again, but key and secret stay.",
              {Basis::observed, "a public tool lost its certificate by leaving it out"}},
    Behaviour{"metadata.names",
              "The pages and POST /apps name an app's components NAME_global, NAME_oauth, "
              "NAME_oauthSecurity and NAME_defaultPolicy; a deploy may name them otherwise.",
              {Basis::observed, "retrieved apps in public repositories"}},
    Behaviour{"metadata.default_policies",
              "An app gets both policies, NAME_defaultPolicy, without their being deployed: "
              "enabled, everybody may authorize, IP restrictions enforced, refresh tokens for 365 "
              "days.",
              {Basis::observed, "a live org of API 67.0"}},
    Behaviour{"metadata.oauth_on",
              "An app's OAuth is on once it has global OAuth settings and OAuth settings; OAuth "
              "settings alone, as in a package, are taken and wait.",
              {Basis::observed, "public repositories with an app and its OAuth settings alone"}},
    Behaviour{"metadata.locked",
              "In an org of 2026 isPkceRequired, isRefreshTokenRotationEnabled and "
              "isEnforceRefreshTokenTTL can be deployed as false, and read back as true.",
              {Basis::observed, "a live org of API 67.0 for PKCE; the others are greyed out too"}},
    Behaviour{"metadata.server_fields",
              "Retrieve adds what nobody wrote: consumerKey, the flags of the flows, "
              "isDPopEnabled, isSecretRequiredForTokenExchange, oauthLink, orgScopedExternalApp.",
              {Basis::observed, "a live org of API 67.0"}},
    Behaviour{"metadata.no_secret",
              "Retrieve never gives consumerSecret, whatever enableConsumerSecretApiAccess says.",
              {Basis::inferred, "that setting is deprecated; sources disagree"}},
    Behaviour{"metadata.rotation",
              "shouldRotateConsumerKey and shouldRotateConsumerSecret are carried out with "
              "ignoreWarnings, at once, and read back as false.",
              {Basis::documented, "Metadata API Developer Guide, ExtlClntAppGlobalOauthSettings"}},
    Behaviour{"metadata.rollback",
              "With rollbackOnError a deploy happens whole or not at all; without it what is right "
              "stays, and what needs something that failed fails too.",
              {Basis::documented, "Metadata API Developer Guide, DeployOptions"}},
    Behaviour{"metadata.check_only",
              "A deploy with checkOnly says what would happen and keeps nothing.",
              {Basis::documented, "Metadata API Developer Guide, DeployOptions"}},
    Behaviour{"metadata.unchanged",
              "A component that would not change is a success with changed=false.",
              {Basis::documented, "Metadata API Developer Guide, DeployMessage"}},
    Behaviour{"metadata.destructive_order",
              "destructiveChanges.xml and destructiveChangesPre.xml take effect before the other "
              "components, destructiveChangesPost.xml after them.",
              {Basis::documented,
               "Metadata API Developer Guide, Deleting Components from an Organization"}},
    Behaviour{"metadata.delete_app",
              "Deleting an app deletes its components and ends its tokens; deleting its global "
              "OAuth settings ends the tokens and retires key and secret.",
              {Basis::inferred, "as deleting the app on the pages does"}},
    Behaviour{"metadata.delete_policies",
              "Deleting policies puts back the default ones.",
              {Basis::inferred, "an app is never without policies"}},
    Behaviour{"metadata.case",
              "Names of types, members and apps are compared as written; two apps may not differ "
              "in letter case alone.",
              {Basis::observed, "externalClientApplication must equal the API name exactly"}},
    Behaviour{"metadata.tests",
              "testLevel and runTests are taken and run nothing: the org has no Apex.",
              {Basis::inferred, "an org without tests passes them all"}},
    Behaviour{"metadata.zip_limits",
              "A zip may have 39 MB, unpack to 400 MB and hold 10,000 files; it is unpacked no "
              "further than what it says of itself.",
              {Basis::documented, "Metadata API Developer Guide 224.0; 260.0 says 600 MB"}},
    Behaviour{"metadata.retrieve_messages",
              "What a retrieve does not find is a message about package.xml, not an error.",
              {Basis::observed, "solenopsis/Solenopsis#266"}},
};

}  // namespace rehearse::salesforce
