//! Simul.
