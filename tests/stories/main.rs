//! Whole journeys through the real parts.

mod agreement;
mod care;
mod care_paper;
mod circles;
mod clocks;
mod cuts;
mod damage;
mod desk;
mod disputes;
mod doorstep;
mod full;
mod keeping;
mod killed;
mod locks;
mod older;
mod people;
mod photos;
mod rescue;
mod restored;
mod returns;
mod rights;
mod seats;
mod simulated;
mod slow;
mod torn;
