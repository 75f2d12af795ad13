use std::collections::BTreeMap;

use serde::Deserialize;

/// The file. Unknown keys are errors, because each could change the meaning of a region.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    pub(super) version: String,
    pub(super) partitions: Vec<Known>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Known {
    pub(super) id: String,
    pub(super) region_regex: String,
    pub(super) regions: BTreeMap<String, Region>,
    pub(super) outputs: Facts,
}

/// The description is not used. A region with properties of its own would have an unknown key.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Region {
    #[serde(rename = "description")]
    _description: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Facts {
    pub(super) name: String,
    pub(super) dns_suffix: String,
    pub(super) dual_stack_dns_suffix: String,
    #[serde(rename = "supportsFIPS")]
    pub(super) supports_fips: bool,
    pub(super) supports_dual_stack: bool,
    pub(super) implicit_global_region: String,
}
