/// A group of regions with common facts: the standard regions, GovCloud, China, and so on.
#[derive(Debug, Eq, PartialEq)]
pub struct Partition {
    /// The name in ARNs, such as `aws-cn`.
    pub name: &'static str,
    /// The DNS suffix of hosts.
    pub dns_suffix: &'static str,
    /// The DNS suffix of dual-stack hosts.
    pub dual_stack_dns_suffix: &'static str,
    /// Whether it has FIPS endpoints.
    pub supports_fips: bool,
    /// Whether it has dual-stack endpoints.
    pub supports_dual_stack: bool,
    /// The region to sign for in services without regions.
    pub implicit_global_region: &'static str,
    /// The known regions.
    pub(super) regions: &'static [&'static str],
    /// The pattern of the names of unknown regions.
    pub(super) segments: &'static [Segment],
}

/// A pattern for one part of a region's name, between hyphens.
#[derive(Debug, Eq, PartialEq)]
pub(super) enum Segment {
    OneOf(&'static [&'static str]),
    /// ASCII letters, digits and underscores.
    Word,
    /// ASCII digits.
    Digits,
}

impl Partition {
    pub(super) fn matches(&self, region: &str) -> bool {
        let mut parts = region.split('-');
        let is_like = |segment: &Segment| parts.next().is_some_and(|part| segment.matches(part));
        self.segments.iter().all(is_like) && parts.next().is_none()
    }
}

impl Segment {
    fn matches(&self, part: &str) -> bool {
        let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        match self {
            Self::OneOf(words) => words.contains(&part),
            Self::Word => !part.is_empty() && part.bytes().all(is_word),
            Self::Digits => !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()),
        }
    }
}
