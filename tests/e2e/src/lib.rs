//! End-to-end tests of `developing-story`.
