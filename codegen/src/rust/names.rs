//! The table of external names: each row is a path, for which emitters write `@Name`. A name of the
//! model may be the same: if both occur in one file, the path is written in full. Only the names of
//! Rust's prelude are reserved.

use std::collections::HashMap;
use std::sync::LazyLock;

use proc_macro2::TokenStream;
use quote::quote;

use super::uses;

/// The runtime's crate name in code.
pub(crate) const RUNTIME: &str = "smithy_client_runtime";

/// The runtime's name in `Cargo.toml`.
pub const RUNTIME_PACKAGE: &str = "smithy-client-runtime";

/// The namespace of a name, which determines the names that it can conflict with.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Kind {
    /// Types, traits and derives.
    Type,
    Function,
    Module,
    Macro,
}

/// Where an item is defined.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub(super) kind: Kind,
    pub(super) module: &'static str,
}

/// The row of a name.
pub(super) fn find(name: &str) -> Option<Item> {
    static INDEX: LazyLock<HashMap<&str, Item>> = LazyLock::new(|| {
        let rows = ROWS.iter().flat_map(|(kind, module, names)| {
            names.iter().map(|name| (*name, Item { kind: *kind, module }))
        });
        rows.collect()
    });
    INDEX.get(name).copied()
}

/// Whether a name is in Rust's prelude, so that a type of the model cannot have it.
pub(crate) fn is_prelude(name: &str) -> bool {
    PRELUDE.contains(&name)
}

/// Every name of the table, and those of the prelude.
pub fn emitted() -> impl Iterator<Item = &'static str> {
    ROWS.iter().flat_map(|(_, _, names)| *names).chain(PRELUDE).copied()
}

/// `pub use` lines for all rows of a module.
pub(crate) fn reexports_of(module: &str) -> TokenStream {
    let rows = ROWS.iter().filter(|(_, of, _)| *of == module);
    reexports(&rows.flat_map(|(_, _, names)| *names).copied().collect::<Vec<_>>())
}

/// `pub use` lines for rows of the table.
pub(crate) fn reexports(names: &[&str]) -> TokenStream {
    let paths = names.iter().filter_map(|name| Some((find(name)?.module, *name)));
    let lines = uses::lines(paths.map(|(module, name)| (uses::full(module, "crate"), name.into())));
    quote! { #(pub #lines)* }
}

/// `crate` is the emitted crate, `runtime` is the runtime, and `lib` is what emitted crates
/// re-export from the runtime under the same path.
const ROWS: &[(Kind, &str, &[&str])] = &[
    (Kind::Type, "std::collections", &["HashMap"]),
    (Kind::Type, "std::time", &["Duration"]),
    (Kind::Function, "std::mem", &["take"]),
    (Kind::Type, "crate", &["Client", "Error"]),
    (Kind::Module, "crate", &["endpoint"]),
    (Kind::Type, "crate::endpoint", &["Params", "ServiceSettings"]),
    (Kind::Function, "crate::endpoint", &["resolve"]),
    (Kind::Module, "crate::types", &["error"]),
    (Kind::Type, "lib", &["Customized", "Operation"]),
    (Kind::Module, "lib", &["config", "pagination", "primitives"]),
    (Kind::Type, "runtime", &["Enum", "Input", "Output", "Structure"]),
    (
        Kind::Macro,
        "runtime",
        &[
            "blocking_client",
            "client",
            "exceptions",
            "member_defaults",
            "operation_error",
            "operations",
            "paginated",
            "redacted",
            "redacted_variants",
            "service_error",
            "tagged_union",
            "waiter",
            "waiters",
        ],
    ),
    (
        Kind::Type,
        "runtime::client",
        &[
            "Async",
            "Auth",
            "CertificateAuth",
            "Checksum",
            "Compression",
            "Endpoint",
            "EndpointError",
            "Engine",
            "RetryKind",
            "Service",
        ],
    ),
    (
        Kind::Type,
        "lib::config",
        &["Config", "ConfigBuilder", "EnvironmentError", "Region", "SdkConfig"],
    ),
    (
        Kind::Type,
        "lib::error",
        &[
            "BoxError",
            "BuildError",
            "Call",
            "CallFailure",
            "ConnectorError",
            "DecodeError",
            "DisplayErrorContext",
            "ErrorMetadata",
            "ProvideErrorMetadata",
            "RequestId",
            "ResponseError",
            "SdkError",
            "ServiceError",
            "TransportError",
            "TransportErrorKind",
            "Unhandled",
            "UnknownVariantError",
        ],
    ),
    (Kind::Type, "lib::pagination", &["Paginated", "Paginator"]),
    (
        Kind::Type,
        "lib::primitives",
        &[
            "BigDecimal",
            "BigInteger",
            "Blob",
            "ByteStream",
            "Bytes",
            "DateTime",
            "DateTimeFormat",
            "Document",
            "SdkBody",
        ],
    ),
    (Kind::Function, "lib::primitives", &["parse_document"]),
    (Kind::Type, "runtime::protocol_tests", &["ExpectedRequest"]),
    (
        Kind::Function,
        "runtime::protocol_tests",
        &[
            "check_endpoint",
            "check_error",
            "check_error_members",
            "check_output",
            "check_request",
            "check_streamed_output",
            "response",
        ],
    ),
    (Kind::Type, "runtime::rules", &["AuthScheme", "Value"]),
    (
        Kind::Function,
        "runtime::rules",
        &[
            "is_valid_host_label",
            "is_virtual_hostable_s3_bucket",
            "item",
            "parse_arn",
            "parse_url",
            "partition",
            "split",
            "substring",
            "uri_encode",
        ],
    ),
    (Kind::Type, "runtime::validate", &["Checks", "Validate"]),
    (Kind::Type, "runtime::waiters", &["AcceptorState", "Waiter"]),
    (Kind::Function, "runtime::waiters", &["all_equal"]),
    (
        Kind::Type,
        "runtime::wire",
        &[
            "As",
            "Base64",
            "BigNumber",
            "DefaultOnNull",
            "Dense",
            "EpochSeconds",
            "Float",
            "HttpDate",
            "Int",
            "JsonValue",
            "MemberDefault",
            "OrElse",
            "Reply",
            "Request",
            "RequestBuilder",
            "Response",
            "Rfc3339",
            "Same",
            "Sparse",
            "UnixEpoch",
        ],
    ),
    (Kind::Function, "runtime::wire", &["format_as"]),
];

/// Rust's 2024 prelude, `Self`, and derives and traits that emitted code uses like the prelude.
const PRELUDE: &[&str] = &[
    "AsMut",
    "AsRef",
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Hash",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];
