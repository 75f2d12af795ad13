/// An Amazon Resource Name in parts.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Arn<'a> {
    /// The partition, such as `aws-cn`.
    pub partition: &'a str,
    /// The service, such as `s3`.
    pub service: &'a str,
    /// The region; empty if the resource has none.
    pub region: &'a str,
    /// The account; empty if the resource has none.
    pub account_id: &'a str,
    /// The rest, split at each `:` and `/`. Parts may be empty.
    pub resource_id: Vec<&'a str>,
}

/// Parses an ARN: `arn:partition:service:region:account:resource`. `None` if it is not an ARN, or
/// if partition, service or resource are empty.
pub fn parse_arn(text: &str) -> Option<Arn<'_>> {
    let mut parts = text.splitn(6, ':');
    let prefix = parts.next()?;
    let (partition, service) = (parts.next()?, parts.next()?);
    let (region, account_id, resource) = (parts.next()?, parts.next()?, parts.next()?);
    if prefix != "arn" || partition.is_empty() || service.is_empty() || resource.is_empty() {
        return None;
    }
    let resource_id = resource.split([':', '/']).collect();
    Some(Arn { partition, service, region, account_id, resource_id })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arn_comes_apart() {
        let arn = parse_arn("arn:aws:sns:eu-west-1:123456789012:topic/a::b").unwrap();
        assert_eq!((arn.partition, arn.service), ("aws", "sns"));
        assert_eq!((arn.region, arn.account_id), ("eu-west-1", "123456789012"));
        assert_eq!(arn.resource_id, ["topic", "a", "", "b"]);
        let global = parse_arn("arn:aws:iam:::role").unwrap();
        assert_eq!((global.region, global.account_id), ("", ""));
    }

    #[test]
    fn what_lacks_a_part_is_none() {
        for text in ["", "arn", "arn:aws:s3:::", "arn::s3:::a", "arn:aws::::a", "a:aws:s3:::a"] {
            assert_eq!(parse_arn(text), None, "{text}");
        }
    }
}
