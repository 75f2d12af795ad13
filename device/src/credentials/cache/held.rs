use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;

use super::moment::Moment;
use crate::credentials::fetch::Issued;

/// Credentials, and how long they can be used.
pub(super) struct Held {
    credentials: Credentials,
    /// The life that the service gave them.
    life: Duration,
    /// How long before the end a refresh begins.
    lead: Duration,
    /// The monotonic clock when the request began. A reply may lie unread for a while, so the time
    /// of its arrival would be too late.
    asked: Duration,
    /// The wall clock when the reply was read. It may have been set during the request.
    landed: SystemTime,
}

/// What can be done with credentials.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Age {
    /// They can be used.
    Fresh,
    /// They can be used, and it is time for new ones.
    Due,
    /// They have expired by the wall clock, and not by the monotonic clock.
    Doubtful,
    /// They have expired.
    Dead,
}

impl Held {
    /// Credentials of a reply that was asked for at `asked` and read at `now`. `None` if they have
    /// expired already. `fraction`, from 0 up to 1, spreads the refreshes of devices.
    pub(super) fn new(issued: &Issued, asked: Moment, now: Moment, fraction: f64) -> Option<Self> {
        let life = issued.expiration.duration_since(issued.date.unwrap_or(now.wall)).ok()?;
        let life = life.min(LONGEST_LIFE);
        let spent = now.monotonic.saturating_sub(asked.monotonic);
        let left = life.checked_sub(spent).filter(|left| !left.is_zero())?;
        let lead = LONGEST_LEAD.min(life / 10).mul_f64(1.0 + fraction.clamp(0.0, 1.0) / 2.0);
        let credentials = issued.credentials(now.wall.checked_add(left)?);
        Some(Self { credentials, life, lead, asked: asked.monotonic, landed: now.wall })
    }

    pub(super) fn access_key_id(&self) -> &str {
        self.credentials.access_key_id()
    }

    pub(super) fn age(&self, now: Moment) -> Age {
        let by_monotonic = self.by_monotonic(now);
        let elapsed = by_monotonic.max(now.since_wall(self.landed));
        if by_monotonic >= self.life {
            Age::Dead
        } else if elapsed >= self.life {
            Age::Doubtful
        } else if elapsed >= self.life.saturating_sub(self.lead) {
            Age::Due
        } else {
            Age::Fresh
        }
    }

    /// The credentials with their end by the local clock; `None` if they have expired.
    pub(super) fn credentials(&self, now: Moment) -> Option<Credentials> {
        let by_monotonic = self.life.saturating_sub(self.by_monotonic(now));
        let left = match self.age(now) {
            Age::Fresh | Age::Due => {
                by_monotonic.min(self.life.saturating_sub(now.since_wall(self.landed)))
            }
            Age::Doubtful => by_monotonic.min(DOUBTFUL_LIFE),
            Age::Dead => return None,
        };
        let end = now.wall.checked_add(left)?;
        let mut credentials = self.credentials.clone();
        let told = credentials.expiry().unwrap_or(end);
        let apart = told.duration_since(end).or_else(|_| end.duration_since(told));
        // Changing the expiry copies the keys, which is needed only after the clock was set.
        if apart.is_ok_and(|apart| apart >= Duration::from_secs(1)) {
            *credentials.expiry_mut() = Some(end);
        }
        Some(credentials)
    }

    fn by_monotonic(&self, now: Moment) -> Duration {
        now.monotonic.saturating_sub(self.asked)
    }
}

/// The longest life that a role alias can give. More means that the `Date` of the reply is wrong.
const LONGEST_LIFE: Duration = Duration::from_secs(12 * 60 * 60);
const LONGEST_LEAD: Duration = Duration::from_secs(5 * 60);
/// What other caches are told about credentials that may have expired.
const DOUBTFUL_LIFE: Duration = Duration::from_secs(60);
