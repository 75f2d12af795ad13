//! The traits of Smithy and AWS by namespace. No model defines them.

/// The ids of all traits that are known without a definition.
pub(crate) fn known() -> impl Iterator<Item = (&'static str, &'static str)> {
    CATALOG.iter().flat_map(|(namespace, names)| names.iter().map(move |name| (*namespace, *name)))
}

/// Whether all traits of a namespace are in this list.
pub(crate) fn is_known_namespace(namespace: &str) -> bool {
    CATALOG.iter().any(|(known, _)| *known == namespace)
}

/// Whether a trait is known without a definition.
pub(crate) fn is_known(namespace: &str, name: &str) -> bool {
    known().any(|known| known == (namespace, name))
}

const CATALOG: &[(&str, &[&str])] = &[
    (
        "smithy.api",
        &[
            "addedDefault",
            "auth",
            "authDefinition",
            "box",
            "clientOptional",
            "cors",
            "default",
            "deprecated",
            "documentation",
            "endpoint",
            "enum",
            "enumValue",
            "error",
            "eventHeader",
            "eventPayload",
            "examples",
            "externalDocumentation",
            "hostLabel",
            "http",
            "httpApiKeyAuth",
            "httpBasicAuth",
            "httpBearerAuth",
            "httpChecksumRequired",
            "httpDigestAuth",
            "httpError",
            "httpHeader",
            "httpLabel",
            "httpPayload",
            "httpPrefixHeaders",
            "httpQuery",
            "httpQueryParams",
            "httpResponseCode",
            "idRef",
            "idempotencyToken",
            "idempotent",
            "input",
            "internal",
            "jsonName",
            "length",
            "mediaType",
            "mixin",
            "nestedProperties",
            "noReplace",
            "notProperty",
            "optionalAuth",
            "output",
            "paginated",
            "pattern",
            "private",
            "property",
            "protocolDefinition",
            "range",
            "readonly",
            "recommended",
            "references",
            "requestCompression",
            "required",
            "requiresLength",
            "resourceIdentifier",
            "retryable",
            "sensitive",
            "since",
            "sparse",
            "streaming",
            "suppress",
            "tags",
            "timestampFormat",
            "title",
            "trait",
            "traitValidators",
            "uniqueItems",
            "unitType",
            "unstable",
            "xmlAttribute",
            "xmlFlattened",
            "xmlName",
            "xmlNamespace",
        ],
    ),
    ("smithy.protocols", &["rpcv2Cbor", "rpcv2Json"]),
    (
        "smithy.rules",
        &[
            "clientContextParams",
            "contextParam",
            "endpointBdd",
            "endpointRuleSet",
            "endpointTests",
            "operationContextParams",
            "staticContextParams",
        ],
    ),
    (
        "smithy.test",
        &[
            "eventStreamTests",
            "httpMalformedRequestTests",
            "httpRequestTests",
            "httpResponseTests",
            "smokeTests",
        ],
    ),
    ("smithy.waiters", &["waitable"]),
    ("smithy.mqtt", &["publish", "subscribe", "topicLabel"]),
    ("smithy.openapi", &["specificationExtension"]),
    (
        "aws.api",
        &[
            "arn",
            "arnReference",
            "clientDiscoveredEndpoint",
            "clientEndpointDiscovery",
            "clientEndpointDiscoveryId",
            "controlPlane",
            "data",
            "dataPlane",
            "service",
            "tagEnabled",
            "taggable",
        ],
    ),
    (
        "aws.apigateway",
        &[
            "apiKeySource",
            "authorizer",
            "authorizers",
            "integration",
            "mockIntegration",
            "requestValidator",
        ],
    ),
    ("aws.auth", &["cognitoUserPools", "sigv4", "sigv4a", "unsignedPayload"]),
    (
        "aws.cloudformation",
        &[
            "cfnAdditionalIdentifier",
            "cfnDefaultValue",
            "cfnExcludeProperty",
            "cfnMutability",
            "cfnName",
            "cfnResource",
        ],
    ),
    ("aws.customizations", &["s3UnwrappedXmlOutput"]),
    (
        "aws.endpoints",
        &[
            "dualStackOnlyEndpoints",
            "endpointsModifier",
            "rulesBasedEndpoints",
            "standardPartitionalEndpoints",
            "standardRegionalEndpoints",
        ],
    ),
    (
        "aws.iam",
        &[
            "actionName",
            "actionPermissionDescription",
            "conditionKeyValue",
            "conditionKeys",
            "defineConditionKeys",
            "disableConditionKeyInference",
            "disableConditionKeyInferenceForResources",
            "iamAction",
            "iamResource",
            "requiredActions",
            "serviceResolvedConditionKeys",
            "supportedPrincipalTypes",
        ],
    ),
    (
        "aws.protocols",
        &[
            "awsJson1_0",
            "awsJson1_1",
            "awsQuery",
            "awsQueryCompatible",
            "awsQueryError",
            "ec2Query",
            "ec2QueryName",
            "httpChecksum",
            "restJson1",
            "restXml",
        ],
    ),
    (
        "sdk.codegen",
        &[
            "acceptsCertificate",
            "certificateAuth",
            "labelDefaults",
            "ranges",
            "requestHeaders",
            "sha256TreeHash",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_trait_is_listed_once_and_each_typed_one_is_listed() {
        let mut ids: Vec<String> = known().map(|(space, name)| format!("{space}#{name}")).collect();
        for id in crate::smithy::traits::typed() {
            assert!(ids.iter().any(|known| known == id), "{id} is not in the catalog");
        }
        let count = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), count);
    }
}
