/// Heap use: allocations and reallocations.
#[derive(Clone, Copy, Default)]
pub(crate) struct Allocations {
    pub(crate) count: usize,
    pub(crate) bytes: usize,
}

impl Allocations {
    /// Heap use of the process so far.
    pub(crate) fn now() -> Self {
        now()
    }

    /// Heap use since this moment.
    pub(crate) fn since(self) -> Self {
        let now = now();
        Self { count: now.count - self.count, bytes: now.bytes - self.bytes }
    }
}

#[cfg(not(feature = "count"))]
fn now() -> Allocations {
    Allocations::default()
}

#[cfg(feature = "count")]
fn now() -> Allocations {
    let stats = ALLOCATOR.stats();
    // `bytes_allocated` includes what a reallocation adds.
    Allocations { count: stats.allocations + stats.reallocations, bytes: stats.bytes_allocated }
}

#[cfg(feature = "count")]
#[global_allocator]
static ALLOCATOR: &stats_alloc::StatsAlloc<std::alloc::System> = &stats_alloc::INSTRUMENTED_SYSTEM;
