use proc_macro2::Ident;
use syn::ext::IdentExt;
use syn::{Data, DeriveInput, Error, Fields, Result, Type};

use crate::options::{FieldDefault, FieldOptions, StructureOptions};

/// What the derives know of a structure.
pub(crate) struct Structure<'a> {
    pub(crate) name: &'a Ident,
    pub(crate) fields: Vec<Field<'a>>,
    /// Whether what is absent is taken from the structure's own `Default`.
    pub(crate) has_default: bool,
}

pub(crate) struct Field<'a> {
    pub(crate) name: &'a Ident,
    /// Its name on the wire; none if it does not travel.
    pub(crate) wire: Option<String>,
    pub(crate) absence: Absence,
    /// Whether it is left out where it is `None`.
    pub(crate) skips_none: bool,
    /// `As<Option<Int>>`.
    pub(crate) with: Option<Type>,
}

/// What a field holds that is not there.
pub(crate) enum Absence {
    /// `None`.
    Nothing,
    /// Its type's `Default`.
    Zero,
    /// What a function returns.
    Value(syn::Path),
    /// That is an error.
    Required,
}

impl<'a> Structure<'a> {
    /// # Errors
    /// It is not a structure with named fields and without parameters, or has an attribute that is
    /// not supported.
    pub(crate) fn of(input: &'a DeriveInput) -> Result<Self> {
        let name = &input.ident;
        let fields = match &input.data {
            Data::Struct(data) => match &data.fields {
                Fields::Named(fields) => &fields.named,
                _ => return Err(Error::new_spanned(name, "the fields must have names")),
            },
            _ => return Err(Error::new_spanned(name, "this derive is for structures only")),
        };
        if !input.generics.params.is_empty() {
            return Err(Error::new_spanned(&input.generics, "parameters are not supported"));
        }
        let options = StructureOptions::of(&input.attrs)?;
        let fields =
            fields.iter().map(|field| Field::of(field, &options)).collect::<Result<_>>()?;
        Ok(Self { name, fields, has_default: options.default })
    }

    /// The fields that travel.
    pub(crate) fn members(&self) -> impl Iterator<Item = &Field<'a>> {
        self.fields.iter().filter(|field| field.wire.is_some())
    }

    /// Their names on the wire.
    pub(crate) fn wire_names(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().filter_map(|field| field.wire.as_deref())
    }
}

impl<'a> Field<'a> {
    fn of(field: &'a syn::Field, structure: &StructureOptions) -> Result<Self> {
        let Some(name) = &field.ident else {
            return Err(Error::new_spanned(field, "the field must have a name"));
        };
        let options = FieldOptions::of(&field.attrs)?;
        let renamed = || structure.rename_all.apply(&name.unraw().to_string());
        if structure.default && options.default.is_some() {
            let message = "`default` of a field is not supported where the structure has one";
            return Err(Error::new_spanned(name, message));
        }
        let absence = match options.default {
            Some(FieldDefault::Zero) => Absence::Zero,
            Some(FieldDefault::Value(path)) => Absence::Value(path),
            None if options.skip => Absence::Zero,
            // serde takes an absent `Option` for `None`, but not through an adapter.
            None if options.with.is_none() && is_option(&field.ty) => Absence::Nothing,
            None => Absence::Required,
        };
        Ok(Self {
            name,
            wire: (!options.skip).then(|| options.rename.unwrap_or_else(renamed)),
            absence,
            skips_none: options.skips_none,
            with: options.with,
        })
    }
}

fn is_option(kind: &Type) -> bool {
    let Type::Path(path) = kind else { return false };
    path.path.segments.last().is_some_and(|segment| segment.ident == "Option")
}
