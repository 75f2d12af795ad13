/// A source of credentials that can be told that a service rejects some of them.
pub trait RefuseCredentials {
    /// Drops the credentials with this access key id, because a service calls them expired or
    /// unknown. The next call fetches new ones.
    ///
    /// Returns whether they were dropped. They were not if they are not the present ones, if the
    /// same id was refused before, or if others were dropped within the last minute: new
    /// credentials that are refused at once would be fetched again and again.
    fn refuse(&self, access_key_id: &str) -> bool;
}
