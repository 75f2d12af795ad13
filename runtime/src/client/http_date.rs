use std::time::SystemTime;

use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;
use http::HeaderMap;
use http::header::HeaderName;

/// The HTTP date in a header. `None` if it is absent or unreadable.
pub(in crate::client) fn http_date(headers: &HeaderMap, name: HeaderName) -> Option<SystemTime> {
    let text = headers.get(name)?.to_str().ok()?;
    DateTime::from_str(text, Format::HttpDate).ok()?.try_into().ok()
}
