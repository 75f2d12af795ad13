pub(super) mod json;
