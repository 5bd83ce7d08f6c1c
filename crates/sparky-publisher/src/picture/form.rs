//! A form with a file in it, as services take pictures. It must not know any service.

use sparky_schema::codec::sha256_hex;

use crate::request::{Body, Header, Request};

/// A form: fields, then a picture.
pub(crate) struct Form {
    boundary: String,
    bytes: Vec<u8>,
}

impl Form {
    /// A form without fields; its boundary follows from the picture, in which it does not occur.
    pub(crate) fn around(picture: &[u8]) -> Self {
        let boundary = format!("sparky-{}", sha256_hex(picture).get(..32).unwrap_or_default());
        Self { boundary, bytes: Vec::new() }
    }

    /// With a field.
    pub(crate) fn field(mut self, name: &str, value: &str) -> Self {
        let head = format!("--{}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n", self.boundary);
        self.bytes.extend([head.as_bytes(), value.as_bytes(), b"\r\n"].concat());
        self
    }

    /// The request with the form, whose last field is the picture.
    pub(crate) fn send(mut self, request: Request, name: &str, picture: &[u8]) -> Request {
        let head = format!(
            "--{}\r\ncontent-disposition: form-data; name=\"{name}\"; filename=\"card.png\"\r\n\
             content-type: image/png\r\n\r\n",
            self.boundary
        );
        let tail = format!("\r\n--{}--\r\n", self.boundary);
        self.bytes.extend([head.as_bytes(), picture, tail.as_bytes()].concat());
        let kind = format!("multipart/form-data; boundary={}", self.boundary);
        request.header(Header::open("content-type", &kind)).body(Body::Bytes(self.bytes))
    }
}
