//! The icon in the desktop's bar: the program's own with a mark in its corner. Each state has a shape of its own, because
//! colours alone say nothing to many people; a ring as dark as the icon sets it off from light bars and dark ones.

use tauri::image::Image;

/// What schedules are at, worst last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum State {
    /// Nothing runs; a small ring.
    #[default]
    Idle,
    /// All are paused; two bars.
    Paused,
    /// At work; a triangle that points ahead.
    Running,
    /// Somebody has to decide; an exclamation mark, and the largest of all.
    NeedsYou,
}

/// Pixels of a side: bars show it at 16 to 24, at twice that on fine screens.
const SIDE: u32 = 64;
/// Samples per pixel and direction.
const FINE: u32 = 4;
static BASE: Image<'static> = tauri::include_image!("icons/128x128.png");
/// Where the mark's middle is.
const MIDDLE: f32 = 45.0;

type Colour = [u8; 3];
const NAVY: Colour = [24, 26, 38];
const WHITE: Colour = [255, 255, 255];
const GREY: Colour = [176, 182, 196];
const BLUE: Colour = [56, 107, 255];
const ORANGE: Colour = [255, 146, 0];

/// The icon for a state.
pub(super) fn of(state: State) -> Image<'static> {
    let mut pixels = Vec::with_capacity((SIDE * SIDE * 4) as usize);
    for y in 0..SIDE {
        for x in 0..SIDE {
            pixels.extend(over(base(x, y), &mark(state, x, y)));
        }
    }
    Image::new_owned(pixels, SIDE, SIDE)
}

/// The program's icon, at half its size.
fn base(x: u32, y: u32) -> [u8; 4] {
    let side = BASE.width();
    let at = |x: u32, y: u32| BASE.rgba().get(((y * side + x) * 4) as usize..).unwrap_or_default();
    let four = [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(dx, dy)| at(2 * x + dx, 2 * y + dy));
    std::array::from_fn(|part| {
        let sum: u32 = four
            .iter()
            .map(|pixel| u32::from(pixel.get(part).copied().unwrap_or(0)))
            .sum();
        (sum / 4) as u8
    })
}

/// The mark's samples within a pixel.
fn mark(state: State, x: u32, y: u32) -> Vec<Option<Colour>> {
    let at = |pixel: u32, step: u32| pixel as f32 + (step as f32 + 0.5) / FINE as f32 - MIDDLE;
    let steps = (0..FINE).flat_map(|down| (0..FINE).map(move |right| (right, down)));
    steps
        .map(|(right, down)| sample(state, at(x, right), at(y, down)))
        .collect()
}

/// The mark's colour so far from its middle.
fn sample(state: State, x: f32, y: f32) -> Option<Colour> {
    let away = x.hypot(y);
    let (radius, ground) = match state {
        State::Idle => (10.0, GREY),
        State::Paused => (15.0, GREY),
        State::Running => (15.0, BLUE),
        State::NeedsYou => (17.0, ORANGE),
    };
    let shape = match state {
        State::Idle => (away < 5.0).then_some(NAVY),
        State::Paused => ((2.0..6.0).contains(&x.abs()) && y.abs() < 8.0).then_some(NAVY),
        State::Running => (x > -5.0 && y.abs() < (9.0 - x) * 0.6).then_some(WHITE),
        State::NeedsYou => {
            let (stroke, dot) = (x.abs() < 2.6 && (-12.0..3.0).contains(&y), x.hypot(y - 8.5) < 3.2);
            (stroke || dot).then_some(NAVY)
        }
    };
    match away {
        _ if away < radius => shape.or(Some(ground)),
        _ if away < radius + 3.5 => Some(NAVY),
        _ => None,
    }
}

fn over(below: [u8; 4], samples: &[Option<Colour>]) -> [u8; 4] {
    let all = samples.len() as u32;
    let hits = samples.iter().flatten().count() as u32;
    // Weighted by how opaque each is: what cannot be seen has no colour to give.
    let below_weight = u32::from(below[3]) * (all - hits);
    let weight = below_weight + 255 * hits;
    let colour = |part: usize| {
        let above: u32 = samples
            .iter()
            .flatten()
            .map(|colour| 255 * u32::from(colour[part]))
            .sum();
        let sum = u32::from(below[part]) * below_weight + above;
        sum.checked_div(weight).unwrap_or(0) as u8
    };
    [colour(0), colour(1), colour(2), (weight / all.max(1)) as u8]
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [State; 4] = [State::Idle, State::Paused, State::Running, State::NeedsYou];

    /// In shades of grey, as somebody sees it who sees no colours.
    fn shades(state: State) -> Vec<u8> {
        let image = of(state);
        let lightness = |p: &[u8]| ((u32::from(p[0]) * 3 + u32::from(p[1]) * 6 + u32::from(p[2])) / 10) as u8;
        image.rgba().chunks(4).map(lightness).collect()
    }

    #[test]
    fn states_differ_without_colours() {
        for (nth, one) in ALL.into_iter().enumerate() {
            for other in ALL.into_iter().skip(nth + 1) {
                let pairs = shades(one).into_iter().zip(shades(other));
                let other_pixels = pairs.filter(|(a, b)| a.abs_diff(*b) > 60).count();
                assert!(
                    other_pixels > 100,
                    "{one:?} and {other:?} differ in {other_pixels} pixels"
                );
            }
        }
    }

    #[test]
    fn the_mark_stays_within_the_icon() {
        for state in ALL {
            let image = of(state);
            let opaque = |x: u32, y: u32| image.rgba()[((y * SIDE + x) * 4 + 3) as usize];
            assert_eq!((image.width(), image.height()), (SIDE, SIDE));
            assert!((0..SIDE).all(|n| opaque(n, 0) < 255), "the icon's own edge is kept");
        }
    }
}
