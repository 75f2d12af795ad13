use std::sync::Arc;

use serde_json::Value;

use super::shape_id::ShapeId;

/// A shape of a model.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// Its id.
    pub id: ShapeId,
    /// What kind of shape it is.
    pub kind: Kind,
    /// Its members in the order of the model: `member` of a list, `key` and `value` of a map.
    pub members: Vec<Member>,
    /// The traits applied to it.
    pub traits: Traits,
    /// The mixins that are not flattened yet.
    pub(crate) mixins: Vec<ShapeId>,
    /// Where it is defined.
    pub(crate) origin: Origin,
}

/// A member of a shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Its name in the model.
    pub name: String,
    /// The shape of its values.
    pub target: ShapeId,
    /// The traits applied to it.
    pub traits: Traits,
}

/// The file of a shape.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Origin(pub(crate) usize);

impl Origin {
    /// The prelude is in no file.
    pub(crate) const PRELUDE: Self = Self(usize::MAX);
}

/// The kinds of shapes.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Bytes.
    Blob,
    /// True or false.
    Boolean,
    /// Text in Unicode.
    String,
    /// A signed whole number of 8 bits.
    Byte,
    /// A signed whole number of 16 bits.
    Short,
    /// A signed whole number of 32 bits.
    Integer,
    /// A signed whole number of 64 bits.
    Long,
    /// A floating-point number of 32 bits.
    Float,
    /// A floating-point number of 64 bits.
    Double,
    /// A whole number of any size.
    BigInteger,
    /// A decimal number of any precision.
    BigDecimal,
    /// An instant.
    Timestamp,
    /// Data without a schema.
    Document,
    /// A fixed set of strings.
    Enum,
    /// A fixed set of integers.
    IntEnum,
    /// Values in order.
    List,
    /// Values by string keys.
    Map,
    /// Named members.
    Structure,
    /// One of several named members.
    Union,
    /// The entry point of an API.
    Service(Service),
    /// An entity with operations of its own.
    Resource(Resource),
    /// A call.
    Operation(Operation),
}

/// The properties of a service.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Service {
    /// The version of the API.
    pub version: String,
    /// Operations bound to it directly.
    pub operations: Vec<ShapeId>,
    /// Resources bound to it.
    pub resources: Vec<ShapeId>,
    /// Errors that every operation may return.
    pub errors: Vec<ShapeId>,
    /// Other names for shapes within this service.
    pub rename: Vec<(ShapeId, String)>,
}

/// The properties of a resource.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resource {
    /// The identifiers of an instance, with the shapes of their values.
    pub identifiers: Vec<(String, ShapeId)>,
    /// The other properties of an instance, with the shapes of their values.
    pub properties: Vec<(String, ShapeId)>,
    /// Its operations, and how they are bound to it.
    pub operations: Vec<(Binding, ShapeId)>,
    /// Resources within it.
    pub resources: Vec<ShapeId>,
}

/// How an operation is bound to a resource.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Binding {
    /// Creates an instance under an id that the caller chooses, or replaces it.
    Put,
    /// Creates an instance under an id that the service chooses.
    Create,
    /// Reads an instance.
    Read,
    /// Changes an instance.
    Update,
    /// Deletes an instance.
    Delete,
    /// Lists instances.
    List,
    /// Any other operation on an instance.
    Instance,
    /// Any other operation on all instances.
    Collection,
}

/// The properties of an operation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Operation {
    /// The structure of its input; `None` if it has no members.
    pub input: Option<ShapeId>,
    /// The structure of its output; `None` if it has no members.
    pub output: Option<ShapeId>,
    /// Errors that it may return.
    pub errors: Vec<ShapeId>,
}

impl Shape {
    /// A member by its name in the model.
    pub fn member(&self, name: &str) -> Option<&Member> {
        self.members.iter().find(|member| member.name == name)
    }

    /// The id of a member of this shape.
    pub fn member_id(&self, member: &Member) -> ShapeId {
        self.id.member(&member.name)
    }
}

/// Trait values by the id of the trait, in the order of the model.
#[derive(Clone, Debug, Default)]
pub struct Traits(Vec<AppliedTrait>);

#[derive(Clone, Debug)]
struct AppliedTrait {
    id: ShapeId,
    /// Shared by all shapes that inherit it from one mixin.
    value: Arc<Value>,
    /// The file and the entry in it, if the trait was applied outside of the shape.
    applied: Option<(Origin, ShapeId)>,
    /// Whether it comes from a mixin, so that it may be overridden.
    is_inherited: bool,
}

impl Traits {
    /// The value of a trait as JSON.
    pub fn value(&self, id: &str) -> Option<&Value> {
        self.0.iter().find(|known| known.id == id).map(|known| &*known.value)
    }

    /// All traits.
    pub fn iter(&self) -> impl Iterator<Item = (&ShapeId, &Value)> {
        self.0.iter().map(|known| (&known.id, &*known.value))
    }

    /// How many traits there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Where a trait was applied, if outside of the shape.
    pub(crate) fn applied(&self, id: &ShapeId) -> Option<&(Origin, ShapeId)> {
        self.0.iter().find(|known| known.id == *id)?.applied.as_ref()
    }

    /// Whether a trait comes from a mixin.
    pub(crate) fn is_inherited(&self, id: &ShapeId) -> bool {
        self.0.iter().any(|known| known.id == *id && known.is_inherited)
    }

    /// Marks these traits as inherited from a mixin.
    pub(crate) fn inherited(mut self) -> Self {
        self.0.iter_mut().for_each(|known| known.is_inherited = true);
        self
    }

    /// Adds a trait that is not present yet.
    pub(crate) fn push(&mut self, id: ShapeId, value: Value) {
        self.0.push(AppliedTrait {
            id,
            value: Arc::new(value),
            applied: None,
            is_inherited: false,
        });
    }

    pub(crate) fn set(&mut self, id: ShapeId, value: Value) {
        self.set_applied(id, value, None);
    }

    pub(crate) fn set_applied(
        &mut self,
        id: ShapeId,
        value: Value,
        applied: Option<(Origin, ShapeId)>,
    ) {
        self.put(AppliedTrait { id, value: Arc::new(value), applied, is_inherited: false });
    }

    /// Renames a trait, unless the new name is present too.
    pub(crate) fn rename(&mut self, from: &ShapeId, to: ShapeId) {
        if self.value(to.as_str()).is_some() {
            return self.remove(from.as_str());
        }
        for known in self.0.iter_mut().filter(|known| known.id == *from) {
            known.id = to.clone();
        }
    }

    pub(crate) fn remove(&mut self, id: &str) {
        self.0.retain(|known| known.id != id);
    }

    /// Copies some traits of another shape; they replace existing ones.
    pub(crate) fn take_over(&mut self, from: &Self, is_wanted: impl Fn(&ShapeId) -> bool) {
        for known in from.0.iter().filter(|known| is_wanted(&known.id)) {
            self.put(known.clone());
        }
    }

    fn put(&mut self, entry: AppliedTrait) {
        match self.0.iter_mut().find(|known| known.id == entry.id) {
            Some(known) => *known = entry,
            None => self.0.push(entry),
        }
    }
}

/// The origin of a trait does not matter for equality.
impl PartialEq for Traits {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}
