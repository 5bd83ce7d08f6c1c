//! The picture that goes with a post: brought to the service before the post, which then names it. A post is more than its
//! picture: where the service refuses the picture for certain, the post goes without it. It must not know any service.

mod form;

use serde_json::Value;

use crate::error::{Error, Trouble};
use crate::request::Request;

pub(crate) use form::Form;

/// What stands in a request where the service's name for the picture belongs.
pub(crate) const PLACE: &str = "${picture}";

/// A picture of an item.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Picture<'a> {
    pub(crate) bytes: &'a [u8],
    /// What it says, for those who do not see it.
    pub(crate) alternative: &'a str,
}

/// A picture that goes with a request.
#[derive(Debug, Clone)]
pub(crate) struct Attached {
    pub(crate) bytes: Vec<u8>,
    pub(crate) alternative: String,
    /// What is left out of the body where there is no picture, as a pointer of JSON.
    field: &'static str,
}

impl Request {
    /// With a picture; `field` of the body is left out where it cannot be had.
    pub(crate) fn picturing(self, picture: Option<Picture<'_>>, field: &'static str) -> Self {
        let attached =
            |of: Picture<'_>| Attached { bytes: of.bytes.to_vec(), alternative: of.alternative.to_owned(), field };
        Self { picture: picture.map(attached), ..self }
    }

    /// The request once its picture is at the service, or without it.
    ///
    /// # Errors
    /// When the service does not say what became of the picture; nothing was posted then.
    pub(crate) async fn pictured(
        &self,
        limit: usize,
        upload: impl AsyncFn(&Attached) -> Result<Value, Error>,
    ) -> Result<Self, Error> {
        let Some(picture) = &self.picture else { return Ok(self.clone()) };
        let uploaded = match picture.bytes.len() {
            size if size > limit => {
                Err(format!("it has {size} bytes, and {limit} are the most that the service takes"))
            }
            _ => match upload(picture).await {
                Ok(name) => Ok(name),
                Err(error) if is_refusal(&error) => Err(error.to_string()),
                Err(error) => return Err(error.of_a_question()),
            },
        };
        let mut body: Value = serde_json::from_slice(self.body.bytes()).unwrap_or_default();
        match uploaded {
            Ok(name) => put(&mut body, &name),
            Err(reason) => {
                tracing::warn!("{} is sent without its picture: {reason}", self.shown);
                leave_out(&mut body, picture.field);
            }
        }
        Ok(Self { picture: None, ..self.clone() }.body(body.to_string()))
    }
}

/// Whether the service has said no, and would say so again.
fn is_refusal(error: &Error) -> bool {
    matches!(
        error,
        Error::Service {
            trouble: Trouble::Denied { .. }
                | Trouble::NotAllowed { .. }
                | Trouble::Gone { .. }
                | Trouble::Rejected { .. }
                | Trouble::Unpaid(_),
            ..
        }
    )
}

/// Puts the name of the picture where its place is.
fn put(value: &mut Value, name: &Value) {
    match value {
        Value::String(text) if text == PLACE => value.clone_from(name),
        Value::Array(list) => list.iter_mut().for_each(|one| put(one, name)),
        Value::Object(fields) => fields.values_mut().for_each(|one| put(one, name)),
        _ => {}
    }
}

fn leave_out(body: &mut Value, field: &str) {
    let Some((parent, name)) = field.rsplit_once('/') else { return };
    if let Some(fields) = body.pointer_mut(parent).and_then(Value::as_object_mut) {
        fields.remove(name);
    }
}
