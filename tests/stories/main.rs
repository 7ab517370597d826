//! Whole journeys through the real parts.

mod doorstep;
