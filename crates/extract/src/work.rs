//! Counts the steps of the inner loops in tests: what must stay about linear is proven by counting, not by a clock.

#[cfg(test)]
thread_local! {
    static STEPS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Notes so many steps; nothing outside of tests.
#[inline]
pub(crate) fn steps(count: usize) {
    #[cfg(test)]
    STEPS.with(|steps| steps.set(steps.get() + count));
    let _ = count;
}

/// Runs something and tells how many steps it took.
#[cfg(test)]
pub(crate) fn counted<T>(run: impl FnOnce() -> T) -> (T, usize) {
    STEPS.with(|steps| steps.set(0));
    let result = run();
    (result, STEPS.with(std::cell::Cell::get))
}
