use std::fmt::Write;

use super::Service;

/// Both forms of a placeholder: `${aws:iot:s3-presigned-url:URL}` and
/// `${aws:iot:s3-presigned-url-v2:URL}`.
const PLACEHOLDER: &str = "${aws:iot:s3-presigned-url";

impl Service {
    /// The document for a device, with new presigned URLs. `None`: the job is gone.
    pub(super) fn deliver_document(&mut self, index: usize) -> Option<String> {
        let job = self.jobs.get(&self.executions[index].job)?;
        let document = &job.spec.document;
        if !document.contains(PLACEHOLDER) {
            return Some(document.clone());
        }
        self.deliveries += 1;
        Some(presigned(document, self.deliveries))
    }
}

/// Replaces the placeholders. The URLs differ for each delivery.
fn presigned(document: &str, delivery: u64) -> String {
    let mut result = String::with_capacity(document.len());
    let mut rest = document;
    while let Some((before, after)) = rest.split_once(PLACEHOLDER) {
        result.push_str(before);
        let url = after.strip_prefix("-v2").unwrap_or(after).strip_prefix(':');
        match url.and_then(|url| url.split_once('}')) {
            Some((url, after)) => {
                // Writing to a string cannot fail.
                let _ = write!(result, "{url}?X-Amz-Expires=3600&X-Amz-Signature={delivery:064x}");
                rest = after;
            }
            None => {
                result.push_str(PLACEHOLDER);
                rest = after;
            }
        }
    }
    result + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_placeholders_become_urls() {
        let document = r#"{"a":"${aws:iot:s3-presigned-url:https://s3.eu-central-1.amazonaws.com/b/k}","b":"${aws:iot:s3-presigned-url-v2:https://b.s3.amazonaws.com/k}"}"#;
        let sent = presigned(document, 10);
        let query = format!("?X-Amz-Expires=3600&X-Amz-Signature={:064x}", 10);
        assert_eq!(
            sent,
            format!(
                r#"{{"a":"https://s3.eu-central-1.amazonaws.com/b/k{query}","b":"https://b.s3.amazonaws.com/k{query}"}}"#
            )
        );
        assert_ne!(sent, presigned(document, 11));
    }

    #[test]
    fn what_is_no_placeholder_stays() {
        for document in ["${aws:iot:s3-presigned-url", "${aws:iot:s3-presigned-urls:x}", "${other}"]
        {
            assert_eq!(presigned(document, 1), document);
        }
    }
}
