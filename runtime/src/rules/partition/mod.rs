mod facts;
mod table;

pub use self::facts::Partition;
use self::table::PARTITIONS;

/// The partition of a region. Unknown regions that match no partition belong to the standard one.
pub fn partition(region: &str) -> &'static Partition {
    PARTITIONS
        .iter()
        .find(|partition| partition.regions.contains(&region))
        .or_else(|| PARTITIONS.iter().find(|partition| partition.matches(region)))
        .unwrap_or(&PARTITIONS[0])
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
