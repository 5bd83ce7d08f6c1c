//! Brings a picture to the server. It must not know the post that it goes with.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Mastodon, network};
use crate::error::Error;
use crate::picture::{Attached, Form};

/// Signs of a picture's description.
const ALTERNATIVE: usize = 1_500;
/// How often is looked whether a picture is ready.
const LOOKS: usize = 30;

impl Mastodon<'_> {
    /// Brings a picture to the server, which may take a while to look at it.
    pub(super) async fn upload(&self, picture: &Attached) -> Result<Value, Error> {
        let form = Form::around(&picture.bytes)
            .field("description", &picture.alternative.chars().take(ALTERNATIVE).collect::<String>());
        let request = form.send(self.request("POST", "/v2/media"), "file", &picture.bytes);
        let mut media = self.web.write(&request).await.map_err(|error| self.needing_media(error))?;
        let id = network::text(&media, "id").ok_or_else(|| network::strange(&request, "a picture of Mastodon's"))?;
        for _ in 0..LOOKS {
            // It has an address once it is ready.
            if network::text(&media, "url").is_some() {
                return Ok(json!(id));
            }
            self.clock.sleep(Duration::from_secs(1)).await;
            media = self.web.read(&self.request("GET", &format!("/v1/media/{id}"))).await?;
        }
        Err(request.strange("the picture is still being looked at"))
    }

    fn needing_media(&self, error: Error) -> Error {
        error.needing(&self.account.token, "the scope `write:media`, or set `picture = false`")
    }
}
