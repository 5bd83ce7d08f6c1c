//! Draws a card: 1200 by 630 pixels, light letters on a dark ground. It must not know where the words come from.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use super::face::{FAMILY, FONT, Face};
use super::{Card, Number};
use crate::error::Error;
use crate::escape::xml;

/// What networks show whole.
pub(crate) const SIZE: (u32, u32) = (1200, 630);

const LEFT: f32 = 80.0;
const ROOM: f32 = 1040.0;

/// The headline: its size, the distance of its lines, and how many fit.
const HEADLINE: f32 = 60.0;
const LINE: f32 = 74.0;
const MOST_LINES: usize = 3;

const SMALL: f32 = 32.0;
const COUNT: f32 = 64.0;

pub(super) fn png(card: &Card) -> Result<Vec<u8>, Error> {
    let failed = |problem: String| Error::Card(problem);
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(FONT.to_vec());
    let options = Options { fontdb: Arc::new(fonts), font_family: FAMILY.to_owned(), ..Options::default() };
    let tree = Tree::from_str(&svg(card), &options).map_err(|error| failed(error.to_string()))?;
    let mut pixels = Pixmap::new(SIZE.0, SIZE.1).ok_or_else(|| failed("it has no size".to_owned()))?;
    resvg::render(&tree, Transform::default(), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| failed(error.to_string()))
}

fn svg(card: &Card) -> String {
    let face = Face::new();
    let (width, height) = SIZE;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" font-family=\"{FAMILY}\">\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#10192b\"/>\
         <rect width=\"16\" height=\"{height}\" fill=\"#79b8ff\"/>"
    );
    for line in face.wrap(&card.when, SMALL, ROOM, 1) {
        out += &text(LEFT, 100.0, SMALL, "#79b8ff", &line);
    }
    for (at, line) in face.wrap(&card.headline, HEADLINE, ROOM, MOST_LINES).iter().enumerate() {
        out += &bold(LEFT, 185.0 + LINE * at as f32, HEADLINE, line);
    }
    for line in face.wrap(&card.place, SMALL, ROOM, 1) {
        out += &text(LEFT, 400.0, SMALL, "#b6c2d4", &line);
    }
    out += "<rect x=\"80\" y=\"442\" width=\"1040\" height=\"2\" fill=\"#33415c\"/>";
    out + &numbers(&face, &card.numbers) + "</svg>"
}

/// The numbers side by side, each with what it counts below.
fn numbers(face: &Face, numbers: &[Number]) -> String {
    let room = ROOM / numbers.len().max(1) as f32;
    let mut out = String::new();
    for (at, number) in numbers.iter().enumerate() {
        let x = LEFT + room * at as f32;
        out += &bold(x, 525.0, COUNT, &number.digits);
        for line in face.wrap(&number.what, SMALL * 0.8, room - 16.0, 1) {
            out += &text(x, 570.0, SMALL * 0.8, "#b6c2d4", &line);
        }
    }
    out
}

/// The font has one weight; an outline makes it heavier.
fn bold(x: f32, y: f32, size: f32, words: &str) -> String {
    text(x, y, size, "#ffffff\" stroke=\"#ffffff\" stroke-width=\"1.4", words)
}

fn text(x: f32, y: f32, size: f32, colour: &str, words: &str) -> String {
    format!("<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size:.1}\" fill=\"{colour}\">{}</text>", xml(words))
}
