mod table;

use self::table::PARTITIONS;

/// A group of regions with common facts: the standard regions, GovCloud, China, and so on.
#[derive(Debug, Eq, PartialEq)]
pub struct Partition {
    /// The name in ARNs, such as `aws-cn`.
    pub name: &'static str,
    /// The end of host names.
    pub dns_suffix: &'static str,
    /// The end of host names that have IPv6.
    pub dual_stack_dns_suffix: &'static str,
    /// Whether it has FIPS endpoints.
    pub supports_fips: bool,
    /// Whether it has endpoints with IPv6.
    pub supports_dual_stack: bool,
    /// The region that signs for services without regions.
    pub implicit_global_region: &'static str,
    /// The regions that are known by name.
    regions: &'static [&'static str],
    /// What the names of regions to come look like.
    segments: &'static [Segment],
}

/// What a part of a region's name between hyphens must be.
#[derive(Debug, Eq, PartialEq)]
enum Segment {
    OneOf(&'static [&'static str]),
    /// ASCII letters, digits and underscores.
    Word,
    /// ASCII digits.
    Digits,
}

/// The partition that a region is in. A region that no partition knows counts as a standard one.
pub fn partition(region: &str) -> &'static Partition {
    PARTITIONS
        .iter()
        .find(|partition| partition.regions.contains(&region))
        .or_else(|| PARTITIONS.iter().find(|partition| partition.matches(region)))
        .unwrap_or(&PARTITIONS[0])
}

impl Partition {
    fn matches(&self, region: &str) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_known_and_new_find_their_partition() {
        for (region, name) in [
            ("eu-central-1", "aws"),
            ("mx-nowhere-17", "aws"),
            ("us-gov-west-1", "aws-us-gov"),
            ("cn-north-1", "aws-cn"),
            ("us-isob-east-1", "aws-iso-b"),
            ("eusc-de-east-1", "aws-eusc"),
            ("aws-cn-global", "aws-cn"),
            ("moon-base-1", "aws"),
            ("", "aws"),
        ] {
            assert_eq!(partition(region).name, name, "{region}");
        }
    }
}
