use std::error::Error;
use std::{io, iter};

/// An error and its causes. An I/O error hides the one that it wraps from `source`.
pub(crate) fn chain<'a>(
    error: &'a (dyn Error + 'static),
) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    iter::successors(Some(error), |&error| {
        let wrapped = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        match wrapped {
            Some(wrapped) => Some(wrapped),
            None => error.source(),
        }
    })
}

/// The last of the causes, which says most: "connection refused", "certificate expired".
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{TransportError, TransportErrorKind};

    #[test]
    fn the_error_inside_an_io_error_is_found() {
        let hidden = TransportError::new(TransportErrorKind::Connect, "the cable is cut");
        let error = io::Error::other(io::Error::other(hidden));
        assert_eq!(innermost(&error).to_string(), "the cable is cut");
        assert_eq!(chain(&error).count(), 4);
    }

    #[test]
    fn an_error_without_a_cause_is_its_own() {
        let error = io::Error::from_raw_os_error(2);
        assert_eq!(innermost(&error).to_string(), error.to_string());
    }
}
