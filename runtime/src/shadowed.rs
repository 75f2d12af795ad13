//! Tests of the macros and derives in a scope where types of a model have all the names that an
//! expansion could capture: names of the prelude, of parameters, and of associated types.

use self::level::Level;
use self::names::*;
use self::thing::Thing;
use crate::error::{ErrorMetadata, ProvideErrorMetadata};
use crate::{
    exceptions, member_defaults, operation_error, redacted_variants, service_error, tagged_union,
};

#[allow(dead_code, reason = "most of them must only not be meant")]
mod names {
    macro_rules! structures {
        ($($name:ident)*) => {$(
            #[derive(Clone, Debug, Default, PartialEq, crate::Serde)]
            #[serde(default)]
            pub(super) struct $name {}
        )*};
    }

    structures!(
        A AsRef B Box C Clone Copy D Debug Default Deserialize Display Drop E Eq Err Error Extend F Fn
        Formatter From FromStr H Hash Hasher HashMap_ Infallible Into IntoIterator Iterator K M None Ok
        Option Ord Ordering P PartialEq PartialOrd R Result S Self_ Send Serialize Sized Some String Sync
        T ToOwned ToString TryFrom U V Vec W X Y Z
    );
}

type Maybe<T> = ::std::option::Option<T>;
type Text = ::std::string::String;

#[allow(dead_code, unreachable_pub, reason = "the derive is for types that crates export")]
mod level {
    #[derive(Clone, Debug, crate::Enum)]
    pub(super) enum Level {
        #[serde(rename = "ERR")]
        Err,
        #[serde(rename = "ERROR")]
        Error,
        #[serde(rename = "OK")]
        Ok,
        #[serde(rename = "SOME")]
        Some,
        #[serde(rename = "NONE")]
        None,
        #[serde(rename = "OWNED")]
        Owned,
        #[serde(rename = "VALUE")]
        Value,
        #[serde(rename = "OUTPUT")]
        Output,
        Unknown(super::Text),
    }
}

#[derive(Clone, PartialEq)]
enum Choice {
    Err(Err),
    Ok(S),
    Some(A),
    Option(Option),
    Error(D),
    None,
    Unknown,
}

#[allow(dead_code, unreachable_pub, reason = "the macro is for types that crates export")]
mod accessors {
    use super::*;

    tagged_union!(
        Choice,
        Err("err", is_err, as_err, Err),
        Ok("ok", is_ok, as_ok, S, crate::wire::Same),
        Some("some", is_some, as_some, A),
        Option("option", is_option, as_option, Option),
        Error("error", is_error, as_error, D),
        None("none", is_none, as_none)
    );
}

redacted_variants!(Choice, Err(_), redacted(Ok), Some(_), Option(_), Error(_), None);

#[allow(dead_code, unreachable_pub, reason = "the derive is for types that crates export")]
mod thing {
    use std::collections::HashMap;

    use super::names::*;
    use super::{Choice, Level, default};

    #[derive(crate::Structure)]
    #[serde(default)]
    #[skip_serializing_none]
    #[builder(ThingBuilder)]
    pub(super) struct Thing {
        option: ::std::option::Option<Option>,
        model: Option,
        level: ::std::option::Option<Level>,
        choice: ::std::option::Option<Choice>,
        #[member(sensitive, default = "default::name")]
        #[serde(with = "crate::wire::As::<crate::wire::OrElse<default::name>>")]
        name: ::std::string::String,
        #[serde(with = "crate::wire::As::<::std::option::Option<crate::wire::Dense>>")]
        list: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
        #[serde(with = "crate::wire::As::<::std::option::Option<crate::wire::Dense>>")]
        map: ::std::option::Option<HashMap<::std::string::String, ::std::string::String>>,
        boxed: ::std::option::Option<::std::boxed::Box<Thing>>,
    }
}

member_defaults!(default, name(Text = "unnamed".to_owned()));

mod error {
    #[derive(crate::Structure)]
    #[serde(default)]
    pub(super) struct Ok {
        pub(super) message: ::std::option::Option<::std::string::String>,
        #[serde(skip)]
        pub(super) meta: super::ErrorMetadata,
    }
}

#[allow(dead_code, unreachable_pub, reason = "the macro is for types that crates export")]
mod exceptions {
    use super::error::Ok;
    #[expect(unused_imports, reason = "they must not be meant")]
    use super::names::{Display, Err, Error, Formatter, None, Option, Result, Some, String};

    super::exceptions!(Ok = "ok");
}

enum ServiceError {
    Ok(error::Ok),
    Unhandled(crate::error::Unhandled),
}

service_error!(ServiceError, Ok);

enum CallError {
    Ok(error::Ok),
    Other(ServiceError),
}

#[allow(dead_code, unreachable_pub, reason = "the macro is for types that crates export")]
mod questions {
    use super::*;

    operation_error!(CallError, ServiceError, Ok = is_ok);
}

#[test]
fn enums_may_have_values_called_like_associated_types() {
    for text in ["ERR", "ERROR", "OK", "SOME", "NONE", "OWNED", "VALUE", "OUTPUT", "LATER"] {
        let level: Level = text.parse().unwrap();
        assert_eq!(serde_json::to_string(&level).unwrap(), format!("{text:?}"));
        assert_eq!(level, serde_json::from_str(&format!("{text:?}")).unwrap());
    }
}

#[test]
fn structures_and_unions_may_hold_types_called_like_anything() {
    for (choice, json) in [
        (Choice::Err(Err {}), r#"{"err":{}}"#),
        (Choice::Ok(S {}), r#"{"ok":{}}"#),
        (Choice::Some(A {}), r#"{"some":{}}"#),
        (Choice::Option(Option {}), r#"{"option":{}}"#),
        (Choice::Error(D {}), r#"{"error":{}}"#),
        (Choice::None, r#"{"none":{}}"#),
    ] {
        let thing = Thing::builder()
            .option(Option {})
            .name("n")
            .list("a".to_owned())
            .map("k", "v".to_owned())
            .boxed(Thing::builder().choice(choice).build())
            .build();
        let written = serde_json::to_string(&thing).unwrap();
        let inner = format!(r#"{{"model":{{}},"choice":{json},"name":"unnamed"}}"#);
        assert_eq!(
            written,
            format!(
                r#"{{"option":{{}},"model":{{}},"name":"n","list":["a"],"map":{{"k":"v"}},"boxed":{inner}}}"#
            )
        );
        assert!(serde_json::from_str::<Thing>(&written).unwrap() == thing, "{thing:?}");
    }
}

#[test]
fn errors_may_be_called_like_variants_of_the_prelude() {
    use crate::error::OperationError;

    let reply = http::Response::new(r#"{"code":"ok","message":"m"}"#.into());
    let error = CallError::from_reply(&crate::wire::ErrorReply::new(reply));
    assert!(error.is_ok());
    assert_eq!(error.to_string(), "ok: m");
    assert_eq!(error.message(), Maybe::Some("m"));
}
