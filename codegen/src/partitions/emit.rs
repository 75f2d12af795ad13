use proc_macro2::TokenStream;
use quote::quote;

use super::region::Segment;
use super::table::{Facts, Known};
use crate::rust::File;

/// The file for the runtime.
pub(super) fn emit(rows: &[(&Known, Vec<Segment>)]) -> String {
    let rows = rows.iter().map(|(known, segments)| row(known, segments));
    let items = quote! {
        use super::facts::{Partition, Segment};

        pub(super) static PARTITIONS: &[Partition] = &[#(#rows),*];
    };
    File::new(items).about("The partitions, as `model/partitions.json` lists them.").print()
}

fn row(known: &Known, segments: &[Segment]) -> TokenStream {
    let Facts {
        name,
        dns_suffix,
        dual_stack_dns_suffix,
        supports_fips,
        supports_dual_stack,
        implicit_global_region,
    } = &known.outputs;
    let regions = known.regions.keys();
    let segments = segments.iter().map(|segment| match segment {
        Segment::OneOf(words) => quote!(Segment::OneOf(&[#(#words),*])),
        Segment::Word => quote!(Segment::Word),
        Segment::Digits => quote!(Segment::Digits),
    });
    quote! {
        Partition {
            name: #name,
            dns_suffix: #dns_suffix,
            dual_stack_dns_suffix: #dual_stack_dns_suffix,
            supports_fips: #supports_fips,
            supports_dual_stack: #supports_dual_stack,
            implicit_global_region: #implicit_global_region,
            regions: &[#(#regions),*],
            segments: &[#(#segments),*],
        }
    }
}
