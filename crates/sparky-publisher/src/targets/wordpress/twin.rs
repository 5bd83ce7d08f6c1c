//! Two machines that knew nothing of each other have made the same post: WordPress gives the second one a slug of its own.
//! It must not know how a post is written.

use serde_json::Value;

use super::WordPress;
use crate::request::Request;
use crate::targets::Trace;
use crate::targets::marker::Marker;
use crate::web::{name, text};

impl WordPress<'_> {
    /// The post of another machine beside one that was just made, which is then removed: nobody has read it yet. None
    /// where there is no other, or none of ours.
    pub(super) async fn twin(&self, request: &Request, made: &Value) -> Option<Trace> {
        let body = request.value();
        let (wanted, given) = (text(&body, "slug")?, text(made, "slug")?);
        if wanted == given {
            return None;
        }
        let posts = self.door.get("/posts", &format!("slug={wanted}&status=any&context=edit")).await.ok()?;
        let first = posts.as_array()?.first()?;
        let key = |html: Option<&Value>| Some(Marker::split(html?.as_str()?)?.1.key);
        if key(first.pointer("/content/raw"))? != key(body.get("content"))? {
            return None;
        }
        let removal = self.door.request("DELETE", &format!("/posts/{}", name(made, "id")?), "force=true");
        if let Err(error) = self.door.ask(&removal).await {
            tracing::warn!("another machine has made the same post; this one stays beside it: {error}");
            return None;
        }
        super::trace(first)
    }
}
