use std::error::Error;
use std::{fmt, io, iter};

use super::{OneLine, TransportError};

/// An error and its causes. It includes the error inside an I/O error and the cause of a transport
/// error, which `source` omits.
pub(crate) fn chain<'a>(
    error: &'a (dyn Error + 'static),
) -> impl Iterator<Item = &'a (dyn Error + 'static)> + Clone {
    iter::successors(Some(error), |&error| {
        if let Some(transport) = error.downcast_ref::<TransportError>() {
            return Some(transport.cause());
        }
        let wrapped = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        match wrapped {
            Some(wrapped) => Some(wrapped),
            None => error.source(),
        }
    })
}

/// The innermost cause, which is the most specific: "connection refused", "certificate expired".
pub(crate) fn innermost<'a>(error: &'a (dyn Error + 'static)) -> &'a (dyn Error + 'static) {
    chain(error).last().unwrap_or(error)
}

/// The innermost error of a type among an error and its causes.
pub(crate) fn find<'a, E: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a E> {
    all(error).last()
}

/// All errors of a type among an error and its causes.
pub(crate) fn all<'a, E: Error + 'static>(
    error: &'a (dyn Error + 'static),
) -> impl Iterator<Item = &'a E> {
    chain(error).filter_map(|error| error.downcast_ref())
}

/// The return value of `source` for an error with this text and cause: the first cause after the
/// last one that the text includes. Then printing an error with its sources, as `anyhow` does,
/// repeats nothing.
pub(crate) fn untold<'a>(
    text: &impl fmt::Display,
    cause: &'a (dyn Error + 'static),
) -> Option<&'a (dyn Error + 'static)> {
    let text = text.to_string();
    let mut first = Some(cause);
    let mut causes = chain(cause);
    while let Some(cause) = causes.next() {
        if tells(&text, cause) {
            first = causes.clone().next();
        }
    }
    first
}

/// Whether a text contains the text of an error. Either may be truncated.
pub(crate) fn tells(text: &str, error: &(dyn Error + 'static)) -> bool {
    let part = OneLine(&error.to_string()).to_string();
    text.contains(part.trim_end_matches('…'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::TransportErrorKind;

    #[test]
    fn the_error_inside_an_io_error_is_found() {
        let hidden = TransportError::new(TransportErrorKind::Connect, "the cable is cut");
        let error = io::Error::other(io::Error::other(hidden));
        assert_eq!(innermost(&error).to_string(), "the cable is cut");
        assert_eq!(chain(&error).count(), 4);
    }

    /// An error with a cause.
    #[derive(Debug)]
    struct Layer(&'static str, Option<Box<Layer>>);

    impl fmt::Display for Layer {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }
    }

    impl Error for Layer {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            self.1.as_deref().map(|cause| cause as _)
        }
    }

    #[test]
    fn what_is_untold_starts_behind_the_last_cause_that_is_told() {
        let chain = || {
            Layer("outer", Some(Box::new(Layer("middle", Some(Box::new(Layer("in\nner", None)))))))
        };
        for (text, first) in [
            ("nothing of it", Some("outer")),
            ("outer, and more", Some("middle")),
            ("middle", Some("in\nner")),
            ("outer: in ner", None),
        ] {
            let chain = chain();
            assert_eq!(untold(&text, &chain).map(ToString::to_string).as_deref(), first, "{text}");
        }
    }

    #[test]
    fn an_error_without_a_cause_is_its_own() {
        let error = io::Error::from_raw_os_error(2);
        assert_eq!(innermost(&error).to_string(), error.to_string());
    }
}
